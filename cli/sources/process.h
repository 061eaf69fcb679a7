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

// What the first process of a container that runs was started with, by kubectl exec, which needs
// `cat` in the image, or else `env`, which prints nearly the same. An empty container is kubectl's
// choice, an empty namespace that of its context.
absl::StatusOr<ProcessVariables> ReadContainer(const Kubectl& kubectl, const std::string& pod,
                                               const std::string& container,
                                               const std::string& namespace_);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_PROCESS_H_
