#include "svcenv/base/utf8.h"

#include <algorithm>
#include <atomic>

#include "simdjson.h"
#include "svcenv/base/parallel.h"

namespace svcenv {

size_t Utf8Length(std::string_view text) {
  if (text.empty()) return 0;
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  const size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (text.size() < length) return 0;
  // The range of the second byte excludes overlong forms, surrogates, and values above U+10FFFF.
  const unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < low || byte(1) > high) return 0;
  for (size_t i = 2; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  return length;
}

Character TakeCharacter(std::string_view* text) {
  const size_t length = Utf8Length(*text);
  Character result{text->substr(0, std::max<size_t>(length, 1)), 0, length > 0};
  text->remove_prefix(result.text.size());
  const auto byte = [&](size_t i) {
    return static_cast<uint32_t>(static_cast<unsigned char>(result.text[i]));
  };
  if (length <= 1) {
    result.code = byte(0);
    return result;
  }
  result.code = byte(0) & (0x7Fu >> length);
  for (size_t i = 1; i < length; ++i) result.code = (result.code << 6) | (byte(i) & 0x3F);
  return result;
}

bool IsUtf8(std::string_view text, int threads) {
  constexpr size_t kMinBytes = 1 << 20;  // that are worth a thread
  const size_t parts = std::min<size_t>(std::max(threads, 1), text.size() / kMinBytes);
  if (parts < 2) return simdjson::validate_utf8(text.data(), text.size());
  // Each part begins at a character boundary, or with bytes that are invalid in any case.
  const auto begin_of = [&](size_t part) {
    if (part == parts) return text.size();
    size_t begin = text.size() / parts * part;
    for (int i = 0; i < 3 && part > 0 && !StartsCharacter(text[begin]); ++i) --begin;
    return begin;
  };
  std::atomic<bool> all{true};
  ParallelFor(parts, threads, [&](size_t part) {
    const size_t begin = begin_of(part);
    if (!simdjson::validate_utf8(text.data() + begin, begin_of(part + 1) - begin)) all = false;
  });
  return all;
}

void AppendUtf8(uint32_t code, std::string* text) {
  const auto byte = [](uint32_t bits) { return static_cast<char>(bits); };
  if (code < 0x80) {
    text->push_back(byte(code));
  } else if (code < 0x800) {
    text->append({byte(0xC0 | code >> 6), byte(0x80 | (code & 0x3F))});
  } else if (code < 0x10000) {
    text->append(
        {byte(0xE0 | code >> 12), byte(0x80 | (code >> 6 & 0x3F)), byte(0x80 | (code & 0x3F))});
  } else {
    text->append({byte(0xF0 | code >> 18), byte(0x80 | (code >> 12 & 0x3F)),
                  byte(0x80 | (code >> 6 & 0x3F)), byte(0x80 | (code & 0x3F))});
  }
}

}  // namespace svcenv
