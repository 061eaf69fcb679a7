// The end of this program, as another one.
#ifndef SVCENV_CLI_BECOME_BECOME_H_
#define SVCENV_CLI_BECOME_BECOME_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "cli/become/environment_block.h"
#include "cli/terminal/console.h"

namespace svcenv::cli {

// Becomes `command`, its arguments behind it: same process, descriptors, signal handling and
// directory, with that environment, and `argv0` in the place of its own name where that is given.
// Found as execvp finds it, by the PATH of `environment` (/bin and /usr/bin where that has none); a
// file that the kernel does not know and that is no program runs in /bin/sh.
//
// Returns only where that fails, having said in one line on stderr why: kNotFound, kNotExecutable.
int Become(absl::Span<const std::string> command, std::optional<std::string_view> argv0,
           const EnvironmentBlock& environment, Console* console);

// The file that Become would run, as far as can be told without trying; the status that it would
// give, having said why, where there is none.
struct Program {
  std::string path;
  int status = kDone;
};
Program FindProgram(const std::string& name, const EnvironmentBlock& environment, Console* console);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_BECOME_BECOME_H_
