#include "svcenv/check/shell_text.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace svcenv {
namespace {

bool IsShell(std::string_view word) {
  word = word.substr(word.rfind('/') + 1);  // npos + 1 is 0
  static constexpr std::string_view kShells[] = {"sh",  "ash", "bash", "dash",    "ksh",
                                                 "zsh", "su",  "eval", "envsubst"};
  return std::find(std::begin(kShells), std::end(kShells), word) != std::end(kShells);
}

// SIZE_MAX: none is.
size_t FirstShell(const std::vector<Located>& words) {
  const auto first = std::find_if(words.begin(), words.end(),
                                  [](const Located& word) { return IsShell(word.text); });
  return first == words.end() ? SIZE_MAX : static_cast<size_t>(first - words.begin());
}

}  // namespace

ShellTexts::ShellTexts(const Container& container)
    : command_(FirstShell(container.command)), args_(FirstShell(container.args)) {
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
