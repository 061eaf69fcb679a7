#include "svcenv/syntax/yaml_blanks.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace svcenv {
namespace {

size_t EndOfLine(std::string_view text, size_t offset) {
  return std::min(text.find_first_of("\r\n", offset), text.size());
}

}  // namespace

size_t SkipBlanksAndComments(std::string_view text, size_t offset) {
  while (offset < text.size()) {
    if (text[offset] == '#') {
      offset = EndOfLine(text, offset);
    } else if (absl::ascii_isspace(text[offset])) {
      ++offset;
    } else {
      break;
    }
  }
  return offset;
}

size_t SkipProperties(std::string_view text, size_t offset, size_t end) {
  while (offset < end && (text[offset] == '&' || text[offset] == '!')) {
    while (offset < end && !absl::ascii_isspace(text[offset])) ++offset;
    offset = std::min(SkipBlanksAndComments(text, offset), end);
  }
  return offset;
}

}  // namespace svcenv
