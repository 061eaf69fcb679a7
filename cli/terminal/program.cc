#include "cli/terminal/program.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "cli/platform/process.h"

namespace svcenv::cli {

std::string_view ProgramName() {
  return absl::StartsWith(InvokedName(), "kubectl-svcenv") ? "kubectl svcenv" : "svcenv";
}

std::string AsCalled(std::string_view text) {
  return absl::StrReplaceAll(text, {{"svcenv ", absl::StrCat(ProgramName(), " ")}});
}

}  // namespace svcenv::cli
