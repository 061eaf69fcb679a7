// Waiting until services accept TCP connections. No names are looked up, so that it works in an
// empty image.
//
//   const absl::StatusOr<Endpoint> redis = FindEndpoint("redis-primary:6379", variable);
//   const absl::StatusOr<int> signal = WaitFor({*redis}, options, tell);
//   if (signal.ok() && *signal != 0) DieOf(*signal);
#ifndef SVCENV_CLI_BECOME_WAIT_H_
#define SVCENV_CLI_BECOME_WAIT_H_

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

// Where a service is reached.
struct Endpoint {
  std::string service;  // as it was named, "redis-primary:db"
  IpAddress host;
  uint16_t port;

  // "redis-primary:db (10.96.0.7:6379)"
  std::string ToString() const;
};

// What "NAME", "NAME:PORT" or "NAME:PORTNAME" means, by the variables NAME_SERVICE_HOST and, unless
// PORT is a number, NAME_SERVICE_PORT or NAME_SERVICE_PORT_PORTNAME; `variable` gives their values.
// An error says which variable is missing or no address, and what may be the reason.
absl::StatusOr<Endpoint> FindEndpoint(
    std::string_view text,
    absl::FunctionRef<std::optional<std::string_view>(std::string_view name)> variable);

// What a flag for a time takes: "90" seconds, "90s", "1m30s", "500ms"; more than nothing, at most a
// week.
absl::StatusOr<std::chrono::milliseconds> ParseTime(std::string_view flag, std::string_view text);

struct WaitOptions {
  std::chrono::milliseconds timeout = std::chrono::minutes(1);      // for all of them together
  std::chrono::milliseconds tell_every = std::chrono::seconds(10);  // what is still waited for
};

// Connects to each endpoint until it accepted once; the connection is closed at once. All are tried
// side by side, each after pauses that grow from 50 ms to 2 s; an attempt without an answer is
// given up after 3 s. `tell` gets a line without its end.
//
// Gives 0 when all accepted, or SIGTERM or SIGINT when one came in the meantime, unless it was
// ignored or blocked before; as PID 1 too. Signals are received through a descriptor: no handler is
// set, and the mask is what it was when this ends. The error of a time-out (code "wait-timeout")
// names what is not reached, and why.
absl::StatusOr<int> WaitFor(absl::Span<const Endpoint> endpoints, const WaitOptions& options,
                            absl::FunctionRef<void(std::string_view line)> tell);

// Ends the process as that signal does; where it cannot, being PID 1, with status 128 + signal.
[[noreturn]] void DieOf(int signal);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_BECOME_WAIT_H_
