// Decodes a file and splits it into documents as kubectl does.
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

// Decodes the bytes of a file as kubectl does. Drops a byte order mark, converts UTF-16 with a byte
// order mark to UTF-8, and replaces invalid UTF-8 with U+FFFD. Keeps invalid UTF-8 in YAML with a
// byte order mark, which the YAML reader rejects. Checks large texts on up to `threads` threads.
Bytes DecodeText(Bytes bytes, int threads = 1);

// Error codes: a document that is not a map, and all other errors.
inline constexpr std::string_view kNotAMapCode = "not-a-map";
inline constexpr std::string_view kSyntaxCode = "syntax";

// Receives the documents of a file.
class DocumentSink {
 public:
  virtual ~DocumentSink() = default;

  // Describes the root of a document or an item of a list.
  struct Item {
    bool in_list = false;
    std::string_view list_kind;  // "List", "PodList", …; empty if the list has no kind
    std::string_view list_api_version;
    int index = 0;            // within `items`
    uint32_t end_offset = 0;  // in the file, after its last byte
  };
  // Receives an object. Null documents are skipped.
  virtual void Document(const Item& item, Reader& reader) = 0;

  // Drops all items of the current document, for example because a second `items` key overrides
  // them.
  virtual void DropItems() = 0;
};

// A sink that several threads can fill through forks.
class ForkingSink : public DocumentSink {
 public:
  // Returns a sink for a later part of the file that is read concurrently, with strings in `arena`.
  virtual std::unique_ptr<ForkingSink> Fork(Arena* arena) = 0;
  // Appends the contents of a fork: items of the current list, or whole documents. The strings of
  // the fork are still valid.
  virtual void JoinItems(ForkingSink& fork) = 0;
  virtual void JoinDocuments(ForkingSink& fork) = 0;
};

// Receives the error of a document. Returns whether to continue with the next document of the
// stream. `document` is the whole document, or the rest of the file.
using RefusedDocument = std::function<bool(const Diagnostic& error, std::string_view document)>;

struct ReadOptions {
  // Allows `items: null` in a List, which Go programs write for an empty list but kubectl rejects.
  bool null_items = false;
  // If not null, receives the extents for Sources::SetExtents: of all objects passed to the sink
  // and of the rejected document.
  Extents* extents = nullptr;
  // If set and it returns true for a document, ignores its error and continues with the next
  // document of a YAML stream. A JSON stream always ends at its first error.
  RefusedDocument on_refused = nullptr;
};

// Reads the text of `file` as kubectl 1.33 and newer do, as a JSON stream or YAML documents, and
// passes each object to `sink`, flattening `items`. The text must be decoded and at most 4 GiB. A
// Reader is valid only during the call, but its strings live as long as `arena` and the source.
// Needs 16 bytes of memory per event of one document, or of one item of a list without anchors.
//
// Appends up to 1,000 diagnostics to `losses` for what kubectl silently drops: duplicate-key for a
// key that a later key or a merge key overrides, and text-ignored for text after the end of a
// document or an object whose `items` make it a list.
//
// Reading stops at the first error, which is returned as ToStatus of a diagnostic with one of the
// codes above. Documents and list items before the error were passed to the sink.
absl::Status ReadDocuments(const Sources& sources, uint32_t file, Arena& arena, DocumentSink& sink,
                           Diagnostics& losses, const ReadOptions& options = {});

// Like ReadDocuments, with the same result, but reads the items of a large JSON list or the
// documents of a large YAML stream on up to `threads` threads.
absl::Status ReadDocumentsByThreads(const Sources& sources, uint32_t file, Arena& arena,
                                    ForkingSink& sink, Diagnostics& losses, int threads,
                                    const ReadOptions& options = {});

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_TEXT_H_
