// A sequence of document events.
#ifndef SVCENV_SYNTAX_TAPE_H_
#define SVCENV_SYNTAX_TAPE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

#include "svcenv/base/arena.h"
#include "svcenv/syntax/tape_event.h"

namespace svcenv {

// The events of one document, and memory for strings that do not occur verbatim in the source.
class Tape {
 public:
  TapeIndex size() const { return size_; }
  TapeEvent& operator[](TapeIndex i) { return blocks_[i / kBlockEvents][i % kBlockEvents]; }
  const TapeEvent& operator[](TapeIndex i) const {
    return blocks_[i / kBlockEvents][i % kBlockEvents];
  }

  TapeIndex Append(TapeEvent event) {
    if (size_ == blocks_.size() * kBlockEvents) {
      blocks_.push_back(std::make_unique<TapeEvent[]>(kBlockEvents));
    }
    (*this)[size_] = event;
    return size_++;
  }

  // Returns a string or key event to append. Copies `text` into the tape unless it is `stable`.
  TapeEvent TextEvent(TapeEvent::Kind kind, uint32_t offset, std::string_view text, bool stable) {
    TapeEvent event(kind, offset);
    SetText(event, stable ? text : CopyToScratch(text));
    event.set_scratch(!stable);
    return event;
  }

  std::string_view Text(const TapeEvent& event) const {
    if (event.size() < kLongText) return {event.text, event.size()};
    return *reinterpret_cast<const std::string_view*>(event.text);
  }

  // Returns the text of the event at `i`. Moves it to `arena` if it is in the tape.
  std::string_view StableText(TapeIndex i, Arena& arena);

  // Returns the target of an alias, or `i` for any other event.
  TapeIndex Resolve(TapeIndex i) const {
    return (*this)[i].kind() == TapeEvent::kAlias ? (*this)[i].index : i;
  }

  // Returns the index after the value at `i`.
  TapeIndex Next(TapeIndex i) const {
    const TapeEvent& event = (*this)[i];
    return event.kind() == TapeEvent::kList || event.kind() == TapeEvent::kMap ? event.index
                                                                               : i + 1;
  }

  // A state to which Truncate can return, dropping later events.
  struct Mark {
    TapeIndex size = 0;
    size_t scratch_block = 0;
    size_t scratch_used = 0;
    size_t long_texts = 0;
  };
  Mark mark() const { return {size_, scratch_block_, scratch_used_, long_texts_.size()}; }
  void Truncate(const Mark& mark);

 private:
  static constexpr size_t kBlockEvents = 512;
  static constexpr uint32_t kLongText = (1u << 26) - 1;

  std::string_view CopyToScratch(std::string_view text);
  void SetText(TapeEvent& event, std::string_view text) {
    if (text.size() >= kLongText) return SetLongText(event, text);
    event.set_size(static_cast<uint32_t>(text.size()));
    event.text = text.data();
  }
  void SetLongText(TapeEvent& event, std::string_view text);

  struct ScratchBlock {
    std::unique_ptr<char[]> bytes;
    size_t size = 0;
  };

  TapeIndex size_ = 0;
  std::vector<std::unique_ptr<TapeEvent[]>> blocks_;
  std::vector<ScratchBlock> scratch_;
  size_t scratch_block_ = 0;                 // the current block
  size_t scratch_used_ = 0;                  // bytes used of it
  std::deque<std::string_view> long_texts_;  // texts of at least kLongText bytes
};

// An effective map entry, after resolving merge keys and dropping duplicate keys.
struct TapeEntry {
  TapeIndex key = 0;
  TapeIndex value = 0;
};

// Appends the effective entries of the map at `map` to `entries`, in unspecified order. Later
// entries override earlier ones, and merge keys apply at their place among the keys, as in go-yaml
// v2. Returns the number of entries visited.
size_t ResolveEntries(const Tape& tape, TapeIndex map, std::vector<TapeEntry>& entries);

// Returns the index of the value of `key` in the map at `map`, with aliases resolved, or 0 if the
// key is missing.
TapeIndex FindValue(const Tape& tape, TapeIndex map, std::string_view key);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_TAPE_H_
