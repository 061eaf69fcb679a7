// IP addresses as Kubernetes reads and writes them.
#ifndef SVCENV_KUBERNETES_IP_H_
#define SVCENV_KUBERNETES_IP_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace svcenv {

// An address. An IPv4 one and its IPv4-mapped IPv6 form (::ffff:10.0.0.1) are one and the same, an
// IPv4 address, as for Go's net.IP.
class IpAddress {
 public:
  using Bytes = std::array<uint8_t, 16>;  // of IPv6, in network order

  explicit IpAddress(const Bytes& bytes) : bytes_(bytes) {}

  bool is_v6() const;

  // Canonical, as net.IP.String writes it: 10.0.0.1, 2001:db8::1 (RFC 5952).
  std::string ToString() const;

  const Bytes& bytes() const { return bytes_; }

  friend bool operator==(const IpAddress& a, const IpAddress& b) { return a.bytes_ == b.bytes_; }

 private:
  Bytes bytes_;
};

// Reads an address leniently: octets of IPv4 are decimal even with zeros before them (010 is 10),
// groups of IPv6 may have any number of them; no zone, no prefix length, no blanks. Nothing where
// it is none. k8s.io/utils/net, ParseIPSloppy (1.29 to 1.37).
std::optional<IpAddress> ParseIp(std::string_view text);

// Why the API server of 1.36 and newer refuses an address ("must not have leading 0s"), or empty
// where it does not: what ParseIp reads less numbers with zeros before them and IPv4-mapped
// addresses. apimachinery pkg/util/validation/ip.go, IsValidIPForLegacyField (1.37.2).
std::string_view StrictIpProblem(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_IP_H_
