#include "svcenv/env/link_variables.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "svcenv/env/service_reference.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/kubernetes/ip.h"
#include "svcenv/kubernetes/master_service.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {
namespace {

constexpr int kVariablesOfPort = 4;  // the URL, _PROTO, _PORT, _ADDR

// Parses a port number as the kubelet formats it.
std::optional<int32_t> ParsePort(std::string_view text) {
  int32_t number = 0;
  if (text.empty() || text.size() > 5 || text[0] == '0' || !absl::SimpleAtoi(text, &number) ||
      !absl::ascii_isdigit(static_cast<unsigned char>(text[0])) || number > 65535) {
    return std::nullopt;
  }
  return number;
}

struct Url {
  std::string_view protocol;  // "tcp"
  std::string_view ip;
  int32_t port = 0;
};

// Parses "tcp://10.0.0.1:80" or "udp://[fd00::1]:53".
std::optional<Url> ParseUrl(std::string_view text) {
  Url url;
  const size_t scheme = text.find("://");
  const size_t colon = text.rfind(':');
  if (scheme == std::string_view::npos || colon < scheme + 3) return std::nullopt;
  url.protocol = text.substr(0, scheme);
  url.ip = text.substr(scheme + 3, colon - scheme - 3);
  if (absl::ConsumePrefix(&url.ip, "[") && !absl::ConsumeSuffix(&url.ip, "]")) return std::nullopt;
  const std::optional<int32_t> port = ParsePort(text.substr(colon + 1));
  if (!port.has_value()) return std::nullopt;
  url.port = *port;
  return url;
}

// The four variables of a port: "_PORT_80_TCP", "_PORT_80_TCP_PROTO", and so on.
struct Port {
  int32_t number = 0;
  std::string_view protocol;  // "TCP"
  int variables = 0;          // number of the four that are set
  std::vector<std::string> names;
};

// The variables with a common prefix that could belong to one service.
class Group {
 public:
  Group(std::string_view prefix, absl::Span<const NamedValue> variables)
      : prefix_(prefix), variables_(variables) {}

  void Add(size_t index) { members_.push_back(index); }

  // Infers the service of the group and sets `found` for the members that it sets.
  void Mark(std::vector<bool>* found);

 private:
  void Read(const NamedValue& variable);
  void ReadPort(std::string_view tail, std::string_view value);
  void Vote(std::string_view ip);
  void AssignPortNames();
  void PutFirst();
  std::string_view Address() const;
  std::vector<ServicePort> Ports() const;

