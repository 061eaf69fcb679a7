// IP addresses, parsed and formatted as Kubernetes does.
#ifndef SVCENV_KUBERNETES_IP_H_
#define SVCENV_KUBERNETES_IP_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace svcenv {

// An IPv4 or IPv6 address. As in Go's net.IP, an IPv4-mapped IPv6 address (::ffff:10.0.0.1) is
// equal to the IPv4 address.
class IpAddress {
 public:
  using Bytes = std::array<uint8_t, 16>;  // as IPv6, in network byte order

  explicit IpAddress(const Bytes& bytes) : bytes_(bytes) {}

  bool is_v6() const;

  // Returns the canonical form, as net.IP.String does: 10.0.0.1, 2001:db8::1 (RFC 5952).
  std::string ToString() const;

  const Bytes& bytes() const { return bytes_; }

  friend bool operator==(const IpAddress& a, const IpAddress& b) { return a.bytes_ == b.bytes_; }

 private:
  Bytes bytes_;
};

// Parses an address leniently, or returns nullopt. IPv4 octets are decimal even with leading zeros
// (010 is 10), and IPv6 groups may have any number of leading zeros. Zones, prefix lengths, and
// whitespace are not accepted. k8s.io/utils/net, ParseIPSloppy (1.29 to 1.37).
std::optional<IpAddress> ParseIp(std::string_view text);

// Returns why the API server rejects an address from 1.36 on ("must not have leading 0s"), or "" if
// it accepts it. It accepts what ParseIp does, except leading zeros and IPv4-mapped addresses.
// apimachinery pkg/util/validation/ip.go, IsValidIPForLegacyField (1.37.2).
std::string_view StrictIpProblem(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_IP_H_
