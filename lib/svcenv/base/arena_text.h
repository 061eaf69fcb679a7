// Builds a string of unknown length in an arena.
//
//   ArenaText text(&arena, 100);
//   text.Add("redis://");
//   text.Add(host);
//   return std::move(text).Finish();
#ifndef SVCENV_BASE_ARENA_TEXT_H_
#define SVCENV_BASE_ARENA_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "absl/base/attributes.h"
#include "svcenv/base/arena.h"

namespace svcenv {

// The arena can be used for other allocations in the meantime.
class ArenaText {
 public:
  // Reserves `expected` bytes. The string never grows beyond `limit` bytes.
  ArenaText(Arena* arena ABSL_ATTRIBUTE_LIFETIME_BOUND, size_t expected, size_t limit = SIZE_MAX)
      : arena_(*arena), limit_(limit) {
    Open(expected, 0);
  }
  ArenaText(const ArenaText&) = delete;
  ArenaText& operator=(const ArenaText&) = delete;
  // Returns unfinished memory to the arena.
  ~ArenaText() { arena_.GiveBack(kept_, rest_); }

  // Appends `piece`. Returns false and appends nothing if the string would exceed the limit.
  ABSL_ATTRIBUTE_ALWAYS_INLINE bool Add(std::string_view piece) {
    if (piece.size() > static_cast<size_t>(end_ - at_) && !Grow(piece.size())) return false;
    Copy(at_, piece);
    at_ += piece.size();
    return true;
  }

  // Returns the string, which lives as long as the arena.
  std::string_view Finish() && {
    kept_ = at_;
    return {rest_.begin, static_cast<size_t>(at_ - rest_.begin)};
  }

 private:
  // Reserves `size` bytes and starts writing after the first `written`.
  void Open(size_t size, size_t written) {
    rest_ = arena_.TakeRest(size);
    const size_t room = static_cast<size_t>(rest_.end - rest_.begin);
    end_ = rest_.begin + (room < limit_ ? room : limit_);
    at_ = rest_.begin + written;
    kept_ = rest_.begin;
  }

  // Makes room for `more` bytes. Returns false if that would exceed the limit.
  ABSL_ATTRIBUTE_NOINLINE bool Grow(size_t more) {
    const size_t size = static_cast<size_t>(at_ - rest_.begin);
    if (more > limit_ - size) return false;
    const char* const before = rest_.begin;
    Open(2 * (size + more), size);
    std::memcpy(rest_.begin, before, size);
    return true;
  }

  // Copies short pieces inline, without calling memcpy.
  ABSL_ATTRIBUTE_ALWAYS_INLINE static void Copy(char* to, std::string_view piece) {
    const size_t size = piece.size();
    struct Block {
      uint64_t first, second;
    };
    if (size > 2 * sizeof(Block)) {
      std::memcpy(to, piece.data(), size);
    } else if (size >= sizeof(Block)) {
      CopyEnds<Block>(to, piece);
    } else if (size >= sizeof(uint64_t)) {
      CopyEnds<uint64_t>(to, piece);
    } else if (size >= sizeof(uint32_t)) {
      CopyEnds<uint32_t>(to, piece);
    } else if (size > 0) {
      to[0] = piece[0];
      to[size / 2] = piece[size / 2];
      to[size - 1] = piece[size - 1];
    }
  }
  // Copies the first and the last word of `piece`, which together cover it.
  template <typename Word>
  static void CopyEnds(char* to, std::string_view piece) {
    const size_t last = piece.size() - sizeof(Word);
    Word first_bytes, last_bytes;
    std::memcpy(&first_bytes, piece.data(), sizeof(Word));
    std::memcpy(&last_bytes, piece.data() + last, sizeof(Word));
    std::memcpy(to, &first_bytes, sizeof(Word));
    std::memcpy(to + last, &last_bytes, sizeof(Word));
  }

  Arena& arena_;
  size_t limit_;
  Arena::Rest rest_;
  char* at_;    // where the next piece is written
  char* end_;   // end of the reserved memory
  char* kept_;  // end of the finished string, or its beginning before Finish
};

}  // namespace svcenv

#endif  // SVCENV_BASE_ARENA_TEXT_H_
