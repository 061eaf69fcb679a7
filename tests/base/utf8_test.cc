#include "svcenv/base/utf8.h"

#include <string>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

// Splits texts within characters, and damages a character at and near the splits.
TEST(IsUtf8Test, FindsWhatIsNoneByAnyNumberOfThreads) {
  for (const std::string_view character : {"x", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
    for (size_t before = 0; before < 4; ++before) {
      std::string text(before, 'x');
      while (text.size() < 3 << 20) text += character;
      for (const int threads : {1, 2, 3, 100}) EXPECT_TRUE(IsUtf8(text, threads)) << character;
      for (const size_t place : {size_t{before}, text.size() / 3 - 4, text.size() / 3 + 1,
                                 text.size() / 2 - 1, text.size() / 2, text.size() - 1}) {
        std::string damaged = text;
        damaged[place] = '\xFF';
        for (const int threads : {1, 2, 3}) EXPECT_FALSE(IsUtf8(damaged, threads)) << place;
      }
      text.pop_back();
      for (const int threads : {1, 2, 3}) EXPECT_EQ(IsUtf8(text, threads), character.size() == 1);
    }
  }
  const std::string continuations(3 << 20, '\x80');
  for (const int threads : {1, 2, 3}) EXPECT_FALSE(IsUtf8(continuations, threads));
}

}  // namespace
}  // namespace svcenv
