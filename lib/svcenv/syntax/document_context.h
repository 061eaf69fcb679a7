// The input and output of reading a document.
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

// Why and where a text is rejected.
struct TextError {
  uint32_t offset = 0;  // in the file
  std::string message;
  std::string remedy;
  std::string_view code = kSyntaxCode;
};

// The maximum number of losses reported per file. A loss is a warning about something that kubectl
// silently drops; a hostile file could have millions.
inline constexpr size_t kMaxLosses = 1000;

// Appends losses from a later part of a file, up to kMaxLosses in total.
void AddLosses(Diagnostics from, Diagnostics* to);

// Appends the extents that another thread found.
void AddExtents(const Extents& from, Extents* to);

// The kind and apiVersion at the root of a list.
struct ListName {
  std::string kind;
  std::string api_version;
};

// A document to read, and the objects that receive its contents.
struct DocumentContext {
  uint32_t file = 0;
  std::string_view file_text;
  uint32_t begin = 0;  // of the document, in file_text
  uint32_t end = 0;    // of the document, or of the file if the former is not known yet
  Arena* arena = nullptr;
  DocumentSink* sink = nullptr;
  ForkingSink* forking_sink = nullptr;  // `sink`, if up to `threads` threads may read
  int threads = 1;
  Diagnostics* losses = nullptr;
  Extents* extents = nullptr;  // receives the extents of the objects; may be null
  // Reads the document again to find the kind and apiVersion at its root.
  std::function<ListName()> find_list_name;
  bool null_items = false;  // as in ReadOptions
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_DOCUMENT_CONTEXT_H_
