#include "svcenv/base/arena.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "svcenv/base/arena_text.h"

namespace svcenv {
namespace {

TEST(ArenaTest, GivesOutMemoryThatStaysAsItWas) {
  Arena arena;
  std::vector<std::string_view> copies;
  for (size_t size = 0; size < 1000; ++size) copies.push_back(arena.Copy(std::string(size, 'x')));
  for (const size_t alignment : {1, 2, 8, 16}) {
    EXPECT_EQ(reinterpret_cast<uintptr_t>(arena.Allocate(3, alignment)) % alignment, 0U);
  }
  const Arena moved = std::move(arena);
  for (size_t size = 0; size < 1000; ++size) EXPECT_EQ(copies[size], std::string(size, 'x'));
}

TEST(ArenaTest, ReusesReturnedMemory) {
  Arena arena;
  arena.Reserve(100);
  const Arena::Rest rest = arena.TakeRest(10);
  EXPECT_EQ(rest.end - rest.begin, 100);
  arena.GiveBack(rest.begin + 7, rest);
  EXPECT_EQ(arena.Allocate(93), rest.begin + 7);
}

TEST(ArenaTest, GivesOutOtherMemoryWhileTheRestIsTaken) {
  Arena arena;
  arena.Reserve(100);
  const Arena::Rest rest = arena.TakeRest(10);
  std::memset(rest.begin, 'r', 100);
  std::vector<char*> others;
  for (int i = 0; i < 10; ++i) others.push_back(arena.Allocate(10));
  for (char* other : others) std::memset(other, 'x', 10);
  const Arena::Rest inner = arena.TakeRest(20);
  std::memset(inner.begin, 'i', 20);
  arena.GiveBack(inner.begin, inner);
  EXPECT_EQ(std::string_view(rest.begin, 100), std::string(100, 'r'));
  for (char* other : others) EXPECT_EQ(std::string_view(other, 10), "xxxxxxxxxx");
  arena.GiveBack(rest.begin + 7, rest);
  EXPECT_EQ(arena.Allocate(93), rest.begin + 7);  // no bytes are lost
}

TEST(ArenaTextTest, AddsPiecesOfEveryLength) {
  Arena arena;
  ArenaText text(&arena, 1);
  std::string expected;
  for (size_t size = 0; size < 300; ++size) {
    std::string piece;
    for (size_t i = 0; i < size; ++i) piece.push_back(static_cast<char>('a' + (size + i) % 26));
    EXPECT_TRUE(text.Add(piece));
    expected += piece;
  }
  EXPECT_EQ(std::move(text).Finish(), expected);
}

TEST(ArenaTextTest, StopsAtTheLimitAndGoesOnBelowIt) {
  Arena arena;
  for (const size_t expected_size : {0, 5, 1000}) {
    ArenaText text(&arena, expected_size, 5);
    EXPECT_TRUE(text.Add("abc"));
    EXPECT_FALSE(text.Add("def"));
    EXPECT_TRUE(text.Add("de"));
    EXPECT_FALSE(text.Add("f"));
    EXPECT_TRUE(text.Add(""));
    EXPECT_EQ(std::move(text).Finish(), "abcde");
  }
}

TEST(ArenaTextTest, GivesBackWhatIsNotFinished) {
  Arena arena;
  arena.Reserve(100);
  const char* begin = nullptr;
  {
    ArenaText text(&arena, 10);
    text.Add("abc");
  }
  {
    ArenaText text(&arena, 10);
    text.Add("def");
    begin = std::move(text).Finish().data();
  }
  EXPECT_EQ(std::string_view(begin, 3), "def");
  EXPECT_EQ(arena.Allocate(97), begin + 3);
}

}  // namespace
}  // namespace svcenv
