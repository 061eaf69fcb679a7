#include "svcenv/syntax/document_secrets.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace svcenv {
namespace {

constexpr char kSecret[] = "Secret";

// Whether the escape after a backslash may stand for one of the letters of "Secret".
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

// Whether `text` seems to contain `key`, with a colon after it.
bool HasKey(std::string_view text, std::string_view key) {
  for (size_t i = text.find(key); i != text.npos; i = text.find(key, i + 1)) {
    const bool begins = i == 0 || !absl::ascii_isalnum(static_cast<unsigned char>(text[i - 1]));
    const size_t after = text.find_first_not_of("\"' \t\r\n", i + key.size());
    if (begins && after != text.npos && text[after] == ':') return true;
  }
  return false;
}

}  // namespace

bool MayHoldSecret(std::string_view text) {
  if (absl::StrContains(text, kSecret) || !absl::StrContains(text, "kind")) return true;
  if (HasKey(text, "stringData")) return true;
  if (HasKey(text, "data") && !absl::StrContains(text, "ConfigMap")) return true;
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
