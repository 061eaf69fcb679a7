#include "svcenv/render/escape_references.h"

namespace svcenv {

std::string EscapeReferences(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    result.push_back(text[i]);
    if (text[i] != '$') continue;
    const bool follows_dollar = i > 0 && text[i - 1] == '$';
    const unsigned char next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : ' ';
    // Up to 1.33, the kubelet corrupts a non-ASCII byte after a single `$`.
    if (follows_dollar || next == '$' || next == '(' || next >= 0x80) result.push_back('$');
  }
  return result;
}

}  // namespace svcenv
