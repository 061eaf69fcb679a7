#include "svcenv/base/word.h"

#include <cstdint>
#include <string>

#include "absl/strings/ascii.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

TEST(WordTest, KeepsTheFirstByteLowest) {
  EXPECT_EQ(LoadWord("\1\2\3\4\5\6\7\x08"), 0x0807060504030201U);
  char stored[8];
  StoreWord(0x0807060504030201, stored);
  EXPECT_EQ(std::string(stored, 8), "\1\2\3\4\5\6\7\x08");
}

TEST(WordTest, DoesToEachByteWhatIsDoneToOne) {
  for (int byte = 0; byte < 256; ++byte) {
    for (const unsigned char other : {0x00, 0x01, 0x2D, 0x61, 0x7A, 0x7F, 0x80, 0xFF}) {
      for (int place = 0; place < 8; ++place) {
        std::string bytes(8, static_cast<char>(other));
        bytes[place] = static_cast<char>(byte);
        const uint64_t word = LoadWord(bytes.data());
        std::string upper(8, ' '), dashes(8, ' ');
        StoreWord(UpperWord(word), upper.data());
        StoreWord(EqualBytes(word, '-'), dashes.data());
        for (int i = 0; i < 8; ++i) {
          const auto c = static_cast<unsigned char>(bytes[i]);
          EXPECT_EQ(static_cast<unsigned char>(upper[i]),
                    static_cast<unsigned char>(absl::ascii_toupper(c)));
          EXPECT_EQ(dashes[i], c == '-' ? '\x80' : '\0');
        }
      }
    }
  }
}

}  // namespace
}  // namespace svcenv
