#include "svcenv/kubernetes/limit_ranges.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "svcenv/kubernetes/quantity.h"

namespace svcenv {
namespace {

constexpr std::string_view kContainerType = "Container";
constexpr size_t kMostConstraints = 1'000;
constexpr size_t kMostAnnotated = 10'000;  // resources, once for each container

using Quantities = std::map<std::string_view, const Entry*>;

// Sets those of `entries` that `quantities` does not have.
void SetMissing(const Entries& entries, Quantities* quantities) {
  for (const Entry& entry : entries) quantities->try_emplace(entry.key, &entry);
}

void SetAll(const Quantities& from, Quantities* quantities) {
  for (const auto& [resource, entry] : from) (*quantities)[resource] = entry;
}

// What one LimitRange sets.
struct Defaults {
  Quantities limits;
  Quantities requests;
};

// The last item that sets a resource counts. SetDefaults_LimitRangeItem, and then
// defaultContainerResourceRequirements.
Defaults DefaultsOf(const LimitRange& range) {
  Defaults defaults;
  for (const LimitRangeItem& item : range.limits) {
    if (item.type != kContainerType) continue;
    Defaults of_item;
    SetMissing(item.default_limits, &of_item.limits);
    SetMissing(item.max, &of_item.limits);
    SetMissing(item.default_requests, &of_item.requests);
    of_item.requests.insert(of_item.limits.begin(), of_item.limits.end());
    SetMissing(item.min, &of_item.requests);
    SetAll(of_item.limits, &defaults.limits);
    SetAll(of_item.requests, &defaults.requests);
  }
  return defaults;
}

Quantity Rounded(const Entry& entry) {
  absl::StatusOr<Quantity> quantity = Quantity::ParseField(entry.value);
  if (!quantity.ok()) return {};  // the reader reports it
  quantity->RoundUpToMilli();
  return *std::move(quantity);
}

using ByResource = absl::flat_hash_map<std::string_view, AdmittedQuantity>;

// The first LimitRange that sets a resource counts, in an order that the API server does not
// promise.
void Merge(const LimitRange& range, const Quantities& quantities, ByResource* merged) {
  for (const auto& [resource, entry] : quantities) {
    const auto [found, is_new] = merged->try_emplace(resource);
    AdmittedQuantity& set = found->second;
    if (is_new) {
      set.entry = entry;
      set.range = &range;
    } else if (set.is_known() && Rounded(*entry).Compare(Rounded(*set.entry)) != 0) {
      set.other_entry = entry;
      set.other_range = &range;
    }
  }
}

AdmittedQuantity Find(const ByResource& merged, std::string_view resource) {
  const auto found = merged.find(resource);
  return found == merged.end() ? AdmittedQuantity{} : found->second;
}

AdmittedQuantity Written(const Entry* entry) {
  AdmittedQuantity result;
  result.entry = entry;
  return result;
}

// "cpu, memory request for container app". mergeContainerResources.
void AddAnnotation(std::vector<std::string_view> resources, std::string_view what,
                   std::string_view kind, const Container& container,
                   std::vector<std::string>* texts) {
  if (resources.empty()) return;
  std::sort(resources.begin(), resources.end());
  texts->push_back(absl::StrCat(absl::StrJoin(resources, ", "), " ", what, " for ", kind, " ",
                                container.name.text));
}

void AddAnnotations(const Container& container, std::string_view kind,
                    const NamespaceLimits& limits, std::vector<std::string>* texts) {
  std::vector<std::string_view> set_requests, set_limits;
  for (const auto& [resource, quantity] : limits.requests) {
    if (RequestOf(container, resource, nullptr).entry == nullptr) set_requests.push_back(resource);
  }
  for (const auto& [resource, quantity] : limits.limits) {
    if (LimitOf(container, resource, nullptr).entry == nullptr) set_limits.push_back(resource);
  }
  AddAnnotation(std::move(set_requests), "request", kind, container, texts);
  AddAnnotation(std::move(set_limits), "limit", kind, container, texts);
}

double MilliOf(const Entry& entry) { return static_cast<double>(Rounded(entry).MilliValue()); }

// Checks one container. Messages are those of the plugin, with "and" and "but" after a comma.
class Checker {
 public:
  Checker(const Container& container, const NamespaceLimits& limits,
          std::vector<LimitViolation>* violations)
      : container_(container), limits_(limits), violations_(*violations) {}

  void Check(const LimitRange& range, const LimitRangeItem& item) {
    range_ = &range;
    for (const Entry& min : item.min) {
      if (Look(min)) CheckMin(min);
    }
    for (const Entry& max : item.max) {
      if (Look(max)) CheckMax(max);
    }
    for (const Entry& ratio : item.max_ratio) {
      if (Look(ratio)) CheckRatio(ratio);
    }
  }

 private:
  // Whether the limit and the request of the resource are known, and to be checked.
  bool Look(const Entry& entry) {
    if (++seen_ > kMostConstraints) return false;
    const AdmittedQuantity limit = LimitOf(container_, entry.key, &limits_);
    const AdmittedQuantity request = RequestOf(container_, entry.key, &limits_);
    limit_ = limit.entry;
    request_ = request.entry;
    return limit.is_known() && request.is_known() && IsQuantity(limit_) && IsQuantity(request_) &&
           IsQuantity(&entry);
  }

