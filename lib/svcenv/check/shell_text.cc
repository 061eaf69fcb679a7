#include "svcenv/check/shell_text.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace svcenv {
namespace {

// Returns the name of a program: "powershell" for C:\\Windows\\PowerShell.exe.
std::string ProgramName(std::string_view word) {
  word = word.substr(word.find_last_of("/\\") + 1);  // npos + 1 is 0
  std::string name = absl::AsciiStrToLower(word);
  if (absl::EndsWith(name, ".exe")) name.resize(name.size() - 4);
  return name;
}

template <size_t N>
bool IsOneOf(const std::string_view (&names)[N], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// Returns whether the program may take later words as scripts or shell commands.
bool IsShell(std::string_view word) {
  static constexpr std::string_view kShells[] = {
      "sh",   "ash",        "bash", "dash", "ksh", "mksh", "zsh",      "fish", "csh",  "tcsh",
      "pwsh", "powershell", "cmd",  "su",   "ssh", "eval", "envsubst", "awk",  "gawk", "mawk"};
  return IsOneOf(kShells, ProgramName(word)) || word == "/cnb/lifecycle/launcher";
}

// Returns whether `word` is an interpreter that runs the word after `option` as code.
bool TakesCode(std::string_view word, std::string_view option) {
  static constexpr std::string_view kInterpreters[] = {"perl", "ruby", "python", "python3", "node",
                                                       "php",  "lua",  "deno",   "nodejs",  "bun"};
  static constexpr std::string_view kOptions[] = {"-c",  "-e",  "-E",   "-p",    "-r",
                                                  "-ne", "-pe", "eval", "--eval"};
  return IsOneOf(kOptions, option) && IsOneOf(kInterpreters, ProgramName(word));
}

// Returns whether the option makes a shell run the next word as a script: "-c", "-ec".
bool IsScriptOption(std::string_view word) {
  return absl::StartsWith(word, "-") && !absl::StartsWith(word, "--") &&
         absl::EndsWith(word, "c") && word.size() <= 5;
}

// Returns the index of the last word before those that a shell or interpreter reads; SIZE_MAX if
// there are none.
size_t FirstShell(const std::vector<Located>& words) {
  for (size_t i = 0; i < words.size(); ++i) {
    if (IsShell(words[i].text)) return i;
    if (i + 1 < words.size() && TakesCode(words[i].text, words[i + 1].text)) return i + 1;
  }
  return SIZE_MAX;
}

}  // namespace

ShellTexts::ShellTexts(const Container& container)
    : command_(FirstShell(container.command)), args_(FirstShell(container.args)) {
  // The image's entrypoint is likely a shell if the first argument is such an option.
  if (container.command.empty() && container.args.size() > 1 &&
      IsScriptOption(container.args.front().text)) {
    args_ = 0;
  }
  ForEachExecProbe(container, [&](Probe probe, const std::vector<Located>& command) {
    probes_[static_cast<size_t>(probe)] = FirstShell(command);
  });
}

bool ShellTexts::Has(ReferencePlace place, size_t index, std::string_view field) const {
  switch (place) {
    case ReferencePlace::kEnvValue:
    case ReferencePlace::kSubPathExpr:
      return false;
    case ReferencePlace::kCommand:
      return command_ < index;
    case ReferencePlace::kArgs:
      return command_ != kNone || args_ < index;
    case ReferencePlace::kProbe:
      break;
  }
  return std::any_of(std::begin(kProbes), std::end(kProbes), [&](Probe probe) {
    return probes_[static_cast<size_t>(probe)] < index &&
           absl::StrContains(field, absl::StrCat(ProbeField(probe), "."));
  });
}

bool ShellTexts::HasCommand(const Reference& reference) const {
  return !LooksLikeVariable(reference.name) &&
         Has(reference.place, static_cast<size_t>(reference.index), reference.field);
}

bool LooksLikeVariable(std::string_view name) {
  return !name.empty() && !absl::ascii_isdigit(name.front()) &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '_';
         });
}

}  // namespace svcenv
