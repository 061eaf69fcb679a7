// What a document is read from and into.
#ifndef SVCENV_SYNTAX_DOCUMENT_CONTEXT_H_
#define SVCENV_SYNTAX_DOCUMENT_CONTEXT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "svcenv/base/arena.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/excerpts.h"
#include "svcenv/syntax/text.h"

namespace svcenv {

// Why a text is refused, and where.
struct TextError {
  uint32_t offset = 0;  // in the file
  std::string message;
  std::string remedy;
  std::string_view code = kSyntaxCode;
};

// How many losses of one file are reported; a hostile one could have millions.
inline constexpr size_t kMostLosses = 1000;

// Appends losses from further on in a file, up to kMostLosses in all.
void AddLosses(Diagnostics from, Diagnostics* to);

// Appends the extents that another thread found.
void AddExtents(const Extents& from, Extents* to);

// What the root of a list says of its items.
struct ListName {
  std::string kind;
  std::string api_version;
};

// The document that is read, and what it is read into.
struct DocumentContext {
  uint32_t file = 0;
  std::string_view file_text;
  uint32_t begin = 0;  // of the document, in file_text
  uint32_t end = 0;    // of it; that of the file if it is not known yet
  Arena* arena = nullptr;
  DocumentSink* sink = nullptr;
  ForkingSink* forking_sink = nullptr;  // the same, if up to `threads` threads may read
  int threads = 1;
  Diagnostics* losses = nullptr;
  Extents* extents = nullptr;  // gets those of the objects; may be null
  // Reads the document once more, for the kind and apiVersion at its root.
  std::function<ListName()> find_list_name;
  bool null_items = false;  // as in ReadOptions
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_DOCUMENT_CONTEXT_H_
