// Converts the bytes of a file to UTF-8.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "svcenv/base/utf8.h"
#include "svcenv/syntax/text.h"

namespace svcenv {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Replaces an unpaired surrogate, or an odd byte at the end, with U+FFFD.
std::string DecodeUtf16(std::string_view bytes, bool is_big_endian) {
  const auto unit = [&](size_t i) {
    const uint32_t first = static_cast<unsigned char>(bytes[i]);
    const uint32_t second = static_cast<unsigned char>(bytes[i + 1]);
    return is_big_endian ? first << 8 | second : second << 8 | first;
  };
  std::string text;
  text.reserve(bytes.size() / 2);
  size_t i = 0;
  for (; i + 1 < bytes.size(); i += 2) {
    const uint32_t first = unit(i);
    if (first < 0xD800 || first > 0xDFFF) {
      AppendUtf8(first, &text);
      continue;
    }
    const uint32_t second = i + 3 < bytes.size() ? unit(i + 2) : 0;
    if (second < 0xDC00 || second > 0xDFFF) {
      text.append(kReplacement);
      continue;
    }
    i += 2;
    if (first < 0xDC00) {
      AppendUtf8(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), &text);
    } else {
      text.append(kReplacement);
    }
  }
  if (i < bytes.size()) text.append(kReplacement);
  return text;
}

// Returns how many bytes at the beginning of `text`, which is not valid UTF-8 there, become a
// single U+FFFD: the longest prefix of a valid character, or one byte.
size_t IllFormedLength(std::string_view text) {
  const unsigned char first = static_cast<unsigned char>(text[0]);
  if (first < 0xC2 || first > 0xF4) return 1;
  const size_t full = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  std::string completed(text.substr(0, 1));
  // A part is a prefix of a valid character if continuation bytes can complete it. It is padded
  // with 0x80.
  for (size_t length = full - 1; length > 1; --length) {
    if (text.size() < length) continue;
    completed = std::string(text.substr(0, length));
    completed.resize(full, '\x80');
    if (Utf8Length(completed) == full) return length;
  }
  return 1;
}

// Returns the offset of the first invalid byte at or after `offset`, or npos if there is none.
size_t FindIllFormed(std::string_view text, size_t offset) {
  while (offset < text.size()) {
    if (static_cast<unsigned char>(text[offset]) < 0x80) {
      ++offset;
      continue;
    }
    const size_t length = Utf8Length(text.substr(offset));
    if (length == 0) return offset;
    offset += length;
  }
  return text.npos;
}

// Replaces invalid UTF-8 from `bad` on with U+FFFD. encoding/json replaces each byte, x/text each
// prefix of a valid character.
std::string ReplaceIllFormed(std::string_view text, size_t bad, bool each_byte) {
  std::string result;
  size_t copied = 0;
  for (; bad != text.npos; bad = FindIllFormed(text, copied)) {
    result.append(text.substr(copied, bad - copied)).append(kReplacement);
    copied = bad + (each_byte ? 1 : IllFormedLength(text.substr(bad)));
  }
  return result.append(text.substr(copied));
}

}  // namespace

Bytes DecodeText(Bytes bytes, int threads) {
  const std::string_view text = bytes.view();
  if (absl::StartsWith(text, "\xFF\xFE")) return DecodeUtf16(text.substr(2), false);
  if (absl::StartsWith(text, "\xFE\xFF")) return DecodeUtf16(text.substr(2), true);
  const bool has_mark = absl::StartsWith(text, kByteOrderMark);
  if (IsUtf8(text, threads)) {
    if (has_mark) bytes.RemovePrefix(kByteOrderMark.size());
    return bytes;
  }
  const size_t bad = FindIllFormed(text, 0);
  if (!has_mark) return ReplaceIllFormed(text, bad, /*each_byte=*/false);
  // After a byte order mark, kubectl does not replace invalid UTF-8. Its JSON reader replaces it,
  // and its YAML reader rejects it.
  const std::string_view after_mark = text.substr(kByteOrderMark.size());
  const bool is_json = absl::StartsWith(absl::StripLeadingAsciiWhitespace(after_mark), "{");
  if (!is_json) return bytes;
  return ReplaceIllFormed(after_mark, bad - kByteOrderMark.size(), /*each_byte=*/true);
}

}  // namespace svcenv
