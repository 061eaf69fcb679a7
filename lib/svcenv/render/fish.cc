// Format fish: `set -gx` commands.
#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/known_variables.h"
#include "svcenv/render/quote.h"

namespace svcenv {
namespace {

// Variables that scripts cannot set or that fish (3.6, "Special variables") recomputes or adds to
// PATH.
constexpr std::string_view kFishVariables[] = {
    "FISH_VERSION",  "PWD",      "SHLVL",           "_",       "fish_kill_signal",
    "fish_killring", "fish_pid", "fish_user_paths", "history", "hostname",
    "pipestatus",    "status",   "umask",           "version", "status_generation",
};

// Returns why fish would change the value, or "". Fish rewrites these variables however they are
// set (env_stack_t::set), so quoting does not help. Other variables whose names end in PATH are
// lists that fish joins back unchanged.
std::string_view RewriteProblem(std::string_view name, std::string_view value) {
  if (name == "HOME") {
    const bool ends_in_slash = value.size() > 1 && absl::EndsWith(value, "/");
    if (ends_in_slash || absl::StrContains(value, "//")) {
      return "fish removes repeated and trailing slashes from its value";
    }
  }
  if (name == "PATH" || name == "CDPATH") {
    const bool has_empty_entry = value.empty() || absl::StartsWith(value, ":") ||
                                 absl::EndsWith(value, ":") || absl::StrContains(value, "::");
    if (has_empty_entry) return "fish replaces empty entries in its value with '.'";
  }
  return "";
}

}  // namespace

std::string_view FishProblem(const Variable& variable) {
  if (!ShellNameProblem(variable.name).empty()) return kNotExportable;
  if (std::find(std::begin(kFishVariables), std::end(kFishVariables), variable.name) !=
      std::end(kFishVariables)) {
    return "its name is reserved by fish";
  }
  if (const std::string_view problem = RewriteProblem(variable.name, variable.value);
      !problem.empty()) {
    return problem;
  }
  return Env0Problem(variable);
}

void WriteFish(Results results, const RenderOptions& options, Output* output) {
  ForEachKnown(results, options, [&](std::string_view name, std::string_view value) {
    output->Append(absl::StrCat("set -gx ", name, " ", Quoted(value, '\'', "\\'", '\\'), "\n"));
  });
}

}  // namespace svcenv
