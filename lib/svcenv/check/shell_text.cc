#include "svcenv/check/shell_text.h"

#include <algorithm>
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

bool HasShellBefore(const std::vector<Located>& words, size_t end) {
  return std::any_of(words.begin(),
                     words.begin() + static_cast<ptrdiff_t>(std::min(end, words.size())),
                     [](const Located& word) { return IsShell(word.text); });
}

}  // namespace

bool ShellReads(const Container& container, ReferencePlace place, size_t index,
                std::string_view field) {
  switch (place) {
    case ReferencePlace::kEnvValue:
    case ReferencePlace::kSubPathExpr:
      return false;
    case ReferencePlace::kCommand:
      return HasShellBefore(container.command, index);
    case ReferencePlace::kArgs:
      return HasShellBefore(container.command, container.command.size()) ||
             HasShellBefore(container.args, index);
    case ReferencePlace::kProbe:
      break;
  }
  const auto reads = [&](std::string_view name, const std::optional<std::vector<Located>>& words) {
    return words.has_value() && absl::StrContains(field, name) && HasShellBefore(*words, index);
  };
  return reads("livenessProbe.", container.liveness_probe) ||
         reads("readinessProbe.", container.readiness_probe) ||
         reads("startupProbe.", container.startup_probe);
}

bool IsCommandSubstitution(const Container& container, const Reference& reference) {
  return !LooksLikeVariable(reference.name) &&
         ShellReads(container, reference.place, static_cast<size_t>(reference.index),
                    reference.field);
}

bool LooksLikeVariable(std::string_view name) {
  return !name.empty() && !absl::ascii_isdigit(name.front()) &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '_';
         });
}

}  // namespace svcenv
