// The environment of a process that runs.
#ifndef SVCENV_CLI_SOURCES_PROCESS_H_
#define SVCENV_CLI_SOURCES_PROCESS_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "cli/sources/kubectl.h"
#include "svcenv/check/difference.h"

namespace svcenv::cli {

// What process `pid`, of this machine, was started with: /proc/PID/environ.
absl::StatusOr<ProcessVariables> ReadProcess(std::string_view pid);

// Returns the environment that the first process of a running container was started with, read by
// `kubectl exec` with `cat /proc/1/environ` or, where that fails, `env -0`. Fails where the image
// has neither. An empty container is kubectl's choice, an empty namespace that of its context.
absl::StatusOr<ProcessVariables> ReadContainer(const Kubectl& kubectl, const std::string& pod,
                                               const std::string& container,
                                               const std::string& namespace_);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_PROCESS_H_
