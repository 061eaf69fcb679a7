// What can go wrong between the server and the API server.
#ifndef SVCENV_WEBHOOK_FAULT_H_
#define SVCENV_WEBHOOK_FAULT_H_

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace svcenv::webhook {

enum class FaultCause {
  kCancelled,     // by this process
  kEnded,         // the API server ended a watch, as it does regularly
  kExpired,       // 410: the resource version or the continue token is too old
  kThrottled,     // 429
  kUnauthorized,  // 401
  kForbidden,     // 403
  kRefused,       // 400 or 422: the API server does not support a parameter
  kStatus,        // any other status
  kCredentials,   // a certificate, key, or token cannot be read
  kConnect,       // DNS or TCP
  kTls,
  kSilent,        // no answer, or no event or bookmark, in time
  kDisconnected,  // the connection broke, possibly within an event
  kInvalid,       // an answer that cannot be decoded
  kTooLarge,      // an answer exceeds a limit
};

// Returns the value of the label `cause`, such as "too_large".
constexpr std::string_view NameOf(FaultCause cause) {
  constexpr std::string_view kNames[] = {"cancelled",    "ended",     "expired",  "throttled",
                                         "unauthorized", "forbidden", "refused",  "status",
                                         "credentials",  "connect",   "tls",      "silent",
                                         "disconnected", "invalid",   "too_large"};
  return kNames[static_cast<size_t>(cause)];
}

struct Fault {
  FaultCause cause = FaultCause::kCancelled;
  std::string message;                       // never contains a secret; may be any text
  std::chrono::milliseconds retry_after{0};  // as the API server asks
};

using MaybeFault = std::optional<Fault>;

// Returns the beginning of the `message` of a Status object in JSON, or "".
std::string MessageOfStatus(const std::string& json);

// Returns the fault for an HTTP status, or the code of a Status object. Shortens the message, and
// bounds `retry_after` by a minute.
Fault FaultOfStatus(int status, std::string_view message, std::chrono::seconds retry_after);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_FAULT_H_
