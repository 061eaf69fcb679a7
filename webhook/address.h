// Addresses to listen on.
#ifndef SVCENV_WEBHOOK_ADDRESS_H_
#define SVCENV_WEBHOOK_ADDRESS_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace svcenv::webhook {

struct Address {
  std::string host;  // an IP address, without brackets
  unsigned short port = 0;
};

// Parses "0.0.0.0:8443", "[::]:8443", or ":8443", which means all addresses: those of IPv4 and IPv6,
// or only those of IPv4 if the kernel has no IPv6.
absl::StatusOr<Address> ParseAddress(std::string_view text);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_ADDRESS_H_
