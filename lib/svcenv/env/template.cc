#include "svcenv/env/template.h"

#include <array>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/utf8.h"

namespace svcenv {
namespace {

constexpr std::string_view kReplacement = "$\xEF\xBF\xBD";

// Returns "$" and the Latin-1 character `byte`, at least 0x80, in UTF-8.
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

std::string_view template_internal::DollarBefore(std::string_view rest, DollarRule rule,
                                                 size_t* length) {
  *length = 1;
  if (rule == DollarRule::kLatin1) return DollarLatin1(static_cast<unsigned char>(rest[0]));
  const size_t character = Utf8Length(rest);
  if (character == 0) return kReplacement;
  *length = character;
  return {};  // literal
}

Template Template::Parse(std::string_view text, DollarRule rule) {
  Template result;
  template_internal::Window window(text.data(), text.data() + text.size());
  template_internal::Scan(
      text, rule, &window,
      [&](std::string_view literal) {
        result.tokens_.push_back({literal, false});
        return true;
      },
      [&](std::string_view name) {
        result.tokens_.push_back({name, true});
        result.has_references_ = true;
        return true;
      });
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
