// Reasons that involve services.
#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "svcenv/base/counted.h"
#include "svcenv/check/absence_search.h"
#include "svcenv/kubernetes/master_service.h"

namespace svcenv {
namespace {

constexpr size_t kMaxNamespaces = 3;
constexpr size_t kMaxPorts = 8;  // listed in a message

std::string DnsName(const Service& service) {
  return absl::StrCat(service.meta.name.text, ".", service.meta.namespace_, ".svc");
}

// Returns "6379/TCP (redis), 9121/TCP".
std::string PortsOf(const Service& service) {
  const size_t shown = std::min(service.ports.size(), kMaxPorts);
  std::string text = absl::StrJoin(
      service.ports.begin(), service.ports.begin() + static_cast<ptrdiff_t>(shown), ", ",
      [](std::string* out, const ServicePort& port) {
        absl::StrAppend(out, port.port, "/",
                        port.protocol.empty() ? std::string_view("TCP") : port.protocol.text);
        if (!port.name.empty()) absl::StrAppend(out, " (", port.name.text, ")");
      });
  const size_t more = service.ports.size() - shown;
  if (more > 0) absl::StrAppend(&text, ", and ", more, " more");
  return text;
}

}  // namespace

bool AbsenceSearch::TryService() {
  const ServicePrefixes& prefixes = scope_.index.prefixes();
  const std::vector<std::string_view> possible = ServicePrefixesOf(name_);
  for (const std::string_view prefix : possible) {
    const Service* const unclear = context_.pod().spec.has_service_links()
                                       ? prefixes.FindUnclear(prefix, context_.workload.meta)
                                       : nullptr;
    if (unclear != nullptr) return TryUnclearService(*unclear);
    for (const Service* service : prefixes.Find(prefix, context_.namespace_())) {
      if (!prefixes.variants().IsSeen(*service, context_.workload.meta)) continue;
      if (TryServiceHere(*service)) return true;
    }
    if (prefix != kMasterPrefix) continue;
    for (const Service* service : prefixes.Find(prefix, kMasterNamespace)) {
      if (IsMaster(*service) && TryServiceHere(*service)) return true;
    }
  }
  return std::any_of(possible.begin(), possible.end(),
                     [&](std::string_view prefix) { return TryServicesElsewhere(prefix); });
}

// Explains a service with several variants, where it is unknown which one the pod uses.
bool AbsenceSearch::TryUnclearService(const Service& service) {
  return Answer(AbsenceReason::kServiceNotInInput,
                absl::StrCat(NameOf("Service", service.meta).ToString(), " may set it: it ",
                             scope_.index.prefixes().variants().WhyUnclear(service)),
                "select the files or the directory of one variant", service.meta.name.position);
}

// Explains a service in the namespace whose variables the pod could get.
bool AbsenceSearch::TryServiceHere(const Service& service) {
  const ObjectName name = NameOf("Service", service.meta);
  const std::string which = name.ToString();
  const std::string dns = absl::StrCat("use its DNS name, ", DnsName(service));
  const Position place = service.meta.name.position;
  if (service.type == "ExternalName") {
    return AnswerForService(service, AbsenceReason::kExternalName,
                            absl::StrCat(which, " has type ExternalName, so it sets no variables"),
                            dns, place);
  }
  if (service.cluster_ip.text == "None") {
    return AnswerForService(
        service, AbsenceReason::kHeadless,
        absl::StrCat(which, " is headless (clusterIP: None), so it sets no variables"),
        absl::StrCat(dns, ", or give it a cluster IP"), service.cluster_ip.position);
  }
  if (service.is_unknown()) {
    return Answer(AbsenceReason::kServiceNotInInput,
                  absl::StrCat(which, " may set it: ", WhyTemplated(service)),
                  "replace the placeholders of the Template first", place);
  }
  if (service.cluster_ip.empty()) {
    return AnswerForService(service, AbsenceReason::kNoClusterIp,
                            absl::StrCat(which, " has no cluster IP yet, so it sets no variables"),
                            RemedyAction{RemedyKind::kAssignClusterIp, name}, place);
  }
  if (context_.pod().spec.has_service_links() || !scope_.index.Sets(service, name_)) {
    const size_t at = name_.rfind("_SERVICE_PORT_");
    const std::string port =
        at == std::string_view::npos
            ? absl::StrCat("no port that sets ", name_)
            : absl::StrCat("no port named ",
                           absl::AsciiStrToLower(name_.substr(at + sizeof "_SERVICE_PORT_" - 1)));
    return Answer(AbsenceReason::kNoSuchPort,
                  absl::StrCat(which, " has ", port, "; it has ", PortsOf(service)),
                  RemedyAction{RemedyKind::kListVariables, name},
                  service.ports.empty() ? place : service.ports.front().position);
  }
  if (context_.pod().spec.links_unknown) {
    return Answer(AbsenceReason::kLinksOff,
                  absl::StrCat(WhyLinksUnknown(context_.workload),
                               ", so the pod may not get the variables of ", which),
                  absl::StrCat("set enableServiceLinks: true, or ", dns), place);
  }
  return Answer(AbsenceReason::kLinksOff,
                absl::StrCat("enableServiceLinks is false, so the pod does not get the variables "
                             "of ",
                             which),
                absl::StrCat("set enableServiceLinks: true, or ", dns), place);
}

bool AbsenceSearch::TryServicesElsewhere(std::string_view prefix) {
  const ServicePrefixes& prefixes = scope_.index.prefixes();
  const absl::Span<const Service* const> services = prefixes.Find(prefix);
  const Service* first = nullptr;
  std::vector<std::string_view> shown;
  size_t left = prefixes.CountNamespaces(prefix);
  for (size_t i = 0; i < services.size() && shown.size() < kMaxNamespaces;) {
    const Service& service = *services[i];
    const std::string_view namespace_ = service.meta.namespace_;
    i += prefixes.Find(prefix, namespace_).size();
    if (namespace_ == context_.namespace_() || IsMaster(service)) {
      --left;
      continue;
    }
    if (first == nullptr) first = &service;
    shown.push_back(namespace_);
    --left;
  }
  if (first == nullptr) return false;
  // The pod's own namespace may be one of the namespaces left.
  if (left > 0 && context_.namespace_() > shown.back() &&
      !prefixes.Find(prefix, context_.namespace_()).empty()) {
    --left;
  }
  const std::string more = left > 0 ? absl::StrCat(", and ", WithCommas(left), " more") : "";
  return AnswerForService(
      *first, AbsenceReason::kOtherNamespace,
      absl::StrCat("Service ", first->meta.name.text, " is only in ",
                   shown.size() + left > 1 ? "namespaces " : "namespace ",
                   absl::StrJoin(shown, ", "), more, "; a pod in ", context_.namespace_(),
                   " gets the link variables of its own namespace"),
      absl::StrCat("use its DNS name, ", DnsName(*first), ", or define ", name_, " in env"),
      first->meta.name.position);
}

bool AbsenceSearch::TryServiceNotInInput() {
  const std::vector<std::string_view> prefixes = ServicePrefixesOf(name_);
  if (prefixes.empty() || IsInProbe()) return false;
  const std::string_view prefix = prefixes.back();
  const bool master = prefix == kMasterPrefix;
  const ObjectName service = {"Service",
                              std::string(master ? kMasterNamespace : context_.namespace_()),
                              LikelyServiceName(prefix)};
  const std::string which = service.ToString();
  if (context_.cluster.IsFaulty("Service", service.namespace_, {})) {
    return Answer(AbsenceReason::kServiceNotInInput,
                  absl::StrCat(which, " would set it, but a Service in namespace ",
                               service.namespace_, " has an error"),
                  "correct the Service with the error", {});
  }
  if (context_.cluster.IsUnreadable("Service", service.namespace_, service.name)) {
    return Answer(AbsenceReason::kServiceNotInInput,
                  absl::StrCat(which, " would set it, but cannot be read"),
                  RemedyAction{RemedyKind::kGetPermission, service}, {});
  }
  if (context_.options.complete) {
    return Answer(AbsenceReason::kServiceNotInInput,
                  absl::StrCat(which, " would set it, but was not found"),
                  absl::StrCat("create the Service, or define ", name_, " in env"), {});
  }
  return Answer(AbsenceReason::kServiceNotInInput,
                absl::StrCat(which, " would set it, but is not in the input"),
                {"", {{RemedyKind::kAddObject, service}, {RemedyKind::kTreatInputAsComplete}}}, {});
}

}  // namespace svcenv
