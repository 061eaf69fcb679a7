// A text in an arena whose length is known only at its end.
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

// The arena may give out other memory meanwhile.
class ArenaText {
 public:
  // `expected`: how many bytes are likely; `limit`: how many there may be.
  ArenaText(Arena* arena ABSL_ATTRIBUTE_LIFETIME_BOUND, size_t expected, size_t limit = SIZE_MAX)
      : arena_(*arena), limit_(limit) {
    Open(expected, 0);
  }
  ArenaText(const ArenaText&) = delete;
  ArenaText& operator=(const ArenaText&) = delete;
  // What is not finished is given back.
  ~ArenaText() { arena_.GiveBack(kept_, rest_); }

  // False, and nothing is added, where that would be more than the limit.
  ABSL_ATTRIBUTE_ALWAYS_INLINE bool Add(std::string_view piece) {
    if (piece.size() > static_cast<size_t>(end_ - at_) && !Grow(piece.size())) return false;
    Copy(at_, piece);
    at_ += piece.size();
    return true;
  }

  // All that was added, which lives as long as the arena.
  std::string_view Finish() && {
    kept_ = at_;
    return {rest_.begin, static_cast<size_t>(at_ - rest_.begin)};
  }

 private:
  // Takes memory for `size` bytes, of which `written` are written.
  void Open(size_t size, size_t written) {
    rest_ = arena_.TakeRest(size);
    const size_t room = static_cast<size_t>(rest_.end - rest_.begin);
    end_ = rest_.begin + (room < limit_ ? room : limit_);
    at_ = rest_.begin + written;
    kept_ = rest_.begin;
  }

  // Makes room for `more` bytes; false: there may not be so many.
  ABSL_ATTRIBUTE_NOINLINE bool Grow(size_t more) {
    const size_t size = static_cast<size_t>(at_ - rest_.begin);
    if (more > limit_ - size) return false;
    const char* const before = rest_.begin;
    Open(2 * (size + more), size);
    std::memcpy(rest_.begin, before, size);
    return true;
  }

  // Without a call for what is short.
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
  // Its first bytes and its last, among which all are.
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
  char* at_;    // where the next piece goes
  char* end_;   // of what is written without asking for more
  char* kept_;  // behind what is not given back
};

}  // namespace svcenv

#endif  // SVCENV_BASE_ARENA_TEXT_H_
