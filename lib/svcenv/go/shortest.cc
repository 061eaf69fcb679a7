#include "svcenv/go/shortest.h"

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/charconv.h"
#include "absl/strings/str_cat.h"

namespace svcenv {
namespace {

// Rounds `value` to `count` digits.
Decimal Rounded(double value, int count) {
  char text[40];
  std::snprintf(text, sizeof(text), "%.*e", count - 1, value);
  const char* e = std::strchr(text, 'e');
  Decimal result;
  for (const char* c = text; c != e; ++c) {  // skips the point, which depends on the locale
    if (absl::ascii_isdigit(static_cast<unsigned char>(*c))) result.digits.push_back(*c);
  }
  result.point = std::atoi(e + 1) + 1;
  return result;
}

// Returns the next decimal with as many digits or, after 9…9, with fewer.
Decimal Next(Decimal decimal) {
  while (!decimal.digits.empty() && decimal.digits.back() == '9') decimal.digits.pop_back();
  if (decimal.digits.empty()) return {"1", decimal.point + 1};
  ++decimal.digits.back();
  return decimal;
}

template <typename Float>
bool ParsesTo(const Decimal& decimal, Float value) {
  const std::string text = absl::StrCat("0.", decimal.digits, "e", decimal.point);
  Float parsed = 0;
  absl::from_chars(text.data(), text.data() + text.size(), parsed);
  return parsed == value;
}

template <typename Float>
Decimal Shortest(Float value) {
  constexpr int kMostDigits = std::numeric_limits<Float>::max_digits10;
  for (int count = 1; count < kMostDigits; ++count) {
    const Decimal nearest = Rounded(value, count);
    if (ParsesTo(nearest, value)) return nearest;
    // The numbers that parse to a power of two extend further above than below it.
    const Decimal next = Next(nearest);
    if (ParsesTo(next, value)) return next;
  }
  return Rounded(value, kMostDigits);
}

}  // namespace

std::string Decimal::Plain() const {
  const int length = static_cast<int>(digits.size());
  if (point <= 0) return absl::StrCat("0.", std::string(static_cast<size_t>(-point), '0'), digits);
  if (point >= length) {
    return absl::StrCat(digits, std::string(static_cast<size_t>(point - length), '0'));
  }
  const size_t whole = static_cast<size_t>(point);
  return absl::StrCat(digits.substr(0, whole), ".", digits.substr(whole));
}

Decimal ShortestDecimal(double value) { return Shortest(value); }
Decimal ShortestDecimal(float value) { return Shortest(value); }

}  // namespace svcenv
