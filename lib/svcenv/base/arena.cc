#include "svcenv/base/arena.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace svcenv {
namespace {

constexpr size_t kLargestBlock = 64 * 1024;

// The unique_ptr frees the block if push_back throws.
char* AddBlock(size_t size, std::vector<std::unique_ptr<char[]>>* blocks) {
  std::unique_ptr<char[]> block(new char[size]);
  blocks->push_back(std::move(block));
  return blocks->back().get();
}

}  // namespace

std::string_view Arena::Copy(std::string_view text) {
  if (text.empty()) return {};
  char* copy = Allocate(text.size());
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

void Arena::Take(Arena other) {
  blocks_.insert(blocks_.end(), std::make_move_iterator(other.blocks_.begin()),
                 std::make_move_iterator(other.blocks_.end()));
}

void Arena::Reserve(size_t size) {
  if (next_ != nullptr && static_cast<size_t>(end_ - next_) >= size) return;
  next_ = AddBlock(size, &blocks_);
  end_ = next_ + size;
  is_taken_ = false;
}

Arena::Rest Arena::TakeBlock(size_t least) {
  if (!is_taken_) block_size_ = std::min(2 * block_size_, kLargestBlock);
  if (is_taken_ || least > block_size_ / 4) {  // a separate block keeps the current one in use
    char* const own = AddBlock(least, &blocks_);
    return {own, own + least};
  }
  char* const block = AddBlock(block_size_, &blocks_);
  next_ = end_ = block + block_size_;
  is_taken_ = true;
  return {block, end_};
}

char* Arena::Allocate(size_t size, size_t alignment) {
  const size_t padding = -reinterpret_cast<uintptr_t>(next_) & (alignment - 1);
  if (next_ == nullptr || size + padding > static_cast<size_t>(end_ - next_)) {
    const Rest fresh = TakeBlock(size);
    GiveBack(fresh.begin + size, fresh);
    return fresh.begin;
  }
  char* result = next_ + padding;
  next_ = result + size;
  return result;
}

}  // namespace svcenv
