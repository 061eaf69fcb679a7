// Numbers as Go writes and reads them.
#include <cmath>
#include <limits>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "svcenv/manifest/go_number.h"
#include "svcenv/manifest/go_timestamp.h"
#include "svcenv/manifest/reader.h"

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

TEST(NumberTest, Float32OfKeys) {
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

TEST(NumberTest, Base64) {
  const struct {
    std::string_view text;
    std::string_view bytes;
  } kGood[] = {{"", ""},       {"aGk=", "hi"},         {"aGkh", "hi!"},   {"aA==", "h"},
               {"aGl=", "hi"}, {"a\nG\r\nk=\n", "hi"}, {"aA=\n=\n", "h"}, {"+/+/", "\xFB\xFF\xBF"}};
  for (const auto& row : kGood) {
    std::string bytes;
    EXPECT_TRUE(DecodeGoBase64(row.text, &bytes)) << row.text;
    EXPECT_EQ(bytes, row.bytes);
  }
  for (const std::string_view bad :
       {"a", "aG", "aGk", "aGk==", "=", "aGk=a", "a Gk=", "aG-_", "aA=x", "aGkh="}) {
    std::string bytes;
    EXPECT_FALSE(DecodeGoBase64(bad, &bytes)) << bad;
  }
}

TEST(NumberTest, Timestamps) {
  for (const std::string_view good :
       {"2001-01-01", "2001-1-1", "2004-02-29", "2001-12-14t21:59:43.10Z",
        "2001-12-14T21:59:43+05:30", "2001-1-1 1:2:3", "2001-1-1   1:2:3,25"}) {
    EXPECT_TRUE(IsGoTimestamp(good)) << good;
  }
  for (const std::string_view bad :
       {"", "2001", "201-01-01", "2001-00-01", "2001-04-31", "1900-02-29", "2001-01-01T00:00:00",
        "2001-01-01 00:00:00Z", "2001-01-01T24:00:00Z", "2001-01-01T00:60:00Z", "2001-01-01x",
        "2001-01-01T00:00:00+25:00", "2001-01-01T00:00:00+1:00"}) {
    EXPECT_FALSE(IsGoTimestamp(bad)) << bad;
  }
}

}  // namespace
}  // namespace svcenv
