#include "svcenv/render/quote.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace svcenv {

std::string Quoted(std::string_view text, char quote, std::string_view characters, char escape) {
  std::string result;
  result.reserve(text.size() + 2);
  result.push_back(quote);
  for (const char c : text) {
    if (characters.find(c) != std::string_view::npos) result.push_back(escape);
    result.push_back(c);
  }
  result.push_back(quote);
  return result;
}

bool IsDotenvName(std::string_view name) {
  return !name.empty() && (absl::ascii_isalpha(name.front()) || name.front() == '_') &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return absl::ascii_isalnum(c) || c == '_' || c == '.' || c == '-';
         });
}

}  // namespace svcenv
