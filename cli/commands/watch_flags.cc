#include <algorithm>

#include "absl/strings/str_cat.h"
#include "cli/commands/watch.h"

namespace svcenv::cli {

void WatchFlags::Add(Arguments* arguments) {
  arguments->Group("Watching");
  arguments->Add(
      &watch, "-w,--watch",
      "Watch for changes until q or Ctrl-C: show how the environment after a restart would "
      "differ from the one that each container started with, as a page on a terminal or "
      "else as a line for each change. The process of a running TARGET in a live cluster "
      "is read with kubectl exec; other environments are computed");
  arguments->Add(&interval, "--interval", "TIME",
                 "With --watch, time between two checks. Defaults to 2s, or to 500ms with -f");
}

absl::Status WatchFlags::Check(const WorkspaceFlags& workspace, const OutputFlags& output,
                               bool strict) const {
  if (!watch) {
    if (interval.empty()) return absl::OkStatus();
    return absl::InvalidArgumentError("--interval requires --watch");
  }
  if (!output.output.empty() && output.output != "table") {
    return absl::InvalidArgumentError(absl::StrCat("--watch does not support -o ", output.output,
                                                   ": omit -o, or run svcenv env -o ",
                                                   output.output, " repeatedly"));
  }
  if (strict) {
    return absl::InvalidArgumentError(
        "--strict and --watch are mutually exclusive: --strict sets the exit status, and --watch "
        "does not exit by itself");
  }
  if (!workspace.kustomizations.empty() || !workspace.helm.chart.empty()) {
    return absl::InvalidArgumentError(
        "--watch does not support -k and --helm, which would run again at each check: save their "
        "output to a file");
  }
  const auto& files = workspace.paths.files;
  if (std::find(files.begin(), files.end(), "-") != files.end()) {
    return absl::InvalidArgumentError(
        "--watch does not support -f -, which can be read only once: save it to a file");
  }
  return absl::OkStatus();
}

}  // namespace svcenv::cli
