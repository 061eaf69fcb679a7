#include "svcenv/batch/raw_json.h"

#include <algorithm>

namespace svcenv {
namespace {

size_t EndOfJsonString(std::string_view text, size_t begin) {
  size_t at = begin + 1;
  while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
  return std::min(at + 1, text.size());
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

}  // namespace svcenv
