#include "svcenv/syntax/json_item_runs.h"

#include <algorithm>
#include <cstdint>

#include "svcenv/base/parallel.h"
#include "svcenv/syntax/json_parser.h"

namespace svcenv {
namespace {

constexpr size_t kRunsOfThread = 16;  // limits how long threads wait for the last one
constexpr size_t kLongestBeginning = 16;

// Returns the line break, indentation, and bracket that begin the item at `first`, or its first
// bytes if it does not begin on its own line. Neither occurs within a string, which cannot contain
// a raw line break or an unescaped quote.
std::string_view Beginning(std::string_view text, size_t first) {
  const size_t after = text.find_last_not_of(" \t\r", first - 1);
  const size_t begin = after != text.npos && text[after] == '\n' ? after : first;
  return text.substr(begin, first - begin + (begin == first ? kLongestBeginning : 1));
}

}  // namespace

JsonItemRuns::JsonItemRuns(std::string_view text, size_t first, const DocumentContext& context,
                           const ListName& list_name)
    : text_(text) {
  const size_t runs = kRunsOfThread * static_cast<size_t>(context.threads);
  Divide(first, std::max(kMinBytes / 2, (text.size() - first) / runs));
  ParallelFor(runs_.size(), context.threads,
              [&](size_t index) { Read(index, context, list_name); });
}

void JsonItemRuns::Divide(size_t first, size_t run_bytes) {
  const std::string_view beginning = Beginning(text_, first);
  size_t begin = first;
  while (begin != text_.npos) {
    JsonItemRun& run = runs_.emplace_back();
    run.begin = begin;
    const size_t from = begin + run_bytes;
    begin = from < text_.size() ? text_.find(beginning, from) : text_.npos;
    if (begin != text_.npos) begin = text_.find('{', begin);
    run.end = std::min(begin, text_.size());
  }
}

void JsonItemRuns::Read(size_t index, const DocumentContext& context, const ListName& list_name) {
  if (index > last_.load(std::memory_order_relaxed)) return;
  JsonItemRun& run = runs_[index];
  run.sink = context.forking_sink->Fork(&run.arena);
  bool is_named = true;
  DocumentContext of_run = context;
  of_run.arena = &run.arena;
  of_run.sink = run.sink.get();
  of_run.forking_sink = nullptr;
  of_run.losses = &run.losses;
  if (context.extents != nullptr) of_run.extents = &run.extents;
  of_run.find_list_name = [&is_named] {
    is_named = false;
    return ListName();
  };
  DocumentBuilder builder(of_run, list_name);
  JsonParser parser(text_.substr(0, run.end));
  const JsonItems items = parser.ReadItems(run.begin, builder);
  run.end = items.end;
  run.is_read = items.is_read && is_named;
  run.count = builder.item_count();
  for (size_t last = last_; items.list_ends && index < last;) {
    if (last_.compare_exchange_weak(last, index)) break;
  }
}

JsonItemRun* JsonItemRuns::At(size_t offset) {
  while (next_ < runs_.size() && runs_[next_].begin < offset) ++next_;
  if (next_ == runs_.size() || runs_[next_].begin != offset) return nullptr;
  JsonItemRun& run = runs_[next_++];
  return run.is_read ? &run : nullptr;
}

}  // namespace svcenv
