// Format sh: export commands for bash, dash, and other POSIX shells.
#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/known_variables.h"
#include "svcenv/render/quote.h"

namespace svcenv {
namespace {

// Variables that bash makes read-only, recomputes, or treats as numbers (5.2, "Shell Variables").
constexpr std::string_view kBashVariables[] = {
    "BASHOPTS",      "BASHPID",       "BASH_ALIASES",
    "BASH_ARGC",     "BASH_ARGV",     "BASH_CMDS",
    "BASH_COMMAND",  "BASH_LINENO",   "BASH_SOURCE",
    "BASH_SUBSHELL", "BASH_VERSINFO", "DIRSTACK",
    "EPOCHREALTIME", "EPOCHSECONDS",  "EUID",
    "FUNCNAME",      "GROUPS",        "HISTCMD",
    "LINENO",        "OPTIND",        "PPID",
    "RANDOM",        "SECONDS",       "SHELLOPTS",
    "SRANDOM",       "UID",           "_",
};

}  // namespace

std::string_view ShProblem(const Variable& variable) {
  if (!ShellNameProblem(variable.name).empty()) return kNotExportable;
  if (std::find(std::begin(kBashVariables), std::end(kBashVariables), variable.name) !=
      std::end(kBashVariables)) {
    return "its name is reserved by bash";
  }
  return Env0Problem(variable);
}

void WriteSh(Results results, const RenderOptions& options, Output* output) {
  ForEachKnown(results, options, [&](std::string_view name, std::string_view value) {
    output->Append(
        absl::StrCat("export ", name, "='", absl::StrReplaceAll(value, {{"'", R"('\'')"}}), "'\n"));
  });
}

}  // namespace svcenv