  // A placeholder may stand in place of one.
  static bool IsQuantity(const Entry* entry) {
    return entry == nullptr || Quantity::ParseField(entry->value).ok();
  }

  void Add(const Entry& entry, std::string_view what, std::string_view found) {
    violations_.push_back(
        {range_, &entry, absl::StrCat(what, " per Container is ", entry.value, ", ", found)});
  }

  // minConstraint.
  void CheckMin(const Entry& min) {
    const std::string what = absl::StrCat("minimum ", min.key, " usage");
    const Quantity least = Rounded(min);
    if (request_ == nullptr) {
      Add(min, what, "and no request is specified");
    } else if (Rounded(*request_).Compare(least) < 0) {
      Add(min, what, absl::StrCat("but request is ", request_->value));
    } else if (limit_ != nullptr && Rounded(*limit_).Compare(least) < 0) {
      Add(min, what, absl::StrCat("but limit is ", limit_->value));
    }
  }

  // maxConstraint.
  void CheckMax(const Entry& max) {
    const std::string what = absl::StrCat("maximum ", max.key, " usage");
    const Quantity most = Rounded(max);
    if (limit_ == nullptr) {
      Add(max, what, "and no limit is specified");
    } else if (Rounded(*limit_).Compare(most) > 0) {
      Add(max, what, absl::StrCat("but limit is ", limit_->value));
    } else if (request_ != nullptr && Rounded(*request_).Compare(most) > 0) {
      Add(max, what, absl::StrCat("but request is ", request_->value));
    }
  }

  // limitRequestRatioConstraint.
  void CheckRatio(const Entry& ratio) {
    const std::string what = absl::StrCat(ratio.key, " max limit to request ratio");
    if (request_ == nullptr || Rounded(*request_).IsZero()) {
      Add(ratio, what, "but no request is specified or request is 0");
    } else if (limit_ == nullptr || Rounded(*limit_).IsZero()) {
      Add(ratio, what, "but no limit is specified or limit is 0");
    } else if (const double found = MilliOf(*limit_) / MilliOf(*request_);
               found * 1'000 > MilliOf(ratio)) {
      Add(ratio, what, absl::StrCat("but provided ratio is ", found));
    }
  }

  const Container& container_;
  const NamespaceLimits& limits_;
  std::vector<LimitViolation>& violations_;
  const LimitRange* range_ = nullptr;
  const Entry* limit_ = nullptr;
  const Entry* request_ = nullptr;
  size_t seen_ = 0;
};

}  // namespace

LimitRanges::LimitRanges(const Cluster& cluster) {
  for (const LimitRange* range : cluster.AllLimitRanges()) {
    NamespaceLimits& limits = namespaces_[range->meta.namespace_];
    const Defaults defaults = DefaultsOf(*range);
    limits.ranges.push_back(range);
    Merge(*range, defaults.limits, &limits.limits);
    Merge(*range, defaults.requests, &limits.requests);
  }
}

const NamespaceLimits* LimitRanges::In(std::string_view namespace_) const {
  const auto found = namespaces_.find(namespace_);
  return found == namespaces_.end() ? nullptr : &found->second;
}

AdmittedQuantity LimitOf(const Container& container, std::string_view resource,
                         const NamespaceLimits* limits) {
  const Entry* entry = FindEntry(container.resources.limits, resource);
  if (entry != nullptr || limits == nullptr || container.kind == ContainerKind::kEphemeral) {
    return Written(entry);
  }
  return Find(limits->limits, resource);
}

// A request that is absent is the limit, before the plugin sets limits. SetDefaults_Pod.
AdmittedQuantity RequestOf(const Container& container, std::string_view resource,
                           const NamespaceLimits* limits) {
  const bool ephemeral = container.kind == ContainerKind::kEphemeral;
  const Entry* entry = FindEntry(container.resources.requests, resource);
  if (entry == nullptr && !ephemeral) entry = FindEntry(container.resources.limits, resource);
  if (entry != nullptr || limits == nullptr || ephemeral) return Written(entry);
  return Find(limits->requests, resource);
}

// mergePodResourceRequirements.
std::optional<std::string> LimitRangerAnnotation(const PodSpec& spec,
                                                 const NamespaceLimits& limits) {
  const size_t containers = spec.containers.size() + spec.init_containers.size();
  if (limits.ranges.size() > 1 || limits.requests.size() * containers > kMostAnnotated) {
    return std::nullopt;
  }
  std::vector<std::string> texts;
  for (const Container& container : spec.containers) {
    AddAnnotations(container, "container", limits, &texts);
  }
  for (const Container& container : spec.init_containers) {
    AddAnnotations(container, "init container", limits, &texts);
  }
  if (texts.empty()) return "";
  return absl::StrCat("LimitRanger plugin set: ", absl::StrJoin(texts, "; "));
}

std::vector<LimitViolation> ViolationsOf(const Container& container,
                                         const NamespaceLimits& limits) {
  std::vector<LimitViolation> violations;
  if (container.kind == ContainerKind::kEphemeral) return violations;
  Checker checker(container, limits, &violations);
  size_t items = 0;
  for (const LimitRange* range : limits.ranges) {
    for (const LimitRangeItem& item : range->limits) {
      if (++items > kMostConstraints) return violations;
      if (item.type == kContainerType) checker.Check(*range, item);
    }
  }
  return violations;
}

}  // namespace svcenv