  const std::string_view prefix_;
  const absl::Span<const NamedValue> variables_;
  std::vector<size_t> members_;
  std::vector<std::pair<std::string_view, int>> votes_;  // for addresses
  std::vector<Port> ports_;
  std::vector<std::pair<std::string_view, int32_t>> named_;  // of _SERVICE_PORT_NAME
  std::optional<Url> first_url_;                             // of _PORT
  std::optional<int32_t> first_port_;                        // of _SERVICE_PORT
  std::string_view host_;                                    // of _SERVICE_HOST
};

void Group::Vote(std::string_view ip) {
  if (!ParseIp(ip).has_value()) return;
  for (auto& [address, count] : votes_) {
    if (address == ip) {
      ++count;
      return;
    }
  }
  votes_.emplace_back(ip, 1);
}

// Reads "80_TCP", "80_TCP_ADDR", and so on.
void Group::ReadPort(std::string_view tail, std::string_view value) {
  const size_t end = tail.find('_');
  const std::optional<int32_t> number = ParsePort(tail.substr(0, end));
  if (!number.has_value() || end == std::string_view::npos) return;
  std::string_view protocol = tail.substr(end + 1);
  const std::string_view what = protocol.substr(std::min(protocol.find('_'), protocol.size()));
  protocol.remove_suffix(what.size());
  auto port = std::find_if(ports_.begin(), ports_.end(), [&](const Port& p) {
    return p.number == *number && p.protocol == protocol;
  });
  if (port == ports_.end()) port = ports_.insert(port, {*number, protocol, 0, {}});
  ++port->variables;
  if (what == "_ADDR") Vote(value);
  if (what.empty()) {
    if (const std::optional<Url> url = ParseUrl(value)) Vote(url->ip);
  }
}

void Group::Read(const NamedValue& variable) {
  std::string_view tail = variable.name.substr(prefix_.size());
  if (tail == "_SERVICE_HOST") {
    host_ = variable.value;
  } else if (tail == "_SERVICE_PORT") {
    first_port_ = ParsePort(variable.value);
  } else if (absl::ConsumePrefix(&tail, "_SERVICE_PORT_")) {
    if (const auto port = ParsePort(variable.value)) named_.emplace_back(tail, *port);
  } else if (tail == "_PORT") {
    first_url_ = ParseUrl(variable.value);
  } else if (absl::ConsumePrefix(&tail, "_PORT_")) {
    ReadPort(tail, variable.value);
  }
}

// On a tie, prefers the address of the ports' variables, because the others are more often set by
// hand.
std::string_view Group::Address() const {
  const auto most =
      std::max_element(votes_.begin(), votes_.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == votes_.end() ? std::string_view() : most->first;
}

// A name may belong to any port with its number, because all set the same value.
void Group::AssignPortNames() {
  for (const auto& [name, number] : named_) {
    const int32_t wanted = number;
    const auto has_number = [&](const auto& port) { return port.number == wanted; };
    const auto names = std::count_if(named_.begin(), named_.end(),
                                     [&](const auto& other) { return other.second == wanted; });
    if (names > std::count_if(ports_.begin(), ports_.end(), has_number)) continue;
    std::string lower = absl::AsciiStrToLower(name);
    std::replace(lower.begin(), lower.end(), '_', '-');
    const auto port = std::find_if(ports_.begin(), ports_.end(),
                                   [&](const Port& p) { return has_number(p) && p.names.empty(); });
    if (port != ports_.end()) port->names.push_back(std::move(lower));
  }
}

// _SERVICE_PORT and _PORT refer to the service's first port.
void Group::PutFirst() {
  const auto first = std::find_if(ports_.begin(), ports_.end(), [&](const Port& port) {
    return first_url_.has_value() && port.number == first_url_->port &&
           absl::EqualsIgnoreCase(port.protocol, first_url_->protocol);
  });
  if (first != ports_.end()) {
    std::iter_swap(ports_.begin(), first);
    return;
  }
  const auto numbered = std::find_if(ports_.begin(), ports_.end(),
                                     [&](const Port& port) { return port.number == first_port_; });
  if (numbered != ports_.end()) std::iter_swap(ports_.begin(), numbered);
}

void Group::Mark(std::vector<bool>* found) {
  for (const size_t member : members_) Read(variables_[member]);
  if (first_url_.has_value()) Vote(first_url_->ip);
  Vote(host_);
  ports_.erase(std::remove_if(ports_.begin(), ports_.end(),
                              [](const Port& port) { return port.variables < kVariablesOfPort; }),
               ports_.end());
  if (ports_.empty() || votes_.empty()) return;
  AssignPortNames();
  PutFirst();

  const std::string name = LikelyServiceName(prefix_);
  Service service;
  service.meta.name.text = name;
  service.cluster_ip.text = Address();
  for (const Port& port : ports_) {
    ServicePort& made = service.ports.emplace_back();
    made.port = port.number;
    made.protocol.text = port.protocol;
    if (!port.names.empty()) made.name.text = port.names.front();
  }
  const auto given = ServiceVariables::Of({&service});
  if (!given.ok()) return;
  for (const size_t member : members_) {
    const ServiceVariable* variable = (*given)->Find(variables_[member].name);
    if (variable != nullptr && variable->value == variables_[member].value) (*found)[member] = true;
  }
}

}  // namespace

std::vector<bool> FindLinkVariables(absl::Span<const NamedValue> variables) {
  absl::flat_hash_map<std::string_view, size_t> places;
  std::deque<Group> groups;
  for (size_t i = 0; i < variables.size(); ++i) {
    for (const std::string_view prefix : ServicePrefixesOf(variables[i].name)) {
      const auto [place, is_new] = places.emplace(prefix, groups.size());
      if (is_new) groups.emplace_back(prefix, variables);
      groups[place->second].Add(i);
    }
  }
  std::vector<bool> links(variables.size());
  std::vector<bool> masters(variables.size());
  for (const auto& [prefix, place] : places) {
    groups[place].Mark(prefix == kMasterPrefix ? &masters : &links);
  }
  for (size_t i = 0; i < links.size(); ++i) links[i] = links[i] && !masters[i];
  return links;
}

}  // namespace svcenv
