// Reads the items of a large JSON list on several threads.
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

// A run of consecutive items, read independently of the items before it.
struct JsonItemRun {
  size_t begin = 0;  // of the first item
  size_t end = 0;    // of the last item
  Arena arena;
  std::unique_ptr<ForkingSink> sink;
  Diagnostics losses;
  Extents extents;
  int count = 0;
  bool is_read = false;  // without an error
};

// Guesses where items begin by searching for the bytes that begin the first item, and reads runs of
// items from there speculatively. A guess is confirmed when the sequential reader reaches that
// offset and expects an item. The run then equals what that reader would have read, since items are
// read independently of their context. A wrong guess only costs time.
class JsonItemRuns {
 public:
  // Splitting fewer bytes is not worthwhile.
  static constexpr size_t kMinBytes = 1 << 18;

  // Reads all runs from `first` on, where an item of the list must begin. `context` must have a
  // forking sink. `list_name` is the part of the list's name that is known so far. O(text).
  JsonItemRuns(std::string_view text, size_t first, const DocumentContext& context,
               const ListName& list_name);

  // Returns the run that begins at `offset`. Returns null if there is none or if it has an error,
  // which the caller finds by reading it again. Offsets must increase from call to call.
  JsonItemRun* At(size_t offset);

 private:
  void Divide(size_t first, size_t run_bytes);
  void Read(size_t index, const DocumentContext& context, const ListName& list_name);

  const std::string_view text_;
  std::vector<JsonItemRun> runs_;
  size_t next_ = 0;
  std::atomic<size_t> last_{SIZE_MAX};  // the run that ends the list; later runs are not read
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_JSON_ITEM_RUNS_H_
