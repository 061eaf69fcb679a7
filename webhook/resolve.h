// Resolves host names without the C library, whose resolver does not work in a static binary.
#ifndef SVCENV_WEBHOOK_RESOLVE_H_
#define SVCENV_WEBHOOK_RESOLVE_H_

#include <chrono>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace svcenv::webhook {

// Returns the addresses of a host, at least one. Reads /etc/hosts and /etc/resolv.conf. `host` may
// be an address.
absl::StatusOr<std::vector<std::string>> Resolve(const std::string& host,
                                                 std::chrono::seconds timeout);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_RESOLVE_H_
