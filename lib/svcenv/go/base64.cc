#include "svcenv/go/base64.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace svcenv {
namespace {

constexpr uint8_t kNone = 64;

constexpr std::array<uint8_t, 256> MakeDigits() {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::array<uint8_t, 256> digits = {};
  for (uint8_t& digit : digits) digit = kNone;
  for (size_t i = 0; i < kAlphabet.size(); ++i) {
    digits[static_cast<unsigned char>(kAlphabet[i])] = static_cast<uint8_t>(i);
  }
  return digits;
}

constexpr std::array<uint8_t, 256> kDigits = MakeDigits();

}  // namespace

std::optional<std::string> DecodeGoBase64(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  uint32_t bits = 0;
  int digits = 0;
  int padding = 0;
  for (const char c : text) {
    const uint8_t digit = kDigits[static_cast<unsigned char>(c)];
    if (digit == kNone) {
      if (c == '\r' || c == '\n') continue;
      if (c != '=' || digits < 2 || digits + ++padding > 4) return std::nullopt;
      continue;
    }
    if (padding > 0) return std::nullopt;
    bits = bits << 6 | digit;
    if (++digits < 4) continue;
    const char three[] = {static_cast<char>(bits >> 16), static_cast<char>(bits >> 8),
                          static_cast<char>(bits)};
    bytes.append(three, sizeof three);
    digits = 0;
  }
  if (digits == 0) return padding == 0 ? std::optional(std::move(bytes)) : std::nullopt;
  if (digits + padding != 4) return std::nullopt;
  bits <<= 6 * padding;
  bytes.push_back(static_cast<char>(bits >> 16));
  if (digits == 3) bytes.push_back(static_cast<char>(bits >> 8));
  return bytes;
}

}  // namespace svcenv
