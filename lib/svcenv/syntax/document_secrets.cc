#include "svcenv/syntax/document_secrets.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace svcenv {
namespace {

constexpr char kSecret[] = "Secret";

// Returns whether the escape after a backslash may encode a letter of "Secret".
bool MayEscapeLetter(std::string_view after) {
  if (after.empty()) return false;
  size_t zeros = 0;
  switch (after[0]) {
    case 'x':
      break;
    case 'u':
      zeros = 2;
      break;
    case 'U':
      zeros = 6;
      break;
    default:
      return after[0] == '\n' || after[0] == '\r';
  }
  if (after.size() < zeros + 2) return false;
  return after[zeros + 1] >= '5' && after[zeros + 1] <= '7';
}

// Finds each `key` in `text` that is followed by a colon and returns the unquoted word after it, or
// an empty view of that place.
std::vector<std::string_view> ValuesOf(std::string_view key, std::string_view text) {
  std::vector<std::string_view> values;
  for (size_t i = text.find(key); i != text.npos; i = text.find(key, i + 1)) {
    const bool begins = i == 0 || !absl::ascii_isalnum(static_cast<unsigned char>(text[i - 1]));
    const size_t colon = text.find_first_not_of("\"' \t\r\n", i + key.size());
    if (!begins || colon == text.npos || text[colon] != ':') continue;
    const size_t value = std::min(text.find_first_not_of("\"' \t\r\n", colon + 1), text.size());
    size_t end = value;
    while (end < text.size() && absl::ascii_isalnum(static_cast<unsigned char>(text[end]))) ++end;
    values.push_back(text.substr(value, end - value));
  }
  return values;
}

// Returns whether `kind`, a view of `text`, may be a cut-off "Secret".
bool IsCutOffSecret(std::string_view kind, std::string_view text) {
  if (kind.empty()) return kind.data() == text.data() + text.size();
  return absl::StartsWithIgnoreCase(kSecret, kind);
}

}  // namespace

bool MayContainSecret(std::string_view text) {
  if (absl::StrContains(text, kSecret) || !absl::StrContains(text, "kind")) return true;
  if (!ValuesOf("stringData", text).empty()) return true;
  if (absl::StrContains(text, "secretGenerator")) return true;  // in a kustomization
  const std::vector<std::string_view> kinds = ValuesOf("kind", text);
  for (const std::string_view kind : kinds) {
    if (IsCutOffSecret(kind, text)) return true;
    // A cut-off list item may have lost its kind.
    if (absl::EndsWith(kind, "List")) return true;
  }
  // Only ConfigMaps have data that may be shown.
  const auto config_maps = std::count(kinds.begin(), kinds.end(), "ConfigMap");
  if (ValuesOf("data", text).size() > static_cast<size_t>(config_maps)) return true;
  for (size_t i = text.find('\\'); i != text.npos; i = text.find('\\', i + 2)) {
    if (MayEscapeLetter(text.substr(i + 1))) return true;
  }
  return false;
}

size_t CutOffSize(std::string_view document) {
  const size_t version = document.find("apiVersion");
  const size_t kind = document.find("kind");
  size_t begin = 0;
  while (begin < std::min({version, kind, document.size()})) {
    if (document[begin] == '#') {
      begin = std::min(document.find('\n', begin), document.size());
    } else if (absl::StrContains(" \t\r\n{[-\"'", document[begin])) {
      ++begin;
    } else {
      return std::min(std::max(version, kind), document.size());
    }
  }
  return 0;
}

}  // namespace svcenv
