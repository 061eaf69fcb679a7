// What changes in the environments of containers, from their start on.
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
  std::string interval;  // empty: the usual one

  void Add(Arguments* arguments);

  // Whether the other flags go with these; what is wrong is one line (InvalidArgument).
  absl::Status Check(const WorkspaceFlags& workspace, const OutputFlags& output, bool strict) const;
};

// Reads the objects again and again and shows how what a start would give to each container differs
// from what it started with: on a terminal as a page that is drawn anew, else in lines as it
// changes. What a container that runs started with is read from its process (kubectl exec) where it
// is the target in a live cluster; else it is computed, without services newer than it. Of what
// does not run, as far as is known, the first reading is the start.
//
// Gives the exit status where the first reading fails, or nobody reads on; else it is ended by a
// signal. A later reading that fails is told of and changes nothing.
int WatchEnvironments(const WorkspaceFlags& flags, const Selection& selection,
                      const WatchFlags& watch, const ReportStyle& style, Console* console);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_COMMANDS_WATCH_H_
