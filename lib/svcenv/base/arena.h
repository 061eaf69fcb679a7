// An arena for strings and small trivially destructible structs that share a lifetime.
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

// Allocates memory that is freed only when the arena is destroyed. Moving an arena does not
// invalidate its allocations. Not thread-safe.
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

  // Returns a copy of `text` that lives as long as the arena.
  std::string_view Copy(std::string_view text);

  // Takes ownership of all memory that `other` allocated.
  void Take(Arena other);

  // Ensures that the current block has room for `size` bytes, if necessary by allocating a block of
  // exactly that size.
  void Reserve(size_t size);

  // Returns uninitialized memory. Never returns null.
  char* Allocate(size_t size, size_t alignment = 1);

  // Memory for data whose size is not known yet.
  struct Rest {
    char* begin;
    char* end;
  };
  // Reserves the rest of the current block, or of another block if that has fewer than `least`
  // bytes. Until GiveBack, other allocations come from separate blocks.
  Rest TakeRest(size_t least) {
    if (next_ == nullptr || static_cast<size_t>(end_ - next_) < least) return TakeBlock(least);
    is_taken_ = true;
    return {std::exchange(next_, end_), end_};
  }
  // Returns the bytes of `rest` from `unused` on to the arena.
  void GiveBack(char* unused, Rest rest) {
    if (!is_taken_ || end_ != rest.end) return;  // a separate block
    next_ = unused;
    is_taken_ = false;
  }

  // Constructs a T whose destructor never runs.
  template <typename T, typename... Args>
  T* New(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (Allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

 private:
  Rest TakeBlock(size_t least);

  std::vector<std::unique_ptr<char[]>> blocks_;
  size_t block_size_ = 512;  // of the last block
  char* next_ = nullptr;
  char* end_ = nullptr;
  bool is_taken_ = false;  // the rest of the current block is reserved
};

}  // namespace svcenv

#endif  // SVCENV_BASE_ARENA_H_
