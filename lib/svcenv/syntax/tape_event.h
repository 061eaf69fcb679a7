// One step of a document, in sixteen bytes.
#ifndef SVCENV_SYNTAX_TAPE_EVENT_H_
#define SVCENV_SYNTAX_TAPE_EVENT_H_

#include <cstdint>

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

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_TAPE_EVENT_H_
