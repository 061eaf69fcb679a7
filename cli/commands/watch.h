// Watches how the environments of containers change after their start.
#ifndef SVCENV_CLI_COMMANDS_WATCH_H_
#define SVCENV_CLI_COMMANDS_WATCH_H_

#include <string>

#include "absl/status/status.h"
#include "cli/flags/arguments.h"
#include "cli/reports/output_flags.h"
#include "cli/reports/report_flags.h"
#include "cli/select/targets.h"
#include "cli/terminal/console.h"
#include "cli/workspace/workspace_flags.h"

namespace svcenv::cli {

struct WatchFlags {
  bool watch = false;
  std::string interval;  // empty for the default

  void Add(Arguments* arguments);

  // Fails if the other flags conflict with these: InvalidArgument with a message of one line.
  absl::Status Check(const WorkspaceFlags& workspace, const OutputFlags& output, bool strict) const;
};

// Reads the objects repeatedly and shows how the environment after a restart of each container
// would differ from the one it started with. On a terminal, redraws a page; otherwise writes a line
// for each change. The environment at the start is:
//
// - read from the process with kubectl exec, if the container is the target in a live cluster;
// - computed without newer services, for other running containers;
// - that of the first reading, if the container is not known to be running.
//
// Runs until a signal ends the process. Returns an exit status only if the first reading fails or
// nobody reads stdout any more. Reports a later reading that fails and keeps the previous one.
int WatchEnvironments(const WorkspaceFlags& flags, const Selection& selection,
                      const WatchFlags& watch, const ReportStyle& style, Console* console);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_COMMANDS_WATCH_H_
