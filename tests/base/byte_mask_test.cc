#include "svcenv/base/byte_mask.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

uint64_t OneByOne(std::string_view text, char byte) {
  uint64_t mask = 0;
  for (size_t i = 0; i < text.size(); ++i) mask |= uint64_t{text[i] == byte} << i;
  return mask;
}

// shrink_to_fit makes the memory end with the text, so that sanitizers detect reads after it.
TEST(ByteMaskTest, FindsEachByteInTextsOfEveryLength) {
  uint32_t state = 1;
  for (size_t size = 0; size <= kByteMaskSize; ++size) {
    for (int round = 0; round < 200; ++round) {
      std::string text;
      for (size_t i = 0; i < size; ++i) {
        state = state * 1664525 + 1013904223;
        text.push_back("$)#%\xA4\x80\xFF\0"[state >> 29]);
      }
      text.shrink_to_fit();
      for (const char byte : {'$', '\xA4', '\0', '\xFF', 'x'}) {
        const uint64_t expected = OneByOne(text, byte);
        EXPECT_EQ(ByteMask(text.data(), size, byte), expected);
        EXPECT_EQ(byte_mask_internal::Mask<byte_mask_internal::Words>(text.data(), size, byte),
                  expected);
      }
    }
  }
}

}  // namespace
}  // namespace svcenv
