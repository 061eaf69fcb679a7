// Format fish.
#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/known_variables.h"
#include "svcenv/render/quote.h"

namespace svcenv {
namespace {

// What fish (3.6, "Special variables") does not let scripts set, or computes anew.
constexpr std::string_view kOfFish[] = {
    "FISH_VERSION",
    "PWD",
    "SHLVL",
    "_",
    "fish_kill_signal",
    "fish_killring",
    "fish_pid",
    "history",
    "hostname",
    "pipestatus",
    "status",
    "umask",
    "version",
    "status_generation",
};

}  // namespace

std::string_view FishProblem(const Variable& variable) {
  if (!ShellNameProblem(variable.name).empty()) return kNotExportable;
  if (std::find(std::begin(kOfFish), std::end(kOfFish), variable.name) != std::end(kOfFish)) {
    return "its name is one that fish keeps for itself";
  }
  return Env0Problem(variable);
}

void WriteFish(Results results, const RenderOptions& options, Output* output) {
  ForEachKnown(results, options, [&](std::string_view name, std::string_view value) {
    output->Append(absl::StrCat("set -gx ", name, " ", Quoted(value, '\'', "\\'", '\\'), "\n"));
  });
}

}  // namespace svcenv
