#include "svcenv/kubernetes/ip.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace svcenv {
namespace {

constexpr std::array<uint8_t, 12> kMappedPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr int kGroups = 8;
constexpr size_t kMaxGroupDigits = 4;

// Parses an address leniently and records what strict validation rejects.
class Parser {
 public:
  std::optional<IpAddress::Bytes> Parse(std::string_view text) {
    // As in Go, the first dot or colon decides the family.
    const size_t separator = text.find_first_of(".:");
    if (separator == std::string_view::npos) return std::nullopt;
    if (text[separator] == ':') return ParseV6(text);
    std::copy(kMappedPrefix.begin(), kMappedPrefix.end(), bytes_.begin());
    if (!ParseV4(text, 12)) return std::nullopt;
    return bytes_;
  }

  bool leading_zeros() const { return leading_zeros_; }

 private:
  // Removes a number in the given base from the start of `text`. Returns nullopt if there is none
  // or it exceeds `limit`.
  static std::optional<int> ConsumeNumber(std::string_view* text, int base, int limit) {
    size_t digits = 0;
    int value = 0;
    while (digits < text->size() && absl::ascii_isxdigit((*text)[digits])) {
      const char c = absl::ascii_tolower((*text)[digits]);
      const int digit = absl::ascii_isdigit(c) ? c - '0' : c - 'a' + 10;
      if (digit >= base) break;
      value = value * base + digit;
      if (value > limit) return std::nullopt;
      ++digits;
    }
    if (digits == 0) return std::nullopt;
    text->remove_prefix(digits);
    return value;
  }

  // Parses all of `text` into the four bytes at `at`.
  bool ParseV4(std::string_view text, size_t at) {
    for (size_t i = 0; i < 4; ++i) {
      if (i > 0 && !absl::ConsumePrefix(&text, ".")) return false;
      const size_t size = text.size();
      const bool zero = absl::StartsWith(text, "0");
      const std::optional<int> octet = ConsumeNumber(&text, 10, 0xFF);
      if (!octet.has_value()) return false;
      leading_zeros_ = leading_zeros_ || (zero && size - text.size() > 1);
      bytes_[at + i] = static_cast<uint8_t>(*octet);
    }
    return text.empty();
  }

  std::optional<IpAddress::Bytes> ParseV6(std::string_view text) {
    constexpr size_t kNone = static_cast<size_t>(-1);
    size_t filled = 0;        // bytes parsed so far
    size_t ellipsis = kNone;  // the index of the byte at `::`
    if (absl::ConsumePrefix(&text, "::")) {
      ellipsis = 0;
      if (text.empty()) return bytes_;
    }
    while (filled < bytes_.size()) {
      std::string_view rest = text;
      const std::optional<int> group = ConsumeNumber(&rest, 16, 0xFFFF);
      if (!group.has_value()) return std::nullopt;
      if (absl::StartsWith(rest, ".")) {  // the last four bytes, as IPv4
        if (ellipsis == kNone && filled != 12) return std::nullopt;
        if (filled > 12 || !ParseV4(text, filled)) return std::nullopt;
        filled += 4;
        text = "";
        break;
      }
      leading_zeros_ = leading_zeros_ || text.size() - rest.size() > kMaxGroupDigits;
      bytes_[filled++] = static_cast<uint8_t>(*group >> 8);
      bytes_[filled++] = static_cast<uint8_t>(*group & 0xFF);
      text = rest;
      if (text.empty()) break;
      if (text[0] != ':' || text.size() == 1) return std::nullopt;
      text.remove_prefix(1);
      if (text[0] == ':') {
        if (ellipsis != kNone) return std::nullopt;
        ellipsis = filled;
        text.remove_prefix(1);
        if (text.empty()) break;
      }
    }
    if (!text.empty()) return std::nullopt;
    // All bytes must be given without `::`; at least one group must be left out with it.
    if ((ellipsis == kNone) != (filled == bytes_.size())) return std::nullopt;
    if (ellipsis != kNone) {
      std::fill(bytes_.begin() + filled, bytes_.end(), 0);
      std::rotate(bytes_.begin() + ellipsis, bytes_.begin() + filled, bytes_.end());
    }
    return bytes_;
  }

  IpAddress::Bytes bytes_{};
  bool leading_zeros_ = false;
};

}  // namespace

bool IpAddress::is_v6() const {
  return !std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), bytes_.begin());
}

std::string IpAddress::ToString() const {
  if (!is_v6()) return absl::StrCat(bytes_[12], ".", bytes_[13], ".", bytes_[14], ".", bytes_[15]);
  const auto group = [&](int i) { return bytes_[2 * i] << 8 | bytes_[2 * i + 1]; };
  int start = kGroups;  // of the first longest run of two or more zero groups
  int length = 1;
  for (int i = 0; i < kGroups; ++i) {
    int zeros = 0;
    while (i + zeros < kGroups && group(i + zeros) == 0) ++zeros;
    if (zeros > length) {
      start = i;
      length = zeros;
    }
    i += zeros;
  }
  std::string result;
  for (int i = 0; i < kGroups; ++i) {
    if (i == start) {
      absl::StrAppend(&result, "::");
      i += length;
      if (i >= kGroups) break;
    } else if (i > 0) {
      absl::StrAppend(&result, ":");
    }
    absl::StrAppend(&result, absl::Hex(group(i)));
  }
  return result;
}

std::optional<IpAddress> ParseIp(std::string_view text) {
  const std::optional<IpAddress::Bytes> bytes = Parser().Parse(text);
  if (!bytes.has_value()) return std::nullopt;
  return IpAddress(*bytes);
}

std::string_view StrictIpProblem(std::string_view text) {
  Parser parser;
  const std::optional<IpAddress::Bytes> bytes = parser.Parse(text);
  if (!bytes.has_value()) return "must be an IP address, like 10.9.8.7 or 2001:db8::ffff";
  if (parser.leading_zeros()) return "must not have leading 0s";
  if (!IpAddress(*bytes).is_v6() && absl::StrContains(text, ':')) {
    return "must not be an IPv4-mapped IPv6 address";
  }
  return "";
}

}  // namespace svcenv
