// Memory for texts and small plain structs that live and die together.
#ifndef SVCENV_BASE_ARENA_H_
#define SVCENV_BASE_ARENA_H_

#include <cstddef>
#include <memory>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace svcenv {

// Gives out memory that is freed only when the arena is destroyed. Moving an arena keeps what it
// gave out. Not thread-safe.
class Arena {
 public:
  Arena() = default;
  Arena(Arena&& other) noexcept { *this = std::move(other); }
  Arena& operator=(Arena&& other) noexcept {
    blocks_ = std::move(other.blocks_);
    next_ = std::exchange(other.next_, nullptr);
    end_ = std::exchange(other.end_, nullptr);
    block_size_ = other.block_size_;
    is_taken_ = std::exchange(other.is_taken_, false);
    return *this;
  }

  // A copy of `text` that lives as long as the arena.
  std::string_view Copy(std::string_view text);

  // What `other` gave out lives as long as this arena, too; `other` has given nothing out any more.
  void Take(Arena other);

  // Takes memory for the next `size` bytes that are given out, and for no more.
  void Reserve(size_t size);

  // Uninitialised bytes; never null.
  char* Allocate(size_t size, size_t alignment = 1);

  // All that is left of the block that is given out of, and at least `least` bytes: for what is
  // written before its size is known. What else is given out before GiveBack has memory of its own.
  struct Rest {
    char* begin;
    char* end;
  };
  Rest TakeRest(size_t least) {
    if (next_ == nullptr || static_cast<size_t>(end_ - next_) < least) return TakeBlock(least);
    is_taken_ = true;
    return {std::exchange(next_, end_), end_};
  }
  // Takes back what TakeRest gave, from `unused` on.
  void GiveBack(char* unused, Rest rest) {
    if (!is_taken_ || end_ != rest.end) return;  // it was a block of its own
    next_ = unused;
    is_taken_ = false;
  }

  // A T whose destructor never runs.
  template <typename T, typename... Args>
  T* New(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (Allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

 private:
  Rest TakeBlock(size_t least);

  std::vector<std::unique_ptr<char[]>> blocks_;
  size_t block_size_ = 512;  // of the last one
  char* next_ = nullptr;
  char* end_ = nullptr;
  bool is_taken_ = false;  // the rest of the block that is given out of
};

}  // namespace svcenv

#endif  // SVCENV_BASE_ARENA_H_
