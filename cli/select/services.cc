#include "cli/select/services.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/nearest.h"
#include "svcenv/kubernetes/kinds.h"
#include "svcenv/kubernetes/master_service.h"
#include "svcenv/render/result.h"

namespace svcenv::cli {
namespace {

std::tuple<bool, std::string_view, std::string_view> OrderOf(const Service& service) {
  const ObjectMeta& meta = service.meta;
  return {!IsMaster(service), meta.namespace_, meta.name.text};
}

std::vector<const Service*> ServicesIn(const Cluster& cluster, std::string_view namespace_) {
  std::vector<const Service*> services;
  for (const Service& service : cluster.services()) {
    if (namespace_.empty() || service.meta.namespace_ == namespace_) services.push_back(&service);
  }
  std::stable_sort(services.begin(), services.end(),
                   [](const Service* a, const Service* b) { return OrderOf(*a) < OrderOf(*b); });
  return services;
}

bool IsMeant(const Service& service, std::string_view name) {
  const std::string shown = ShownName(service.meta);
  if (name == shown || name == absl::StrCat(service.meta.namespace_, "/", shown)) return true;
  const size_t slash = name.find('/');
  if (slash == std::string_view::npos || name.substr(slash + 1) != shown) return false;
  const Kind* kind = FindKindByWord(name.substr(0, slash));
  return kind != nullptr && kind->type == Kind::Type::kService;
}

}  // namespace

std::string NamespacedName(const Service& service) {
  return absl::StrCat(service.meta.namespace_, "/", service.meta.name.text);
}

absl::StatusOr<std::vector<const Service*>> SelectServices(const Cluster& cluster,
                                                           const std::vector<std::string>& names,
                                                           std::string_view namespace_) {
  std::vector<const Service*> services = ServicesIn(cluster, namespace_);
  const std::string in = namespace_.empty() ? "" : absl::StrCat(" in namespace ", namespace_);
  if (services.empty()) {
    return InputError("no-services",
                      absl::StrCat("no Services found", in.empty() ? " in the input" : in),
                      in.empty() ? "pass the files that define them with -f"
                                 : "pass another namespace with -n, or use -A for all namespaces");
  }
  if (names.empty()) return services;
  std::set<const Service*> meant;
  for (const std::string& name : names) {
    bool found = false;
    for (const Service* service : services) {
      if (!IsMeant(*service, name)) continue;
      meant.insert(service);
      found = true;
    }
    if (found) continue;
    std::vector<std::string> there;
    for (const Service* service : services) there.push_back(ShownName(service->meta));
    return InputError("no-such-service", absl::StrCat("Service ", name, " not found", in),
                      SuggestName(name.substr(name.find('/') + 1), there, "Service"));
  }
  services.erase(std::remove_if(services.begin(), services.end(),
                                [&](const Service* s) { return meant.count(s) == 0; }),
                 services.end());
  return services;
}

}  // namespace svcenv::cli
