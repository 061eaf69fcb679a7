#include "webhook/address.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace svcenv::webhook {
namespace {

bool KernelHasIpv6() {
  const int socket = ::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket >= 0) close(socket);
  return socket >= 0;
}

}  // namespace

absl::StatusOr<Address> ParseAddress(std::string_view text) {
  const size_t colon = text.rfind(':');
  const absl::Status invalid = absl::InvalidArgumentError(absl::StrCat(
      "'", text, "' is not a valid address: use ADDRESS:PORT, such as 0.0.0.0:8443 or [::]:8443"));
  if (colon == std::string_view::npos) return invalid;
  Address address;
  uint32_t port = 0;
  if (!absl::SimpleAtoi(text.substr(colon + 1), &port) || port > 65535) return invalid;
  address.port = static_cast<unsigned short>(port);
  std::string_view host = text.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  address.host = !host.empty() ? std::string(host) : KernelHasIpv6() ? "::" : "0.0.0.0";
  unsigned char bytes[sizeof(in6_addr)];
  const bool is_v6 = inet_pton(AF_INET6, address.host.c_str(), bytes) == 1;
  const bool is_v4 = inet_pton(AF_INET, address.host.c_str(), bytes) == 1;
  if (bracketed ? !is_v6 : !(is_v4 || host.empty())) return invalid;
  return address;
}

}  // namespace svcenv::webhook
