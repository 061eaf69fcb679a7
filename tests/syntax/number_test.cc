// Conversion of numbers as in kubectl.
#include <cstdint>
#include <limits>
#include <string_view>

#include "gtest/gtest.h"
#include "svcenv/syntax/json_number.h"
#include "svcenv/syntax/reader.h"

namespace svcenv {
namespace {

TEST(NumberTest, ToString) {
  const struct {
    double value;
    std::string_view text;
  } kCases[] = {
      {0, "0"},
      {-0.0, "-0"},
      {0.5, "0.5"},
      {-1.5, "-1.5"},
      {100, "100"},
      {123456.789, "123456.789"},
      {0.1, "0.1"},
      {1e-6, "0.000001"},
      {1.5e-6, "0.0000015"},
      {9.9e-7, "9.9e-7"},
      {1e-10, "1e-10"},
      {1e-100, "1e-100"},
      {1e20, "100000000000000000000"},
      {123456789012345680000.0, "123456789012345680000"},
      {1e21, "1e+21"},
      {1.25e22, "1.25e+22"},
      {1e100, "1e+100"},
      {-1e21, "-1e+21"},
      {18446744073709551616.0, "18446744073709552000"},
      {5e-324, "5e-324"},
  };
  for (const auto& row : kCases) {
    Number number;
    number.real = row.value;
    EXPECT_EQ(number.ToString(), row.text);
  }
  Number integer;
  integer.is_integer = true;
  integer.integer = std::numeric_limits<int64_t>::min();
  EXPECT_EQ(integer.ToString(), "-9223372036854775808");
}

TEST(NumberTest, FloatsThatAreSentAsIntegers) {
  EXPECT_TRUE(NumberFromFloat(80).is_integer);
  EXPECT_TRUE(NumberFromFloat(-0.0).is_integer);
  EXPECT_EQ(NumberFromFloat(9007199254740994.0).integer, 9007199254740994);
  EXPECT_EQ(NumberFromFloat(4611686018427387904.0).integer, 4611686018427388000);
  EXPECT_FALSE(NumberFromFloat(9223372036854775808.0).is_integer);
  EXPECT_FALSE(NumberFromFloat(0.5).is_integer);
  EXPECT_FALSE(NumberFromFloat(1e21).is_integer);
}

}  // namespace
}  // namespace svcenv
