#include "svcenv/syntax/tape.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace svcenv {
namespace {

constexpr size_t kScratchBlockBytes = 64 * 1024;

}  // namespace

void Tape::SetLongText(TapeEvent& event, std::string_view text) {
  long_texts_.push_back(text);
  event.set_size(kLongText);
  event.text = reinterpret_cast<const char*>(&long_texts_.back());
}

std::string_view Tape::StableText(TapeIndex i, Arena& arena) {
  TapeEvent& event = (*this)[i];
  if (event.scratch()) {
    SetText(event, arena.Copy(Text(event)));
    event.set_scratch(false);
  }
  return Text(event);
}

std::string_view Tape::CopyToScratch(std::string_view text) {
  while (scratch_block_ < scratch_.size() &&
         scratch_[scratch_block_].size - scratch_used_ < text.size()) {
    ++scratch_block_;
    scratch_used_ = 0;
  }
  if (scratch_block_ == scratch_.size()) {
    const size_t size = std::max(kScratchBlockBytes, text.size());
    scratch_.push_back({std::unique_ptr<char[]>(new char[size]), size});
  }
  char* copy = scratch_[scratch_block_].bytes.get() + scratch_used_;
  if (!text.empty()) std::memcpy(copy, text.data(), text.size());
  scratch_used_ += text.size();
  return {copy, text.size()};
}

void Tape::Truncate(const Mark& mark) {
  size_ = mark.size;
  scratch_block_ = mark.scratch_block;
  scratch_used_ = mark.scratch_used;
  long_texts_.resize(mark.long_texts);
  // Frees the memory of a large item, since small ones may follow.
  constexpr size_t kBlocksKept = 16;
  while (scratch_.size() > scratch_block_ + 1 &&
         (scratch_.back().size > kScratchBlockBytes || scratch_.size() > kBlocksKept)) {
    scratch_.pop_back();
  }
}

namespace {

// Collects the entries of a map and resolves its merge keys.
class EntryCollector {
 public:
  EntryCollector(const Tape& tape, std::vector<TapeEntry>& entries)
      : tape_(tape), entries_(entries) {}

  size_t work() const { return work_; }

  void Collect(TapeIndex map) {
    Open(map);
    while (!open_.empty()) {
      OpenMap& last = open_.back();
      if (last.next >= last.end) {
        open_.pop_back();
        continue;
      }
      const TapeIndex i = last.next;
      last.next = tape_.Next(i + 1);
      if (tape_[i].kind() == TapeEvent::kMergeKey) {
        Merge(tape_.Resolve(i + 1));
      } else {
        Put({i, tape_.Resolve(i + 1)});
      }
    }
  }

 private:
  // A map whose remaining entries begin at `next`.
  struct OpenMap {
    TapeIndex next = 0;
    TapeIndex end = 0;
  };

  void Open(TapeIndex map) {
    ++work_;
    open_.push_back({map + 1, tape_[map].index});
  }

  void Merge(TapeIndex value) {
    if (tape_[value].kind() == TapeEvent::kMap) return Open(value);
    // The earliest map wins: it is opened first, so it is collected last.
    for (TapeIndex i = value + 1; i < tape_[value].index; i = tape_.Next(i)) {
      Open(tape_.Resolve(i));
    }
  }

  void Put(TapeEntry entry) {
    ++work_;
    const auto [place, is_new] = places_.try_emplace(tape_.Text(tape_[entry.key]), entries_.size());
    if (is_new) {
      entries_.push_back(entry);
    } else {
      entries_[place->second] = entry;
    }
  }

  const Tape& tape_;
  std::vector<TapeEntry>& entries_;
  std::vector<OpenMap> open_;  // the innermost last
  absl::flat_hash_map<std::string_view, size_t> places_;
  size_t work_ = 0;
};

}  // namespace

size_t ResolveEntries(const Tape& tape, TapeIndex map, std::vector<TapeEntry>& entries) {
  EntryCollector collector(tape, entries);
  collector.Collect(map);
  return collector.work();
}

TapeIndex FindValue(const Tape& tape, TapeIndex map, std::string_view key) {
  if (tape[map].merged()) {
    std::vector<TapeEntry> entries;
    ResolveEntries(tape, map, entries);
    for (const TapeEntry& entry : entries) {
      if (tape.Text(tape[entry.key]) == key) return entry.value;
    }
    return 0;
  }
  for (TapeIndex i = map + 1; i < tape[map].index; i = tape.Next(i + 1)) {
    if (tape[i].kind() == TapeEvent::kKey && tape.Text(tape[i]) == key) return tape.Resolve(i + 1);
  }
  return 0;
}

}  // namespace svcenv
