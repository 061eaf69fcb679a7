#include "svcenv/base/byte_count.h"

#include <algorithm>
#include <string>

#include "gtest/gtest.h"
#include "svcenv/base/utf8.h"

namespace svcenv {
namespace {

using byte_count_internal::Continuation;
using byte_count_internal::Count;
using byte_count_internal::Equal;
using byte_count_internal::Words;

constexpr size_t kSizes[] = {0, 1, 7, 8, 15, 16, 17, 255 * 8, 255 * 16, 255 * 16 + 17, 10000};

// Returns a string that contains every byte value in irregular order.
std::string TextOf(size_t size) {
  std::string text;
  for (size_t i = 0; i < size; ++i) text.push_back(static_cast<char>(i * i * 167 >> 3));
  text.shrink_to_fit();
  return text;
}

TEST(ByteCountTest, CountsAByte) {
  for (const size_t size : kSizes) {
    const std::string text = TextOf(size), all(size, '\n');
    for (int byte = -128; byte < 128; ++byte) {
      const char c = static_cast<char>(byte);
      const auto expected = static_cast<size_t>(std::count(text.begin(), text.end(), c));
      EXPECT_EQ(CountByte(text, c), expected) << size << ' ' << byte;
      EXPECT_EQ(Count<Words>(text, Equal{c}), expected) << size << ' ' << byte;
    }
    EXPECT_EQ(CountByte(all, '\n'), size);
    EXPECT_EQ(Count<Words>(all, Equal{'\n'}), size);
  }
}

TEST(ByteCountTest, CountsCharacters) {
  for (const size_t size : kSizes) {
    const std::string text = TextOf(size), none(size, '\x80');
    const auto expected =
        static_cast<size_t>(std::count_if(text.begin(), text.end(), StartsCharacter));
    EXPECT_EQ(CountCharacters(text), expected) << size;
    EXPECT_EQ(Count<Words>(text, Continuation{}), size - expected) << size;
    EXPECT_EQ(CountCharacters(none), 0U);
  }
  EXPECT_EQ(CountCharacters("h\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"), 4U);
}

}  // namespace
}  // namespace svcenv
