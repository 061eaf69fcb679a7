#include "svcenv/go/number.h"

#include <cmath>
#include <limits>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

TEST(NumberTest, FormatsFloat32) {
  EXPECT_EQ(FormatGoFloat32(0.1), "0.1");
  EXPECT_EQ(FormatGoFloat32(100000), "100000");
  EXPECT_EQ(FormatGoFloat32(1e6), "1e+06");
  EXPECT_EQ(FormatGoFloat32(1e-4), "0.0001");
  EXPECT_EQ(FormatGoFloat32(1e-5), "1e-05");
  EXPECT_EQ(FormatGoFloat32(-0.0), "-0");
  EXPECT_EQ(FormatGoFloat32(16777217), "1.6777216e+07");
  EXPECT_EQ(FormatGoFloat32(1e39), ".inf");
  EXPECT_EQ(FormatGoFloat32(-std::numeric_limits<double>::infinity()), "-.inf");
  EXPECT_EQ(FormatGoFloat32(std::nan("")), ".nan");
}

TEST(NumberTest, ParsesIntegers) {
  EXPECT_EQ(ParseGoInt("0", 0), 0);
  EXPECT_EQ(ParseGoInt("-0x1f", 0), -31);
  EXPECT_EQ(ParseGoInt("017", 0), 15);
  EXPECT_EQ(ParseGoInt("0o17", 0), 15);
  EXPECT_EQ(ParseGoInt("+0b101", 0), 5);
  EXPECT_EQ(ParseGoInt("-9223372036854775808", 10), std::numeric_limits<int64_t>::min());
  EXPECT_EQ(ParseGoInt("9223372036854775808", 10), std::nullopt);
  EXPECT_EQ(ParseGoUint("18446744073709551615", 10), std::numeric_limits<uint64_t>::max());
  EXPECT_EQ(ParseGoUint("18446744073709551616", 10), std::nullopt);
  for (const std::string_view bad : {"", "-", "+", "0x", "08", "1_0", "1.5", " 1", "1 "}) {
    EXPECT_EQ(ParseGoInt(bad, 0), std::nullopt) << bad;
  }
}

TEST(NumberTest, ParsesFloats) {
  EXPECT_EQ(ParseDecimalFloat("+1.5e3"), 1500);
  EXPECT_EQ(ParseDecimalFloat("-.5"), -0.5);
  EXPECT_EQ(ParseDecimalFloat("1."), 1);
  EXPECT_EQ(ParseDecimalFloat("1e-400"), 0);
  EXPECT_EQ(ParseDecimalFloat("1e400"), std::nullopt);
  EXPECT_TRUE(IsAboveFloat("-1e400"));
  EXPECT_FALSE(IsAboveFloat("1e-400"));
  EXPECT_FALSE(IsAboveFloat("inf"));
  EXPECT_EQ(ParseGoFloat("1_000.5"), 1000.5);
  for (const std::string_view bad : {"", ".", "_1", "1_", "1__0", "1e", "0x1p4", "inf", "nan"}) {
    EXPECT_EQ(ParseGoFloat(bad), std::nullopt) << bad;
  }
}

}  // namespace
}  // namespace svcenv
