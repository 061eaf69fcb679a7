// The items of a large JSON list, read by several threads.
#ifndef SVCENV_SYNTAX_JSON_ITEM_RUNS_H_
#define SVCENV_SYNTAX_JSON_ITEM_RUNS_H_

#include <atomic>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "svcenv/base/arena.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/syntax/document_builder.h"
#include "svcenv/syntax/text.h"

namespace svcenv {

// Items that follow each other, read apart from those before them.
struct JsonItemRun {
  size_t begin = 0;  // of the first one's text
  size_t end = 0;    // behind the last one
  Arena arena;
  std::unique_ptr<ForkingSink> sink;
  Diagnostics losses;
  Extents extents;
  int count = 0;
  bool is_read = false;  // without a fault
};

// Guesses where items begin, by what the first one begins with, and reads from there on before it
// is known whether an item begins there. It is known once the reader of all that stands before
// comes to that very place and expects an item: then the run is what it would have read, as nothing
// else bears on how items are read. A guess that was wrong costs time, and changes nothing.
class JsonItemRuns {
 public:
  // Fewer bytes are not worth it.
  static constexpr size_t kLeastBytes = 1 << 18;

  // `first` is where the first item of the list begins. `context` has a forking sink;
  // `list_name` is what is known so far of the list. O(size of text).
  JsonItemRuns(std::string_view text, size_t first, const DocumentContext& context,
               const ListName& list_name);

  // The run that begins at `offset`; null: none does, or it had a fault, which is then to be found
  // by reading it once more. Offsets grow from one call to the next.
  JsonItemRun* At(size_t offset);

 private:
  void Divide(size_t first, size_t run_bytes);
  void Read(size_t index, const DocumentContext& context, const ListName& list_name);

  const std::string_view text_;
  std::vector<JsonItemRun> runs_;
  size_t next_ = 0;
  std::atomic<size_t> last_{SIZE_MAX};  // the run in which a list ended: those behind are not read
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_JSON_ITEM_RUNS_H_
