// The events of one document, sixteen bytes each, and the Reader over them.
#ifndef SVCENV_SYNTAX_TAPE_H_
#define SVCENV_SYNTAX_TAPE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

#include "svcenv/base/arena.h"
#include "svcenv/base/source.h"
#include "svcenv/syntax/reader.h"

namespace svcenv {

// Where an event stands on its tape.
using TapeIndex = uint32_t;

// One step of a document. A list or a map is followed by what it holds, a key by its value.
struct TapeEvent {
  enum Kind : uint8_t {
    kNull,
    kBool,
    kInteger,
    kReal,
    kString,
    kList,
    kMap,
    kAlias,       // stands for the list or map at `index`
    kKey,         // its text is what kubectl makes of the key
    kDroppedKey,  // a later key of its map is the same: neither it nor its value counts
    kMergeKey,    // `<<`
  };

  TapeEvent(Kind kind, uint32_t offset)
      : head(static_cast<uint64_t>(kind) << 32 | offset), integer(0) {}
  TapeEvent() : TapeEvent(kNull, 0) {}

  Kind kind() const { return static_cast<Kind>(head >> 32 & kMostKinds); }
  uint32_t offset() const { return static_cast<uint32_t>(head); }  // of the byte in the source
  bool scratch() const { return (head & kScratch) != 0; }          // the text lies in the tape
  bool merged() const { return (head & kMerged) != 0; }            // of a map: it has a merge key
  uint32_t size() const { return static_cast<uint32_t>(head >> kSizeShift); }  // of the text

  void set_kind(Kind kind) {
    head = (head & ~(kMostKinds << 32)) | static_cast<uint64_t>(kind) << 32;
  }
  void set_offset(uint32_t offset) { head = (head >> 32 << 32) | offset; }
  void set_scratch(bool scratch) { head = scratch ? head | kScratch : head & ~kScratch; }
  void set_merged() { head |= kMerged; }
  void set_size(uint32_t size) {
    head = (head & ((uint64_t{1} << kSizeShift) - 1)) | static_cast<uint64_t>(size) << kSizeShift;
  }

  // The offset, four bits of the kind, a bit each of scratch and merged, 26 of the size: two words
  // go from hand to hand in registers, where fields of their own would go through memory, and wait
  // there for each other.
  uint64_t head;
  union {
    const char* text;
    bool boolean;
    int64_t integer;
    double real;
    TapeIndex index;  // of kAlias; of kList and kMap: what comes after its last event
  };

 private:
  static constexpr uint64_t kMostKinds = 15;
  static constexpr uint64_t kScratch = uint64_t{1} << 36;
  static constexpr uint64_t kMerged = uint64_t{1} << 37;
  static constexpr int kSizeShift = 38;
};
static_assert(sizeof(TapeEvent) == 16);

// The events, and memory for texts that do not stand in the source as they are.
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

  // An event of kind kString or a key, to be appended. A text that is not `stable` is copied into
  // the tape.
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

  // The text of the event at `i`, moved to `arena` if it lay in the tape.
  std::string_view StableText(TapeIndex i, Arena& arena);

  // The list, map or scalar that an alias stands for; any other event is its own.
  TapeIndex Resolve(TapeIndex i) const {
    return (*this)[i].kind() == TapeEvent::kAlias ? (*this)[i].index : i;
  }

  // What comes after the value at `i`.
  TapeIndex Next(TapeIndex i) const {
    const TapeEvent& event = (*this)[i];
    return event.kind() == TapeEvent::kList || event.kind() == TapeEvent::kMap ? event.index
                                                                               : i + 1;
  }

  // A state to go back to: what was appended since is forgotten.
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
  size_t scratch_block_ = 0;                 // the one in use
  size_t scratch_used_ = 0;                  // of it
  std::deque<std::string_view> long_texts_;  // those of kLongText bytes and more
};

// An entry that counts: merge keys are resolved, dropped keys left out.
struct TapeEntry {
  TapeIndex key = 0;
  TapeIndex value = 0;
};

// The entries of the map at `map`, in no promised order, later ones instead of earlier ones, merge
// keys taken in the order of the keys as go-yaml v2 does. Appended to `entries`. Returns how many
// entries were looked at.
size_t ResolveEntries(const Tape& tape, TapeIndex map, std::vector<TapeEntry>& entries);

// The index of the value of `key` in the map at `map`, aliases resolved; 0 if it has none.
TapeIndex FindValue(const Tape& tape, TapeIndex map, std::string_view key);

// Reads the value at an index. Texts go to the arena only when they are asked for.
class TapeReader : public Reader {
 public:
  TapeReader(Tape& tape, TapeIndex root, uint32_t file, Arena& arena)
      : tape_(tape), file_(file), arena_(arena), value_(tape.Resolve(root)) {}

  ValueType type() const override;
  Position position() const override { return {file_, tape_[value_].offset()}; }
  std::string_view PeekText(std::string_view key) const override;
  void EnterMap() override;
  bool NextKey() override;
  const Located& key() const override { return key_; }
  void EnterList() override;
  bool NextItem() override;
  std::string_view String() override { return tape_.StableText(value_, arena_); }
  bool Bool() override { return tape_[value_].boolean; }
  Number ReadNumber() override;
  void Skip() override {}

 private:
  // A list or map that was entered. A map with merge keys has its entries in entries_.
  struct Frame {
    TapeIndex next = 0;
    TapeIndex end = 0;
    size_t first_entry = 0;
    bool merged = false;
  };

  void Take(TapeIndex key, TapeIndex value);

  Tape& tape_;
  const uint32_t file_;
  Arena& arena_;
  TapeIndex value_;
  Located key_;
  std::vector<Frame> frames_;
  std::vector<TapeEntry> entries_;
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_TAPE_H_
