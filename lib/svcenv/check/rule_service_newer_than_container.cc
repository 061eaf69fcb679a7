#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "svcenv/base/counted.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/check/service_age.h"

namespace svcenv {
namespace {

constexpr size_t kMaxNames = 5;

// Returns the services of a namespace that set variables, newest first.
std::vector<const Service*> ByAge(const Cluster& cluster, std::string_view namespace_) {
  std::vector<const Service*> services = cluster.ServicesIn(namespace_);
  services.erase(std::remove_if(services.begin(), services.end(),
                                [](const Service* service) {
                                  return !service->has_cluster_ip() ||
                                         CreationTime(*service).empty();
                                }),
                 services.end());
  std::stable_sort(services.begin(), services.end(), [](const Service* a, const Service* b) {
    return CreationTime(*a) > CreationTime(*b);
  });
  return services;
}

}  // namespace

// Reports each container once. A container keeps the variables of its start.
void ServiceNewerThanContainer(const LintContext& lint, Diagnostics* findings) {
  std::map<std::string_view, std::vector<const Service*>> by_namespace;
  for (const LintContainer& one : lint.containers()) {
    const Entry* started = StartTime(one.workload(), one.container());
    if (started == nullptr || !one.links()) continue;
    const std::string_view namespace_ = one.workload().meta.namespace_;
    auto found = by_namespace.find(namespace_);
    if (found == by_namespace.end()) {
      found = by_namespace.emplace(namespace_, ByAge(lint.cluster(), namespace_)).first;
    }
    const std::vector<const Service*>& services = found->second;
    const auto end = std::find_if(services.begin(), services.end(), [&](const Service* service) {
      return CreationTime(*service) <= started->value;
    });
    if (end == services.begin()) continue;
    const size_t count = static_cast<size_t>(end - services.begin());
    std::string names = absl::StrJoin(
        services.begin(), services.begin() + static_cast<ptrdiff_t>(std::min(count, kMaxNames)),
        ", ", [](std::string* out, const Service* service) {
          absl::StrAppend(out, service->meta.name.text);
        });
    if (count > kMaxNames) {
      absl::StrAppend(&names, ", and ", WithCommas(count - kMaxNames), " more");
    }
    Diagnostic newer = lint.Find(
        one, "service-newer-than-container",
        absl::StrCat("the container started at ", started->value, ", before ",
                     count == 1 ? "Service " : "Services ", names, count == 1 ? " was" : " were",
                     " created, so it does not have the link variables"),
        "restart it if it needs them", started->position, "");
    std::transform(services.begin(), end, std::back_inserter(newer.related),
                   [](const Service* service) { return NameOf("Service", service->meta); });
    findings->push_back(std::move(newer));
  }
}

}  // namespace svcenv
