#include "svcenv/kubernetes/assume_ips.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/numeric/int128.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "svcenv/kubernetes/ip.h"
#include "svcenv/kubernetes/master_service.h"

namespace svcenv {
namespace {

absl::uint128 ToNumber(const IpAddress& ip) {
  absl::uint128 number = 0;
  for (const uint8_t byte : ip.bytes()) number = (number << 8) | byte;
  return number;
}

std::string ToText(absl::uint128 number) {
  IpAddress::Bytes bytes;
  for (size_t i = bytes.size(); i-- > 0; number >>= 8)
    bytes[i] = static_cast<uint8_t>(number & 0xFF);
  return IpAddress(bytes).ToString();
}

// The usable addresses of a network, as 128-bit numbers.
struct Network {
  absl::uint128 first;
  absl::uint128 last;  // less than `first` if the network has no usable address
};

std::optional<Network> ParseNetwork(std::string_view cidr) {
  const size_t slash = cidr.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view address = cidr.substr(0, slash);
  const std::string_view length = cidr.substr(slash + 1);
  const std::optional<IpAddress> ip = ParseIp(address);
  const bool v6 = address.find(':') != std::string_view::npos;
  int bits = 0;
  if (!ip.has_value() || ip->is_v6() != v6 || length.empty() || length.size() > 3 ||
      length.find_first_not_of("0123456789") != std::string_view::npos ||
      !absl::SimpleAtoi(length, &bits) || bits > (v6 ? 128 : 32)) {
    return std::nullopt;
  }
  const int host_bits = (v6 ? 128 : 32) - bits;
  const absl::uint128 hosts =
      host_bits == 128 ? absl::Uint128Max() : (absl::uint128(1) << host_bits) - 1;
  const absl::uint128 network = ToNumber(*ip) & ~hosts;
  if (hosts < 2) return Network{1, 0};
  return Network{network + 1, network + hosts - (v6 ? 0 : 1)};
}

bool NeedsIp(const Service& service) {
  return service.cluster_ip.empty() && service.type != "ExternalName" && !service.meta.name.empty();
}

// Returns whether two services are variants of one.
bool AreVariants(const Service& a, const Service& b) {
  return !a.meta.name.empty() && !IsTemplated(a.meta) && a.meta.name.text == b.meta.name.text &&
         a.meta.namespace_ == b.meta.namespace_;
}

}  // namespace

absl::StatusOr<std::vector<const Service*>> AssumeClusterIps(std::string_view cidr,
                                                             Cluster* cluster) {
  const std::optional<Network> network = ParseNetwork(cidr);
  if (!network.has_value()) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", cidr, "' is not a valid CIDR: use ADDRESS/LENGTH, such as 10.96.0.0/12"));
  }
  absl::flat_hash_set<absl::uint128> in_use;
  std::vector<Service*> services;
  for (Service& service : cluster->mutable_services()) {
    if (NeedsIp(service)) {
      services.push_back(&service);
    } else if (const auto ip = ParseIp(service.cluster_ip.text)) {
      in_use.insert(ToNumber(*ip));
    }
  }
  std::stable_sort(services.begin(), services.end(), [](const Service* a, const Service* b) {
    if (IsMaster(*a) != IsMaster(*b)) return IsMaster(*a);
    if (a->meta.namespace_ != b->meta.namespace_) return a->meta.namespace_ < b->meta.namespace_;
    return a->meta.name.text < b->meta.name.text;
  });

  std::vector<absl::uint128> addresses;
  // The first address is reserved for default/kubernetes, even if it is not in the input.
  const bool has_master = !services.empty() && IsMaster(*services.front());
  absl::uint128 next = network->first + (has_master ? 0 : 1);
  for (size_t i = 0; i < services.size(); ++i) {
    if (i > 0 && AreVariants(*services[i - 1], *services[i])) {
      addresses.push_back(addresses.back());
      continue;
    }
    while (next <= network->last && in_use.contains(next)) ++next;
    if (next > network->last) {
      return absl::InvalidArgumentError(absl::StrCat("network ", cidr, " has addresses for only ",
                                                     i, " of ", services.size(),
                                                     " services: use a larger network"));
    }
    addresses.push_back(next++);
  }

  std::vector<const Service*> result;
  for (size_t i = 0; i < services.size(); ++i) {
    services[i]->cluster_ip.text = cluster->arena().Copy(ToText(addresses[i]));
    cluster->service_views().Of(services[i]).cluster_ip_assumed = true;
    result.push_back(services[i]);
  }
  return result;
}

}  // namespace svcenv
