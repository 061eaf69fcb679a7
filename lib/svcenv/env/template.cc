#include "svcenv/env/template.h"

#include <array>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/utf8.h"

namespace svcenv {
namespace {

constexpr std::string_view kReplacement = "$\xEF\xBF\xBD";

// "$" and a Latin-1 character from 0x80 on in UTF-8.
std::string_view DollarLatin1(unsigned char byte) {
  static constexpr auto kTable = [] {
    std::array<std::array<char, 3>, 128> table{};
    for (int i = 0; i < 128; ++i) {
      table[i] = {'$', static_cast<char>(i < 0x40 ? 0xC2 : 0xC3),
                  static_cast<char>(0x80 + i % 0x40)};
    }
    return table;
  }();
  return {kTable[byte - 0x80].data(), 3};
}

}  // namespace

Template Template::Parse(std::string_view text, DollarRule rule) {
  Template result;
  size_t literal = 0;  // where the literal that is being collected starts
  const auto push = [&](std::string_view piece, bool is_reference) {
    if (!piece.empty() || is_reference) result.tokens_.push_back({piece, is_reference});
  };
  const size_t last_close = text.rfind(')');  // a `$(` after it is plain text
  size_t dollar = text.find('$');
  while (dollar != std::string_view::npos && dollar + 1 < text.size()) {
    const unsigned char next = static_cast<unsigned char>(text[dollar + 1]);
    size_t after = dollar + 2;
    if (next == '(' && last_close != std::string_view::npos && last_close >= after) {
      const size_t close = text.find(')', after);
      push(text.substr(literal, dollar - literal), false);
      push(text.substr(after, close - after), true);
      result.has_references_ = true;
      literal = after = close + 1;
    } else if (next == '$') {
      push(text.substr(literal, dollar + 1 - literal), false);
      literal = after;
    } else if (next >= 0x80 && rule != DollarRule::kBytes) {
      const size_t length = Utf8Length(text.substr(dollar + 1));
      if (rule == DollarRule::kUtf8 && length > 0) {
        after = dollar + 1 + length;
      } else {
        push(text.substr(literal, dollar - literal), false);
        push(rule == DollarRule::kUtf8 ? kReplacement : DollarLatin1(next), false);
        literal = after;
      }
    }
    dollar = text.find('$', after);
  }
  push(text.substr(literal), false);
  return result;
}

std::vector<std::string_view> Template::references() const {
  std::vector<std::string_view> result;
  for (const Token& token : tokens_) {
    if (token.is_reference) result.push_back(token.text);
  }
  return result;
}

std::string Template::ToString() const {
  std::string result;
  for (const Token& token : tokens_) {
    absl::StrAppend(&result, result.empty() ? "" : " ");
    if (token.is_reference) {
      absl::StrAppend(&result, "$(", absl::CHexEscape(token.text), ")");
    } else {
      absl::StrAppend(&result, "\"", absl::CHexEscape(token.text), "\"");
    }
  }
  return result;
}

}  // namespace svcenv
