#include "cli/platform/process.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>

extern char** environ;  // NOLINT: POSIX; macOS has no declaration

namespace svcenv::cli {

char** ProcessEnvironment() { return environ; }

std::string_view InvokedName() {
#ifdef __APPLE__
  return getprogname();
#else
  return program_invocation_short_name;
#endif
}

}  // namespace svcenv::cli
