// Reads the environment of running processes.
#ifndef SVCENV_CLI_SOURCES_PROCESS_H_
#define SVCENV_CLI_SOURCES_PROCESS_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "cli/sources/kubectl.h"
#include "svcenv/check/difference.h"

namespace svcenv::cli {

// Returns the environment that process `pid` on this machine was started with (/proc/PID/environ).
absl::StatusOr<ProcessVariables> ReadProcess(std::string_view pid);

// Returns the initial environment of PID 1 in a running container. Runs `cat /proc/1/environ` with
// `kubectl exec` or, if that fails, `env -0`; fails if the image has neither. kubectl chooses the
// container if `container` is empty, and uses its context's namespace if `namespace_` is empty.
absl::StatusOr<ProcessVariables> ReadContainer(const Kubectl& kubectl, const std::string& pod,
                                               const std::string& container,
                                               const std::string& namespace_);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_PROCESS_H_
