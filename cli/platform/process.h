// Facts about this process and the system.
#ifndef SVCENV_CLI_PLATFORM_PROCESS_H_
#define SVCENV_CLI_PLATFORM_PROCESS_H_

#include <string_view>

namespace svcenv::cli {

// Whether /proc shows the environments of other processes.
#ifdef __APPLE__
inline constexpr bool kHasProc = false;
#else
inline constexpr bool kHasProc = true;
#endif

// Returns the environment of this process, or nullptr after clearenv().
char** ProcessEnvironment();

// Returns the file name by which this program was started, without its directory.
std::string_view InvokedName();

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_PLATFORM_PROCESS_H_
