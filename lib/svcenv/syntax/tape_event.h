// One event of a document, in 16 bytes.
#ifndef SVCENV_SYNTAX_TAPE_EVENT_H_
#define SVCENV_SYNTAX_TAPE_EVENT_H_

#include <cstdint>

namespace svcenv {

// The index of an event on its tape.
using TapeIndex = uint32_t;

// One event of a document. The contents of a list or map follow it, as the value follows a key.
struct TapeEvent {
  enum Kind : uint8_t {
    kNull,
    kBool,
    kInteger,
    kReal,
    kString,
    kList,
    kMap,
    kAlias,       // refers to the list or map at `index`
    kKey,         // its text is the key as kubectl converts it
    kDroppedKey,  // a later equal key overrides it and its value
    kMergeKey,    // `<<`
  };

  TapeEvent(Kind kind, uint32_t offset)
      : head(static_cast<uint64_t>(kind) << 32 | offset), integer(0) {}
  TapeEvent() : TapeEvent(kNull, 0) {}

  Kind kind() const { return static_cast<Kind>(head >> 32 & kKindMask); }
  uint32_t offset() const { return static_cast<uint32_t>(head); }  // in the source
  bool scratch() const { return (head & kScratch) != 0; }          // the text is in the tape
  bool merged() const { return (head & kMerged) != 0; }            // a map with a merge key
  uint32_t size() const { return static_cast<uint32_t>(head >> kSizeShift); }  // of the text

  void set_kind(Kind kind) {
    head = (head & ~(kKindMask << 32)) | static_cast<uint64_t>(kind) << 32;
  }
  void set_offset(uint32_t offset) { head = (head >> 32 << 32) | offset; }
  void set_scratch(bool scratch) { head = scratch ? head | kScratch : head & ~kScratch; }
  void set_merged() { head |= kMerged; }
  void set_size(uint32_t size) {
    head = (head & ((uint64_t{1} << kSizeShift) - 1)) | static_cast<uint64_t>(size) << kSizeShift;
  }

  // The bits, from the lowest: 32 of the offset, 4 of the kind, scratch, merged, and 26 of the
  // size. Two words are passed in registers, while separate fields would be passed through memory
  // and cause store-forwarding stalls.
  uint64_t head;
  union {
    const char* text;
    bool boolean;
    int64_t integer;
    double real;
    TapeIndex index;  // kAlias: the target; kList and kMap: the index after the last event
  };

 private:
  static constexpr uint64_t kKindMask = 15;
  static constexpr uint64_t kScratch = uint64_t{1} << 36;
  static constexpr uint64_t kMerged = uint64_t{1} << 37;
  static constexpr int kSizeShift = 38;
};
static_assert(sizeof(TapeEvent) == 16);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_TAPE_EVENT_H_
