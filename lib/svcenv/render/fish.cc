// Format fish.
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

// What fish (3.6, "Special variables") does not let scripts set, computes anew or adds to PATH.
constexpr std::string_view kOfFish[] = {
    "FISH_VERSION",  "PWD",      "SHLVL",           "_",       "fish_kill_signal",
    "fish_killring", "fish_pid", "fish_user_paths", "history", "hostname",
    "pipestatus",    "status",   "umask",           "version", "status_generation",
};

// Why fish would set another value than this one. It rewrites the values of these variables
// whatever command sets them (env_stack_t::set in its source), so quoting cannot help. Other names
// that end in PATH are lists in fish, which it joins again exactly as they were.
std::string_view RewriteProblem(std::string_view name, std::string_view value) {
  if (name == "HOME") {
    const bool ends_in_slash = value.size() > 1 && absl::EndsWith(value, "/");
    if (ends_in_slash || absl::StrContains(value, "//")) {
      return "fish removes repeated and trailing slashes from it";
    }
  }
  if (name == "PATH" || name == "CDPATH") {
    const bool has_empty_entry = value.empty() || absl::StartsWith(value, ":") ||
                                 absl::EndsWith(value, ":") || absl::StrContains(value, "::");
    if (has_empty_entry) return "fish replaces its empty entries with '.'";
  }
  return "";
}

}  // namespace

std::string_view FishProblem(const Variable& variable) {
  if (!ShellNameProblem(variable.name).empty()) return kNotExportable;
  if (std::find(std::begin(kOfFish), std::end(kOfFish), variable.name) != std::end(kOfFish)) {
    return "its name is one that fish keeps for itself";
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
