// Waits until services accept TCP connections. Resolves no host names, so it works in
// an empty image.
//
//   const absl::StatusOr<Endpoint> redis = FindEndpoint("redis-primary:6379", variable);
//   const absl::StatusOr<int> signal = WaitFor({*redis}, options, on_progress);
//   if (signal.ok() && *signal != 0) TerminateBy(*signal);
#ifndef SVCENV_CLI_EXEC_WAIT_H_
#define SVCENV_CLI_EXEC_WAIT_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "svcenv/kubernetes/ip.h"

namespace svcenv::cli {

// The address of a service.
struct Endpoint {
  std::string service;  // as the user named it: "redis-primary:db"
  IpAddress host;
  uint16_t port;

  // Returns "redis-primary:db (10.96.0.7:6379)".
  std::string ToString() const;
};

// Finds the endpoint of "NAME", "NAME:PORT", or "NAME:PORTNAME" in the variables NAME_SERVICE_HOST
// and, unless PORT is a number, NAME_SERVICE_PORT or NAME_SERVICE_PORT_PORTNAME. `variable` returns
// their values. An error names the variable that is not set or invalid, and likely reasons.
absl::StatusOr<Endpoint> FindEndpoint(
    std::string_view text,
    absl::FunctionRef<std::optional<std::string_view>(std::string_view name)> variable);

// Parses the duration in a flag, from 1 ms to a week: "90" (seconds), "90s", "1m30s", or "500ms".
absl::StatusOr<std::chrono::milliseconds> ParseTime(std::string_view flag, std::string_view text);

struct WaitOptions {
  std::chrono::milliseconds timeout = std::chrono::minutes(1);      // for all endpoints together
  std::chrono::milliseconds tell_every = std::chrono::seconds(10);  // between progress messages
};

// Connects to each endpoint until it has accepted once, and closes the connection immediately.
// Tries all endpoints in parallel, with pauses that grow from 50 ms to 2 s, and gives up an attempt
// without an answer after 3 s. `on_progress` gets progress messages of one line, without a newline.
//
// Returns 0 when all have accepted, or SIGTERM or SIGINT if one arrives before, even as PID 1,
// unless it was ignored or blocked. Signals are received through a descriptor: installs no handler,
// and restores the signal mask. On timeout, the error (code "wait-timeout") names the endpoints
// that did not accept, and why.
absl::StatusOr<int> WaitFor(absl::Span<const Endpoint> endpoints, const WaitOptions& options,
                            absl::FunctionRef<void(std::string_view line)> on_progress);

// Ends the process with that signal, or with status 128 + signal if that has no effect,
// as for PID 1.
[[noreturn]] void TerminateBy(int signal);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_EXEC_WAIT_H_
