#include "cli/exec/credentials.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "re2/re2.h"

namespace svcenv::cli {
namespace {

// Whole words of a name, which are separated by `_`, `-`, `.`, or a space.
constexpr std::string_view kSecretWords[] = {"PASS",  "PW",  "PWD",  "AUTH",
                                             "CREDS", "DSN", "SALT", "AUTHORIZATION"};
// Parts of a name without its separators: API_KEY, MYSQLPASSWORD.
constexpr std::string_view kSecretParts[] = {
    "PASSWORD", "PASSWD",    "PASSPHRASE", "SECRET",          "TOKEN",      "CREDENTIAL",
    "APIKEY",   "ACCESSKEY", "SECRETKEY",  "PRIVATEKEY",      "SIGNINGKEY", "ENCRYPTKEY",
    "AUTHKEY",  "SSHKEY",    "COOKIE",     "CONNECTIONSTRING"};

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

// Returns where the user information of the first URL or connection string starts, or
// npos if there is none.
size_t UserBegin(std::string_view text) {
  // Matches user:password@tcp(host:3306)/name and user:password@host, but not an image like
  // name:tag@sha256:…
  static const RE2& pattern = *new RE2(R"((?:^|[\s='"])([^\s:@/='"]*:(?:[^/\s]|/[^/\s])\S*@))");
  static const RE2& image = *new RE2(R"([^\s:@]+(:[^\s:@]+)?@sha256:[0-9a-f]+)");
  size_t begin = text.find("://");
  if (begin != text.npos) begin += 3;
  re2::StringPiece user;
  if (RE2::PartialMatch(Piece(text), pattern, &user) && !RE2::FullMatch(Piece(text), image)) {
    begin = std::min(begin, static_cast<size_t>(user.data() - text.data()));
  }
  return begin;
}

// Masks user information: "scheme://user:******@host". A password may contain any character, so it
// is assumed to end at the last @. A user without a password may be a token, and is masked.
std::string WithoutUserInformation(std::string_view text) {
  const size_t user = UserBegin(text);
  const size_t at = text.rfind('@');
  if (user == text.npos || at == text.npos || at <= user) return std::string(text);
  const size_t colon = text.substr(0, at).find(':', user);
  const size_t begin = colon != text.npos ? colon + 1 : user;
  return absl::StrCat(text.substr(0, begin), kMask, text.substr(at));
}

bool EndsValue(std::string_view text, size_t i) {
  return i == text.size() || absl::StrContains(" \t\n,;&|)}]", text[i]);
}

// Returns the size of the value at the start of `text`. The value ends at `end` unless
// it is quoted.
size_t ValueSize(std::string_view text, size_t end) {
  if (text.empty() || (text[0] != '"' && text[0] != '\'')) return end;
  for (size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == text[0]) {
      const bool doubled = i + 1 < text.size() && text[i + 1] == text[0];
      if (!doubled) return EndsValue(text, i + 1) ? i + 1 : std::max(end, i + 1);
      ++i;
    }
  }
  return text.size();
}

// Masks the values of keys that look secret. A value ends at its closing quote, or where
// another key starts.
std::string WithoutSecretValues(std::string_view text) {
  static const RE2& pattern =
      *new RE2(R"(((?:^|[\s;&?,{(|])["']*-*([A-Za-z_][A-Za-z0-9_. -]*?)["']?\s*[=:]\s*))");
  std::string result;
  bool masks = false;
  while (true) {
    re2::StringPiece rest = Piece(text), key, name;
    const bool found = RE2::FindAndConsume(&rest, pattern, &key, &name);
    const size_t next = found ? static_cast<size_t>(key.data() - text.data()) : text.size();
    const size_t size = masks ? ValueSize(text, next) : next;
    result.append(masks && size > 0 ? kMask : text.substr(0, size));
    text.remove_prefix(size);
    if (masks && size > next) {  // the key was within quotes
      masks = false;
      continue;
    }
    if (!found) return result.append(text);
    const size_t rest_of_value = static_cast<size_t>(key.data() - text.data());
    result.append(text.substr(0, rest_of_value)).append(key.data(), key.size());
    text.remove_prefix(rest_of_value + key.size());
    masks = LooksSecret({name.data(), name.size()});
  }
}

}  // namespace

bool LooksSecret(std::string_view name) {
  if (name == "PWD" || name == "OLDPWD") return false;  // set by shells
  const std::string upper = absl::AsciiStrToUpper(name);
  const std::vector<std::string_view> words = absl::StrSplit(upper, absl::ByAnyChar("_-. "));
  for (const std::string_view word : words) {
    if (std::find(std::begin(kSecretWords), std::end(kSecretWords), word) !=
        std::end(kSecretWords)) {
      return true;
    }
  }
  const std::string joined =
      absl::StrReplaceAll(upper, {{"_", ""}, {"-", ""}, {".", ""}, {" ", ""}});
  return std::any_of(std::begin(kSecretParts), std::end(kSecretParts),
                     [&](std::string_view part) { return absl::StrContains(joined, part); });
}

std::string WithoutCredentials(std::string_view text) {
  static const RE2& scheme = *new RE2(R"((?i)\b(bearer|basic)\s+[^\s"']+)");
  std::string result = WithoutUserInformation(text);
  RE2::GlobalReplace(&result, scheme, absl::StrCat("\\1 ", kMask));
  return WithoutSecretValues(result);
}

std::string ArgumentWithoutCredentials(std::string_view flag, std::string_view argument) {
  const size_t colon = argument.find(':');
  if ((flag == "-u" || flag == "--user") && colon != argument.npos) {  // curl's
    return absl::StrCat(argument.substr(0, colon + 1), kMask);
  }
  const bool is_flag = absl::StartsWith(flag, "-") && !absl::StrContains(flag, '=');
  if (is_flag && LooksSecret(flag)) return std::string(kMask);
  return WithoutCredentials(argument);
}

}  // namespace svcenv::cli
