// Replaces this program with another one.
#ifndef SVCENV_CLI_EXEC_EXEC_PROGRAM_H_
#define SVCENV_CLI_EXEC_EXEC_PROGRAM_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "cli/exec/environment_block.h"
#include "cli/terminal/console.h"

namespace svcenv::cli {

// Executes `command`, a program and its arguments, with `environment`. The process keeps its
// descriptors, signal handling, and directory. The program gets `argv0` as its own name, if set.
// Finds the program like execvp, by the PATH of `environment`, or in /bin and /usr/bin if PATH is
// not set. Runs a file whose format the kernel does not know with /bin/sh.
//
// Returns only on failure: kNotFound or kNotExecutable, after printing the reason to
// stderr in one line.
int ExecProgram(absl::Span<const std::string> command, std::optional<std::string_view> argv0,
                const EnvironmentBlock& environment, Console* console);

// A program's file, or the status of the failure to find it.
struct Program {
  std::string path;
  int status = kDone;
};

// Returns the file that ExecProgram would run, as far as can be determined without running it. On
// failure, prints the reason and returns the status that ExecProgram would return.
Program FindProgram(const std::string& name, const EnvironmentBlock& environment, Console* console);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_EXEC_EXEC_PROGRAM_H_
