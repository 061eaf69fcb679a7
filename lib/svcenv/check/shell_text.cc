#include "svcenv/check/shell_text.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

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

size_t FirstShell(const std::optional<std::vector<Located>>& words) {
  return words.has_value() ? FirstShell(*words) : SIZE_MAX;
}

}  // namespace

ShellTexts::ShellTexts(const Container& container)
    : command_(FirstShell(container.command)),
      args_(FirstShell(container.args)),
      liveness_probe_(FirstShell(container.liveness_probe)),
      readiness_probe_(FirstShell(container.readiness_probe)),
      startup_probe_(FirstShell(container.startup_probe)) {}

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
  return (liveness_probe_ < index && absl::StrContains(field, "livenessProbe.")) ||
         (readiness_probe_ < index && absl::StrContains(field, "readinessProbe.")) ||
         (startup_probe_ < index && absl::StrContains(field, "startupProbe."));
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
