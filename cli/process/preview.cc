#include "cli/process/preview.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "svcenv/render/terminal_text.h"

namespace svcenv::cli {
namespace {

constexpr char kMask[] = "******";

// A value that is shorter is in other texts by chance.
constexpr size_t kShortestSecret = 6;

// Words of names, between `_`, `-` and `.`.
constexpr std::string_view kSecretWords[] = {"PASS", "PW", "PWD", "AUTH", "CREDS", "DSN", "SALT"};
// In a word, or over several: API_KEY, MYSQLPASSWORD.
constexpr std::string_view kSecretParts[] = {
    "PASSWORD", "PASSWD",    "PASSPHRASE", "SECRET",          "TOKEN",      "CREDENTIAL",
    "APIKEY",   "ACCESSKEY", "SECRETKEY",  "PRIVATEKEY",      "SIGNINGKEY", "ENCRYPTKEY",
    "AUTHKEY",  "SSHKEY",    "COOKIE",     "CONNECTIONSTRING"};

bool IsSafeInShell(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || absl::StrContains("%+,-./:=@_", c);
}

std::string ShellWord(std::string_view text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), IsSafeInShell)) {
    return std::string(text);
  }
  return absl::StrCat("'", absl::StrReplaceAll(text, {{"'", "'\\''"}}), "'");
}

// "scheme://user:password@host" without the password.
std::string WithoutUrlPasswords(std::string text) {
  for (size_t at = text.find("://"); at != std::string::npos; at = text.find("://", at + 3)) {
    const size_t user = at + 3;
    const size_t host = text.find_first_of("@/?# '\"", user);
    if (host == std::string::npos || text[host] != '@') continue;
    const size_t colon = text.find(':', user);
    if (colon < host) text.replace(colon + 1, host - colon - 1, kMask);
  }
  return text;
}

class Masker {
 public:
  Masker(const EnvironmentBlock& environment, bool show_secrets) : masks_(!show_secrets) {
    if (!masks_) return;
    for (const char* const record : environment.records()) {
      const EnvironmentVariable variable = SplitRecord(record);
      if (variable.value.size() >= kShortestSecret && LooksSecret(variable.name)) {
        secrets_.push_back(variable.value);
      }
    }
    std::sort(secrets_.begin(), secrets_.end(),
              [](std::string_view a, std::string_view b) { return a.size() > b.size(); });
  }

  std::string Mask(std::string_view text) const {
    std::string masked(text);
    if (!masks_) return masked;
    for (const std::string_view secret : secrets_) {
      masked = absl::StrReplaceAll(masked, {{secret, kMask}});
    }
    return WithoutUrlPasswords(std::move(masked));
  }

  std::string Value(const EnvironmentVariable& variable) const {
    if (masks_ && !variable.value.empty() && LooksSecret(variable.name)) return kMask;
    return Mask(variable.value);
  }

 private:
  const bool masks_;
  std::vector<std::string_view> secrets_;  // the longest first
};

}  // namespace

bool LooksSecret(std::string_view name) {
  if (name == "PWD" || name == "OLDPWD") return false;  // of shells
  const std::string upper = absl::AsciiStrToUpper(name);
  const std::vector<std::string_view> words = absl::StrSplit(upper, absl::ByAnyChar("_-."));
  for (const std::string_view word : words) {
    if (std::find(std::begin(kSecretWords), std::end(kSecretWords), word) !=
        std::end(kSecretWords)) {
      return true;
    }
  }
  const std::string joined = absl::StrReplaceAll(upper, {{"_", ""}, {"-", ""}, {".", ""}});
  return std::any_of(std::begin(kSecretParts), std::end(kSecretParts),
                     [&](std::string_view part) { return absl::StrContains(joined, part); });
}

void WritePreview(const Preview& preview, const EnvironmentBlock& environment, Output* output) {
  const Masker masker(environment, preview.show_secrets);
  if (!preview.program.empty()) {
    output->Append(absl::StrCat("runs  ", Visible(preview.program), "\nas   "));
    for (size_t i = 0; i < preview.command.size(); ++i) {
      const std::string_view word =
          i == 0 ? preview.argv0.value_or(preview.command[0]) : preview.command[i];
      output->Append(absl::StrCat(" ", Visible(ShellWord(masker.Mask(word)))));
    }
    output->Append("\n");
  }
  output->Append(absl::StrCat("with  ", environment.size(),
                              environment.size() == 1 ? " variable\n" : " variables\n"));
  for (const char* const record : environment.records()) {
    const EnvironmentVariable variable = SplitRecord(record);
    output->Append(
        absl::StrCat("  ", Visible(variable.name), "=", Visible(masker.Value(variable)), "\n"));
  }
}

}  // namespace svcenv::cli
