#include "svcenv/batch/raw_json.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "svcenv/go/number.h"

namespace svcenv {
namespace {

size_t EndOfJsonString(std::string_view text, size_t begin) {
  size_t at = begin + 1;
  while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
  return std::min(at + 1, text.size());
}

// Returns the end of the run of characters that can be part of a number.
size_t EndOfNumber(std::string_view text, size_t begin) {
  return std::min(text.size(), text.find_first_not_of("0123456789+-.eE", begin));
}

}  // namespace

size_t EndOfJsonValue(std::string_view text, size_t begin) {
  size_t depth = 0;
  size_t at = begin;
  do {
    switch (text[at]) {
      case '"':
        at = EndOfJsonString(text, at);
        break;
      case '{':
      case '[':
        ++depth;
        ++at;
        break;
      case '}':
      case ']':
        --depth;
        ++at;
        break;
      case ',':
      case ':':
      case ' ':
      case '\t':
      case '\r':
      case '\n':
        ++at;
        break;
      default:  // a number or a word
        at = std::min(text.find_first_of(",:]} \t\r\n", at), text.size());
    }
  } while (depth > 0 && at < text.size());
  return at;
}

std::vector<uint32_t> ReplaceHugeNumbers(std::string* text) {
  std::vector<uint32_t> offsets;
  bool in_string = false;
  for (size_t i = 0; i < text->size(); ++i) {
    const char c = (*text)[i];
    if (c == '"') in_string = !in_string;
    if (in_string && c == '\\') ++i;
    if (in_string || (c != '-' && !absl::ascii_isdigit(c))) continue;
    const size_t end = EndOfNumber(*text, i);
    if (IsAboveFloat(std::string_view(*text).substr(i, end - i))) {
      text->replace(i, end - i, "0" + std::string(end - i - 1, ' '));
      offsets.push_back(static_cast<uint32_t>(i));
    }
    i = end - 1;
  }
  return offsets;
}

}  // namespace svcenv
