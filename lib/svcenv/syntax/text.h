// The text level of a manifest: from the bytes of a file to its documents, as kubectl reads them.
#ifndef SVCENV_SYNTAX_TEXT_H_
#define SVCENV_SYNTAX_TEXT_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/bytes.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/syntax/reader.h"

namespace svcenv {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The bytes of a file as kubectl takes them: a byte order mark is dropped, UTF-16 that has one
// becomes UTF-8, each byte that is no UTF-8 becomes U+FFFD. A large text is looked at by up to
// `threads` threads.
Bytes DecodeText(Bytes bytes, int threads = 1);

// The codes of errors in a text: a document that is not a map, and all others.
inline constexpr std::string_view kNotAMapCode = "not-a-map";
inline constexpr std::string_view kSyntaxCode = "syntax";

// What the documents of a file are handed to.
class DocumentSink {
 public:
  virtual ~DocumentSink() = default;

  // The root of a document, or an item of a list. Null documents are skipped before.
  // `list` tells what it is an item of.
  struct Item {
    bool in_list = false;
    std::string_view list_kind;  // "List", "PodList", …; empty if the list has none
    std::string_view list_api_version;
    int index = 0;            // within `items`
    uint32_t end_offset = 0;  // in the file, behind its last byte
  };
  virtual void Document(const Item& item, Reader& reader) = 0;

  // What the document held up to now, items of a list, turns out to be dropped (a second `items`
  // key).
  virtual void DropItems() = 0;
};

// A sink that can be divided, so that several threads hand out.
class ForkingSink : public DocumentSink {
 public:
  // A sink for what stands further on in the file and is read meanwhile, with texts in `arena`.
  virtual std::unique_ptr<ForkingSink> Fork(Arena* arena) = 0;
  // Takes over what such a sink was handed, as if it had been handed out here and now; the texts
  // are still there. Items: of the list that is being handed out; documents: whole ones.
  virtual void JoinItems(ForkingSink& fork) = 0;
  virtual void JoinDocuments(ForkingSink& fork) = 0;
};

// Hears why a document cannot be read, and returns whether reading goes on with the next document
// of the stream. `document` is all of it, or what is left of the file.
using RefusedDocument = std::function<bool(const Diagnostic& error, std::string_view document)>;

struct ReadOptions {
  // A List may have `items: null`, which kubectl refuses: as Go programs write an empty one.
  bool null_items = false;
  // Where not null, it gets the extents for Sources::SetExtents: of all objects that were handed
  // out, and of the document that was refused.
  Extents* extents = nullptr;
  // If set and true for a document, its error is left out and the next document of a YAML stream is
  // read; JSON ends with its first error.
  RefusedDocument on_refused = nullptr;
};

// Reads the text of `file` (decoded, at most 4 GiB) as kubectl 1.33 and newer do: the JSON stream
// or YAML documents of it, `items` of any object flattened. Texts that a Reader gives are in
// `arena` or in the source itself; the Reader is good for the call. Memory beside that: one
// document, sixteen bytes an event, or one item of a list that has no anchors.
//
// What kubectl drops without a word goes to `losses`, 1000 at most: duplicate-key (a key that a
// later one or a merge key overwrites) and text-ignored (text after a document's end, an object
// whose `items` make it a list). The first error ends the file: the Status is ToStatus of an error
// diagnostic with one of the codes above. Documents before it were handed out, and items of a list
// that the error is in.
absl::Status ReadDocuments(const Sources& sources, uint32_t file, Arena& arena, DocumentSink& sink,
                           Diagnostics& losses, const ReadOptions& options = {});

// The same by up to `threads` threads: of a large JSON list the items, of a large YAML stream the
// documents. What comes of it is the same.
absl::Status ReadDocumentsByThreads(const Sources& sources, uint32_t file, Arena& arena,
                                    ForkingSink& sink, Diagnostics& losses, int threads,
                                    const ReadOptions& options = {});

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_TEXT_H_
