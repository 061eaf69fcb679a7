#include "svcenv/go/shortest.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

// Returns what std::to_chars finds, as D1D2D3…e<point>.
template <typename Float>
std::string Expected(Float value) {
  char buffer[40];
  char* const end =
      std::to_chars(buffer, buffer + sizeof(buffer), value, std::chars_format::scientific).ptr;
  std::string text(buffer, static_cast<size_t>(end - buffer));
  const size_t e = text.find('e');
  const int point = std::atoi(text.c_str() + e + 1) + 1;
  text.resize(e);
  if (text.size() > 1) text.erase(1, 1);
  return absl::StrCat(text, "e", point);
}

template <typename Float>
void Check(Float value) {
  if (!std::isfinite(value)) return;
  const Decimal found = ShortestDecimal(value);
  ASSERT_EQ(absl::StrCat(found.digits, "e", found.point), Expected(value));
}

template <typename Float>
void CheckPowersOfTwo() {
  using Limits = std::numeric_limits<Float>;
  for (int e = Limits::min_exponent - Limits::digits; e < Limits::max_exponent; ++e) {
    const Float power = std::ldexp(Float{1}, e);
    Check(power);
    Check(std::nextafter(power, Float{0}));
    Check(std::nextafter(power, Limits::infinity()));
  }
}

template <typename Float, typename Bits>
void CheckRandom() {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20000; ++i) {
    const Bits bits =
        static_cast<Bits>(random()) & std::numeric_limits<Bits>::max() / 2;  // no sign
    Float value;
    std::memcpy(&value, &bits, sizeof(value));
    Check(value);
  }
}

TEST(ShortestTest, AgreesWithToChars) {
  CheckPowersOfTwo<float>();
  CheckPowersOfTwo<double>();
  CheckRandom<float, uint32_t>();
  CheckRandom<double, uint64_t>();
  for (int i = 0; i < 10000; ++i) {
    Check(i / 100.0);
    Check(static_cast<float>(i) / 100);
  }
}

TEST(ShortestTest, Plain) {
  EXPECT_EQ(ShortestDecimal(0.0).Plain(), "0");
  EXPECT_EQ(ShortestDecimal(0.001).Plain(), "0.001");
  EXPECT_EQ(ShortestDecimal(1.5).Plain(), "1.5");
  EXPECT_EQ(ShortestDecimal(120.0).Plain(), "120");
  EXPECT_EQ(ShortestDecimal(0.1f).Plain(), "0.1");
}

}  // namespace
}  // namespace svcenv
