#include "svcenv/kubernetes/quantity.h"

#include <limits>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/kubernetes/vectors.h"

namespace svcenv {
namespace {

Quantity MustParse(std::string_view text, QuantityRules rules = QuantityRules::kWrapping) {
  const absl::StatusOr<Quantity> quantity = Quantity::Parse(text, rules);
  EXPECT_TRUE(quantity.ok()) << text << ": " << quantity.status();
  return quantity.value_or(Quantity());
}

std::string Rounded(Quantity quantity) {
  quantity.RoundUpToMilli();
  return quantity.ToString();
}

TEST(QuantityTest, ComputesAsKubernetesDoes) {
  for (const Vector& vector : ReadVectors("quantities.tsv", 5)) {
    const absl::StatusOr<Quantity> quantity = Quantity::Parse(vector[0]);
    ASSERT_EQ(quantity.ok(), vector[1] != "-") << vector[0];
    if (!quantity.ok()) continue;
    EXPECT_EQ(quantity->ToString(), vector[1]) << vector[0];
    EXPECT_EQ(absl::StrCat(quantity->Value()), vector[2]) << vector[0];
    EXPECT_EQ(absl::StrCat(quantity->MilliValue()), vector[3]) << vector[0];
    EXPECT_EQ(Rounded(*quantity), vector[4]) << vector[0];
  }
}

TEST(QuantityTest, ComparesAsKubernetesDoes) {
  for (const Vector& vector : ReadVectors("quantity_comparisons.tsv", 3)) {
    const Quantity a = MustParse(vector[0]);
    const Quantity b = MustParse(vector[1]);
    EXPECT_EQ(absl::StrCat(a.Compare(b)), vector[2]) << vector[0] << " and " << vector[1];
    EXPECT_EQ(b.Compare(a), -a.Compare(b)) << vector[0] << " and " << vector[1];
  }
}

struct Case {
  std::string_view text;
  std::string_view string;
  int64_t value;
  int64_t milli;
  std::string_view rounded;
};

// Results of resource.ParseQuantity in apimachinery 0.37.2.
TEST(QuantityTest, Parses) {
  constexpr int64_t kLowest = std::numeric_limits<int64_t>::min();
  const Case cases[] = {
      {"0", "0", 0, 0, "0"},
      {"00", "0", 0, 0, "0"},
      {"-0", "0", 0, 0, "0"},
      {"+", "0", 0, 0, "0"},
      {"-", "0", 0, 0, "0"},
      {".", "0", 0, 0, "0"},
      {"0.0", "0", 0, 0, "0"},
      {"0e5", "0", 0, 0, "0"},
      {"0Ki", "0", 0, 0, "0"},
      {"1", "1", 1, 1000, "1"},
      {"+1", "+1", 1, 1000, "+1"},
      {"1.", "1.", 1, 1000, "1."},
      {"1.0", "1", 1, 1000, "1"},
      {"1.5", "1500m", 2, 1500, "1500m"},
      {".5", "500m", 1, 500, "500m"},
      {"007", "007", 7, 7000, "007"},
      {"100", "100", 100, 100000, "100"},
      {"1000", "1k", 1000, 1000000, "1k"},
      {"1000000", "1M", 1000000, 1000000000, "1M"},
      {"1000m", "1", 1, 1000, "1"},
      {"1500m", "1500m", 2, 1500, "1500m"},
      {"1001m", "1001m", 2, 1001, "1001m"},
      {"1n", "1n", 1, 1, "1m"},
      {"1000n", "1u", 1, 1, "1m"},
      {"1u", "1u", 1, 1, "1m"},
      {"0.0000000001", "1n", 1, 1, "1m"},
      {"-0.0000000001", "-1n", 1, 1, "-1m"},
      {"1.0000000001", "1000000001n", 2, 1001, "1001m"},
      {"123456789.1234567891", "123456789123456790n", 123456790, 123456789124, "123456789124m"},
      {"1k", "1k", 1000, 1000000, "1k"},
      {"1M", "1M", 1000000, 1000000000, "1M"},
      {"1G", "1G", 1000000000, 1000000000000, "1G"},
      {"1T", "1T", 1000000000000, 1000000000000000, "1T"},
      {"1P", "1P", 1000000000000000, 1000000000000000000, "1P"},
      {"1E", "1E", 1000000000000000000, 0, "1E"},
      {"12E", "12E", 0, 0, "12E"},
      {"1000E", "1", 0, 0, "1"},
      {"1e3", "1e3", 1000, 1000000, "1e3"},
      {"1E3", "1E3", 1000, 1000000, "1E3"},
      {"1e-3", "1e-3", 1, 1, "1e-3"},
      {"1e4", "10e3", 10000, 10000000, "10e3"},
      {"1e+6", "1e+6", 1000000, 1000000000, "1e+6"},
      {"1.5e3", "1500", 1500, 1500000, "1500"},
      {"1.5e4", "1.5e4", 15000, 15000000, "1.5e4"},
      {"e3", "0", 0, 0, "0"},
      {"1e-9", "1e-9", 1, 1, "1e-3"},
      {"1e-10", "1e-9", 1, 1, "1e-3"},
      {"12e-11", "1e-9", 1, 1, "1e-3"},
      {"1Ki", "1Ki", 1024, 1024000, "1Ki"},
      {"1.5Ki", "1536", 1536, 1536000, "1536"},
      {"1024", "1024", 1024, 1024000, "1024"},
      {"1024Ki", "1Mi", 1048576, 1048576000, "1Mi"},
      {"1000Ki", "1000Ki", 1024000, 1024000000, "1000Ki"},
      {"8Ki", "8Ki", 8192, 8192000, "8Ki"},
      {"9Ki", "9Ki", 9216, 9216000, "9Ki"},
      {"0.5Ki", "512", 512, 512000, "512"},
      {"0.5Mi", "512Ki", 524288, 524288000, "512Ki"},
      {"1.1Gi", "1181116006400m", 1181116007, 1181116006400, "1181116006400m"},
      {"1.5Gi", "1536Mi", 1610612736, 1610612736000, "1536Mi"},
      {"1536Mi", "1536Mi", 1610612736, 1610612736000, "1536Mi"},
      {"0.0001Ki", "102400u", 1, 103, "103m"},
      {"-1.5Gi", "-1536Mi", -1610612736, -1610612736000, "-1536Mi"},
      {"7Ei", "7Ei", 8070450532247928832, kLowest, "7Ei"},
      {"8Ei", "9223372036854775807", 9223372036854775807, -1000, "9223372036854775807"},
      {"10Ei", "9223372036854775807", 9223372036854775807, -1000, "9223372036854775807"},
      {"-8Ei", "-9223372036854775807", -9223372036854775807, 1000, "-9223372036854775807"},
      {"9223372036854775807", "9223372036854775807", 9223372036854775807, -1000,
       "9223372036854775807"},
      {"9223372036854775808", "9223372036854775808", kLowest, 0, "9223372036854775808"},
      {"-9223372036854775808", "-9223372036854775808", 0, 0, "-9223372036854775808"},
      {"9999999999999999999999", "9999999999999999999999", 1864712049423024127, 1590897978359413784,
       "9999999999999999999999"},
      {"99999999999999999999Ki", "9223372036854775807", 9223372036854775807, -1000,
       "9223372036854775807"},
      {"123456789012345678", "123456789012345678", 123456789012345678, -5670419503621183312,
       "123456789012345678"},
      {"1234567890123456789", "1234567890123456789", 1234567890123456789, -1363962815083169272,
       "1234567890123456789"},
      {"9223372036854775808n", "9223372036854775808n", 9223372037, 9223372036855, "9223372036855m"},
      {"9223372036854775.8075", "9223372036854775807500u", 9223372036854776, kLowest,
       "9223372036854775808m"},
      {"1e18", "1e18", 1000000000000000000, 0, "1e18"},
      {"1e19", "10e18", 0, 0, "10e18"},
      {"1e27", "1e27", 0, 0, "1e27"},
      {"1e5000", "100e4998", 0, 0, "100e4998"},
      {"10e5000", "1e5001", 0, 0, "1e5001"},
      {"5e2147483638", "50e2147483637", 0, 0, "50e2147483637"},
      {"-1.5e-30", "-1e-9", 1, 1, "-1e-3"},
      {"-1234567890123456789.5", "-1234567890123456789500m", -7888470988, -7888470989183,
       "-1234567890123456789500m"},
      {"-1234567890.5000000001", "-1234567890500000001n", -1234567889, -1234567890499,
       "-1234567890501m"},
      {"8796093022208M", "8796093022208M", 8796093022208000000, -3003900951456120832,
       "8796093022208M"},
      {"100000000000000000e0", "100e15", 100000000000000000, 7766279631452241920, "100e15"},
      {"123456789e12", "123456789e12", 0, 0, "123456789e12"},
  };
  for (const Case& c : cases) {
    const Quantity quantity = MustParse(c.text);
    EXPECT_EQ(quantity.ToString(), c.string) << c.text;
    EXPECT_EQ(quantity.Value(), c.value) << c.text;
    EXPECT_EQ(quantity.MilliValue(), c.milli) << c.text;
    EXPECT_EQ(Rounded(quantity), c.rounded) << c.text;
    EXPECT_EQ(quantity.IsZero(), c.string == "0") << c.text;
  }
}

// Results in apimachinery 0.38.0-beta.0.
TEST(QuantityTest, SaturatesSince138) {
  constexpr int64_t kLowest = std::numeric_limits<int64_t>::min();
  constexpr int64_t kHighest = std::numeric_limits<int64_t>::max();
  const Case cases[] = {
      {"0", "0", 0, 0, "0"},
      {"-", "0", 0, 0, "0"},
      {"+1", "+1", 1, 1000, "+1"},
      {"1.5Gi", "1536Mi", 1610612736, 1610612736000, "1536Mi"},
      {"1E", "1E", 1000000000000000000, kHighest, "1E"},
      {"12E", "12E", kHighest, kHighest, "12E"},
      {"1000E", "1e21", kHighest, kHighest, "1e21"},
      {"-1000E", "-1e21", kLowest, kLowest, "-1e21"},
      {"100000000000000000000000000000", "100e27", kHighest, kHighest, "100e27"},
      {"7Ei", "7Ei", 8070450532247928832, kHighest, "7Ei"},
      {"8Ei", "9223372036854775807", kHighest, kHighest, "9223372036854775807"},
      {"-8Ei", "-9223372036854775807", -kHighest, kLowest, "-9223372036854775807"},
      {"9223372036854775807.5", "9223372036854775807500m", kHighest, kHighest,
       "9223372036854775807500m"},
      {"9223372036854775808", "9223372036854775808", kHighest, kHighest, "9223372036854775808"},
      {"-9223372036854775808", "-9223372036854775808", kLowest, kLowest, "-9223372036854775808"},
      {"-9223372036854775809", "-9223372036854775809", kLowest, kLowest, "-9223372036854775809"},
      {"-9223372036854775.8085", "-9223372036854775808500u", -9223372036854776, kLowest,
       "-9223372036854775809m"},
      {"-1.025Ti", "-1126999418470400m", -1126999418471, -1126999418470400, "-1126999418470400m"},
      {"-1.5e-30", "-1e-9", -1, -1, "-1e-3"},
      {"1e500", "100e498", kHighest, kHighest, "100e498"},
      {"12345678901234567890123456789.1", "12345678901234567890123456790", kHighest, kHighest,
       "12345678901234567890123456790"},
      {"99999999999999999999999999999.9", "100e27", kHighest, kHighest, "100e27"},
      {"123456789012345678901234567890", "123456789012345678901234567890", kHighest, kHighest,
       "123456789012345678901234567890"},
      {"1.00000000000000000000000000001Ki", "1024000000001n", 1025, 1024001, "1024001m"},
  };
  for (const Case& c : cases) {
    const Quantity quantity = MustParse(c.text, QuantityRules::kSaturating);
    EXPECT_EQ(quantity.ToString(), c.string) << c.text;
    EXPECT_EQ(quantity.Value(), c.value) << c.text;
    EXPECT_EQ(quantity.MilliValue(), c.milli) << c.text;
    EXPECT_EQ(Rounded(quantity), c.rounded) << c.text;
  }
}

struct Refusal {
  std::string_view text;
  std::string_view message;
};

TEST(QuantityTest, Refuses) {
  constexpr std::string_view kForm = "must be a number with at most one suffix";
  constexpr std::string_view kDigits = "must have at least one digit";
  const Refusal cases[] = {
      {"", kForm},
      {" 1", kForm},
      {"1 ", kForm},
      {"1MB", kForm},
      {"1e1.5", kForm},
      {"1.2.3", kForm},
      {"abc", kForm},
      {"1é", kForm},
      {"0x10", kForm},
      {"1,000", kForm},
      {"1_000", kForm},
      {"NaN", kForm},
      {"K", "'K' is not a valid quantity suffix"},
      {"1K", "'K' is not a valid quantity suffix"},
      {"1ki", "'ki' is not a valid quantity suffix"},
      {"1e", "'e' is not a valid quantity suffix"},
      {"1e+", "'e+' is not a valid quantity suffix"},
      {"1m1", "'m1' is not a valid quantity suffix"},
      {"1+3", "'+3' is not a valid quantity suffix"},
      {"--1", "'-1' is not a valid quantity suffix"},
      {"1Kii", "'Kii' is not a valid quantity suffix"},
      {"1e99999999999999999999", "'e99999999999999999999' is not a valid quantity suffix"},
      {".Ei", kDigits},
      {".e-20", kDigits},
      {"1e2147483639", "the exponent of 'e2147483639' is out of range"},
      {"1e-2147483648", "the exponent of 'e-2147483648' is out of range"},
      {"1e4294967296", "the exponent of 'e4294967296' is out of range"},
      {"1e-9223372036854775808", "the exponent of 'e-9223372036854775808' is out of range"},
      {"1.5e-2147483638", "the exponent of 'e-2147483638' is out of range"},
  };
  for (const Refusal& c : cases) {
    const absl::StatusOr<Quantity> quantity = Quantity::Parse(c.text);
    ASSERT_FALSE(quantity.ok()) << c.text;
    EXPECT_EQ(quantity.status().message(), c.message);
  }
}

TEST(QuantityTest, TakesNoLongerForLargeExponents) {
  EXPECT_EQ(MustParse("1e-2147483638").ToString(), "1e-9");
  EXPECT_EQ(MustParse("-1e-2147483638").MilliValue(), 1);  // as of "-1.5e-30" above
  EXPECT_EQ(MustParse("12345678901234567890e2147483638").Value(), 0);
  EXPECT_EQ(MustParse("1e2147483638").Compare(MustParse("1e2147483637")), 1);
  EXPECT_EQ(MustParse("0e2147483638").Compare(MustParse("0e-2147483638")), 0);
}

TEST(QuantityTest, AcceptsLongTexts) {
  const std::string nines(100000, '9');
  EXPECT_EQ(MustParse(nines).ToString(), nines);
  EXPECT_EQ(MustParse("0." + nines).ToString(), "1");
  EXPECT_EQ(MustParse(nines + "Ki").ToString(), "9223372036854775807");
  EXPECT_EQ(MustParse(std::string(100000, '0') + "1").Value(), 1);
}

TEST(QuantityTest, FieldsMayHaveBlanksAround) {
  for (const std::string_view text : {"1Gi", " 1Gi ", "   1Gi", "1Gi\u00A0\u3000 ", "\u20081Gi"}) {
    const absl::StatusOr<Quantity> quantity = Quantity::ParseField(text);
    ASSERT_TRUE(quantity.ok()) << text;
    EXPECT_EQ(quantity->ToString(), "1Gi");
  }
  for (const std::string_view text : {"", " ", "\t1Gi", "1Gi\n", "1 Gi"}) {
    EXPECT_FALSE(Quantity::ParseField(text).ok()) << text;
  }
}

struct Overflow {
  std::string_view text;
  bool value;
  bool milli;
};

TEST(QuantityTest, ReportsOverflows) {
  const Overflow cases[] = {
      {"0", false, false},
      {"9223372036854775", false, false},
      {"9223372036854776", false, true},
      {"-9223372036854776", false, true},
      {"9223372036854775.807", false, false},
      {"9223372036854775.8071", false, true},
      {"9223372036854775807", false, true},
      {"9223372036854775808", true, true},
      {"9223372036854775806.1", false, true},
      {"9223372036854775807.1", true, true},
      {"7Ei", false, true},
      {"10Ei", false, true},
      {"9E", false, true},
      {"10E", true, true},
      {"1e-2147483638", false, false},
      {"1e2147483638", true, true},
      {"0e2147483638", false, false},
  };
  for (const Overflow& c : cases) {
    EXPECT_EQ(MustParse(c.text).ValueOverflows(), c.value) << c.text;
    EXPECT_EQ(MustParse(c.text).MilliValueOverflows(), c.milli) << c.text;
  }
}

TEST(QuantityTest, IsZeroUnlessParsed) {
  EXPECT_TRUE(Quantity().IsZero());
  EXPECT_EQ(Quantity().ToString(), "0");
  EXPECT_EQ(Quantity().Value(), 0);
  EXPECT_EQ(Quantity().Compare(MustParse("0.0Ki")), 0);
  EXPECT_EQ(Quantity().Compare(MustParse("-1n")), 1);
}

}  // namespace
}  // namespace svcenv
