#include "svcenv/env/service_reference.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/kubernetes/controller.h"

namespace svcenv {
namespace {

constexpr std::string_view kHost = "_SERVICE_HOST";
constexpr std::string_view kServicePort = "_SERVICE_PORT";
constexpr std::string_view kPort = "_PORT";

constexpr size_t kMaxServiceName = 63;  // a DNS label

// Returns whether `text` can be the prefix of a service name.
bool IsPrefix(std::string_view text) {
  return !text.empty() && text.size() <= kMaxServiceName && text.front() != '_' &&
         text.back() != '_' && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '_';
         });
}

// Matches "_80_TCP", "_80_TCP_ADDR", and so on.
bool IsLinkTail(std::string_view tail) {
  if (tail.empty() || tail.front() != '_') return false;
  tail.remove_prefix(1);
  size_t digits = 0;
  while (digits < tail.size() && absl::ascii_isdigit(tail[digits])) ++digits;
  if (digits == 0 || digits > 5) return false;
  tail.remove_prefix(digits);
  for (const std::string_view protocol : {"_TCP", "_UDP", "_SCTP"}) {
    if (!absl::StartsWith(tail, protocol)) continue;
    const std::string_view rest = tail.substr(protocol.size());
    return rest.empty() || rest == "_PROTO" || rest == "_PORT" || rest == "_ADDR";
  }
  return false;
}

}  // namespace

std::vector<std::string_view> ServicePrefixesOf(std::string_view variable) {
  std::vector<std::string_view> result;
  const auto add = [&](std::string_view prefix) {
    if (IsPrefix(prefix)) result.push_back(prefix);
  };
  if (absl::EndsWith(variable, kHost)) add(variable.substr(0, variable.size() - kHost.size()));
  for (size_t at = variable.find(kServicePort); at <= kMaxServiceName;
       at = variable.find(kServicePort, at + 1)) {
    const std::string_view tail = variable.substr(at + kServicePort.size());
    if (tail.empty() || (tail.size() > 1 && tail.front() == '_')) add(variable.substr(0, at));
  }
  for (size_t at = variable.find(kPort); at <= kMaxServiceName; at = variable.find(kPort, at + 1)) {
    const std::string_view tail = variable.substr(at + kPort.size());
    if (tail.empty() || IsLinkTail(tail)) add(variable.substr(0, at));
  }
  std::sort(result.begin(), result.end(),
            [](std::string_view a, std::string_view b) { return a.size() > b.size(); });
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

std::string LikelyServiceName(std::string_view prefix) {
  std::string name = absl::AsciiStrToLower(prefix);
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

ServicePrefixes::ServicePrefixes(const Cluster& cluster) : variants_(cluster) {
  services_.reserve(cluster.services().size());
  for (const Service& service : cluster.services()) {
    const std::string prefix = ServiceVariablePrefix(service.meta.name.text);
    auto found = services_.find(prefix);
    if (found == services_.end()) found = services_.try_emplace(arena_.Copy(prefix)).first;
    found->second.services.push_back(&service);
    if (!service.placeholder.empty() || IsTemplated(service.meta)) {
      templated_.emplace_back(found->first, &service);
    }
  }
  for (auto& [prefix, namesakes] : services_) {
    auto& services = namesakes.services;
    if (services.size() == 1) continue;
    std::stable_sort(services.begin(), services.end(), [](const Service* a, const Service* b) {
      return a->meta.namespace_ < b->meta.namespace_;
    });
    for (size_t i = 1; i < services.size(); ++i) {
      const bool is_new = services[i]->meta.namespace_ != services[i - 1]->meta.namespace_;
      namesakes.namespaces += is_new ? 1 : 0;
    }
  }
}

std::string WhyTemplated(const Service& service) {
  const std::string_view placeholder =
      service.placeholder.empty()
          ? FindPlaceholder(service.meta.namespace_, Placeholders::kSubstituted)
          : service.placeholder;
  return absl::StrCat("it has the placeholder ", placeholder);
}

const Service* ServicePrefixes::FindUnclear(std::string_view prefix,
                                            const ObjectMeta& viewer) const {
  if (!variants_.Has(viewer.namespace_)) return nullptr;
  for (const Service* service : Find(prefix, viewer.namespace_)) {
    if (variants_.IsUnclear(*service, viewer)) return service;
  }
  return nullptr;
}

const ServicePrefixes::Namesakes& ServicePrefixes::At(std::string_view prefix) const {
  static const auto& none = *new Namesakes{{}, 0};
  const auto found = services_.find(prefix);
  return found == services_.end() ? none : found->second;
}

absl::Span<const Service* const> ServicePrefixes::Find(std::string_view prefix) const {
  return At(prefix).services;
}

absl::Span<const Service* const> ServicePrefixes::Find(std::string_view prefix,
                                                       std::string_view namespace_) const {
  const auto& all = At(prefix).services;
  const auto begin = std::partition_point(all.begin(), all.end(), [&](const Service* service) {
    return service->meta.namespace_ < namespace_;
  });
  const auto end = std::partition_point(begin, all.end(), [&](const Service* service) {
    return service->meta.namespace_ == namespace_;
  });
  return absl::MakeConstSpan(all).subspan(static_cast<size_t>(begin - all.begin()),
                                          static_cast<size_t>(end - begin));
}

size_t ServicePrefixes::CountNamespaces(std::string_view prefix) const {
  return At(prefix).namespaces;
}

std::vector<const Service*> ServicePrefixes::UnknownIn(std::string_view namespace_) const {
  std::vector<const Service*> result;
  for (const auto& [prefix, service] : templated_) {
    if (result.size() == kMaxUnknown) break;
    if (service->is_unknown() && service->meta.namespace_ == namespace_) result.push_back(service);
  }
  return result;
}

const Service* ServicePrefixes::FindTemplated(std::string_view prefix,
                                              std::string_view namespace_) const {
  for (const auto& [of_service, service] : templated_) {
    const bool gives_none =
        service->never_has_cluster_ip() ||
        // The variables of this service are known.
        (service->placeholder.empty() && service->meta.namespace_ == namespace_);
    if (!gives_none && MayBeSame(of_service, prefix, Placeholders::kSubstituted) &&
        MayBeSame(service->meta.namespace_, namespace_, Placeholders::kSubstituted)) {
      return service;
    }
  }
  return nullptr;
}

}  // namespace svcenv
