// Why LimitRanges reject containers and pods: PodValidateLimitFunc in
// plugin/pkg/admission/limitranger/admission.go (1.37.2).
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/numeric/int128.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/kubernetes/limit_ranges.h"
#include "svcenv/kubernetes/resource_value.h"

namespace svcenv {
namespace {

constexpr size_t kMaxConstraints = 1'000;

// A limit or request, and its string in messages.
struct Amount {
  Quantity quantity;
  std::string text;
};

// The limit and the request of a container or a pod for a resource; nullopt if not set.
struct Amounts {
  std::optional<Amount> limit;
  std::optional<Amount> request;
};

// Returns nullopt if the amounts are unknown.
using FindAmounts = absl::FunctionRef<std::optional<Amounts>(std::string_view resource)>;

// ---------------------------------------------------------------------------- of one container

std::optional<Amount> AmountOf(const AdmittedQuantity& quantity) {
  if (quantity.entry == nullptr) return std::nullopt;
  return Amount{Rounded(*quantity.entry), std::string(quantity.entry->value)};
}

// False for a placeholder.
bool IsQuantity(const Entry* entry) {
  return entry == nullptr || Quantity::ParseField(entry->value).ok();
}

std::optional<Amounts> AmountsOf(const Container& container, std::string_view resource,
                                 const NamespaceLimits& limits) {
  const AdmittedQuantity limit = LimitOf(container, resource, &limits);
  const AdmittedQuantity request = RequestOf(container, resource, &limits);
  if (!limit.is_known() || !request.is_known()) return std::nullopt;
  if (!IsQuantity(limit.entry) || !IsQuantity(request.entry)) return std::nullopt;
  return Amounts{AmountOf(limit), AmountOf(request)};
}

// ---------------------------------------------------------------------------------- of a pod

using Find = AdmittedQuantity (*)(const Container&, std::string_view, const NamespaceLimits*);

// A sum of quantities in thousandths, and whether it is shown with a binary suffix. Not set until a
// quantity is added.
struct Sum {
  absl::int128 milli = 0;
  bool is_set = false;
  bool is_binary = false;

  void Add(const Sum& other) {
    if (!is_set || milli == 0) is_binary = other.is_binary;
    milli += other.milli;
    is_set |= other.is_set;
  }
  void RaiseTo(const Sum& other) {
    if (other.is_set && (!is_set || other.milli > milli)) *this = other;
  }
};

// Sums the limits or requests of the containers for a resource: podRequests and podLimits.
class Adder {
 public:
  Adder(std::string_view resource, const NamespaceLimits& limits, Find find)
      : resource_(resource), limits_(limits), find_(find) {}

  // Returns nullopt if the sum is unknown.
  std::optional<Sum> Add(const PodSpec& spec) {
    Sum sum, sidecars, most;
    for (const Container& container : spec.containers) sum.Add(Of(container));
    for (const Container& container : spec.init_containers) {
      Sum one = Of(container);
      if (container.kind == ContainerKind::kSidecar) {
        sum.Add(one);
        sidecars.Add(one);
        one = sidecars;
      } else {
        one.Add(sidecars);
      }
      most.RaiseTo(one);
    }
    sum.RaiseTo(most);
    if (!is_known_) return std::nullopt;
    return sum;
  }

 private:
  Sum Of(const Container& container) {
    const AdmittedQuantity found = find_(container, resource_, &limits_);
    is_known_ &= found.is_known() && IsQuantity(found.entry);
    if (found.entry == nullptr) return {};
    const Quantity quantity = Rounded(*found.entry);
    is_known_ &= !quantity.MilliValueOverflows();
    return {quantity.MilliValue(), true, absl::EndsWith(found.entry->value, "i")};
  }

  const std::string_view resource_;
  const NamespaceLimits& limits_;
  const Find find_;
  bool is_known_ = true;
};

// Returns nullopt if the sum is unknown or too large, and an inner nullopt if it is not set.
std::optional<std::optional<Amount>> AmountOf(const std::optional<Sum>& sum) {
  if (!sum.has_value() || sum->milli > INT64_MAX) return std::nullopt;
  if (!sum->is_set) return std::optional<Amount>();
  constexpr int64_t kMilliPerKi = 1'024'000;
  const auto milli = static_cast<int64_t>(sum->milli);
  const bool binary = sum->is_binary && milli % kMilliPerKi == 0;
  const absl::StatusOr<Quantity> quantity =
      Quantity::Parse(binary ? absl::StrCat(milli / kMilliPerKi, "Ki") : absl::StrCat(milli, "m"));
  if (!quantity.ok()) return std::nullopt;
  return std::optional<Amount>({*quantity, quantity->ToString()});
}

std::optional<Amounts> AmountsOf(const PodSpec& spec, std::string_view resource,
                                 const NamespaceLimits& limits) {
  // From 1.34 on, limits and requests of the pod itself override the sums.
  if (FindEntry(spec.resources.limits, resource) != nullptr ||
      FindEntry(spec.resources.requests, resource) != nullptr) {
    return std::nullopt;
  }
  auto limit = AmountOf(Adder(resource, limits, LimitOf).Add(spec));
  auto request = AmountOf(Adder(resource, limits, RequestOf).Add(spec));
  if (!limit.has_value() || !request.has_value()) return std::nullopt;
  return Amounts{*std::move(limit), *std::move(request)};
}

// Reports default limits that are below the request of the container.
// pkg/apis/core/validation/validation.go, validateResourceRequirements, after admission.
void CheckDefaultLimits(const Container& container, const NamespaceLimits& limits,
                        std::vector<LimitViolation>* violations) {
  std::vector<std::string_view> resources;
  for (const Entry& entry : container.resources.requests) resources.push_back(entry.key);
  for (const auto& [resource, quantity] : limits.requests) resources.push_back(resource);
  if (resources.size() > kMaxConstraints) return;
  std::sort(resources.begin(), resources.end());
  resources.erase(std::unique(resources.begin(), resources.end()), resources.end());
  for (const std::string_view resource : resources) {
    const AdmittedQuantity limit = LimitOf(container, resource, &limits);
    const AdmittedQuantity request = RequestOf(container, resource, &limits);
    const bool is_set = limit.range != nullptr && limit.is_known();
    if (!is_set || request.entry == nullptr || !request.is_known()) continue;
    if (!IsQuantity(limit.entry) || !IsQuantity(request.entry)) continue;
    if (Rounded(*request.entry).Compare(Rounded(*limit.entry)) <= 0) continue;
    violations->push_back({limit.range, limit.entry,
                           absl::StrCat("default ", resource, " limit is ", limit.entry->value,
                                        ", but request is ", request.entry->value)});
  }
}

// --------------------------------------------------------------------------------- constraints

double MilliOf(const Quantity& quantity) { return static_cast<double>(quantity.MilliValue()); }

// Checks items of one type. The messages are those of the plugin, joined with a comma.
class Checker {
 public:
  Checker(std::string_view type, FindAmounts find) : type_(type), find_(find) {}

  void Check(const NamespaceLimits& limits, std::vector<LimitViolation>* violations) {
    violations_ = violations;
    size_t items = 0;
    for (const LimitRange* range : limits.ranges) {
      for (const LimitRangeItem& item : range->limits) {
        if (++items > kMaxConstraints) return;
        range_ = range;
        if (item.type.text == type_) CheckItem(item);
      }
    }
  }

 private:
  void CheckItem(const LimitRangeItem& item) {
    for (const Entry& min : item.min) {
      if (LookUp(min)) CheckMin(min);
    }
    for (const Entry& max : item.max) {
      if (LookUp(max)) CheckMax(max);
    }
    for (const Entry& ratio : item.max_ratio) {
      if (LookUp(ratio)) CheckRatio(ratio);
    }
  }

  // Looks up the limit and the request. Returns false if they are unknown or should not be checked.
  bool LookUp(const Entry& entry) {
    if (++seen_ > kMaxConstraints || !IsQuantity(&entry)) return false;
    std::optional<Amounts> found = find_(entry.key);
    if (found.has_value()) amounts_ = *std::move(found);
    return found.has_value();
  }

  void Add(const Entry& entry, std::string_view what, std::string_view found) {
    violations_->push_back(
        {range_, &entry, absl::StrCat(what, " per ", type_, " is ", entry.value, ", ", found)});
  }

  // minConstraint.
  void CheckMin(const Entry& min) {
    const auto& [limit, request] = amounts_;
    const std::string what = absl::StrCat("minimum ", min.key, " usage");
    const Quantity least = Rounded(min);
    if (!request.has_value()) {
      Add(min, what, "and no request is specified");
    } else if (request->quantity.Compare(least) < 0) {
      Add(min, what, absl::StrCat("but request is ", request->text));
    } else if (limit.has_value() && limit->quantity.Compare(least) < 0) {
      Add(min, what, absl::StrCat("but limit is ", limit->text));
    }
  }

  // maxConstraint.
  void CheckMax(const Entry& max) {
    const auto& [limit, request] = amounts_;
    const std::string what = absl::StrCat("maximum ", max.key, " usage");
    const Quantity most = Rounded(max);
    if (!limit.has_value()) {
      Add(max, what, "and no limit is specified");
    } else if (limit->quantity.Compare(most) > 0) {
      Add(max, what, absl::StrCat("but limit is ", limit->text));
    } else if (request.has_value() && request->quantity.Compare(most) > 0) {
      Add(max, what, absl::StrCat("but request is ", request->text));
    }
  }

  // limitRequestRatioConstraint.
  void CheckRatio(const Entry& ratio) {
    const auto& [limit, request] = amounts_;
    const std::string what = absl::StrCat(ratio.key, " max limit to request ratio");
    if (!request.has_value() || request->quantity.IsZero()) {
      Add(ratio, what, "but no request is specified or request is 0");
    } else if (!limit.has_value() || limit->quantity.IsZero()) {
      Add(ratio, what, "but no limit is specified or limit is 0");
    } else if (const double found = MilliOf(limit->quantity) / MilliOf(request->quantity);
               found * 1'000 > MilliOf(Rounded(ratio))) {
      Add(ratio, what, absl::StrCat("but provided ratio is ", found));
    }
  }

  const std::string_view type_;
  const FindAmounts find_;
  std::vector<LimitViolation>* violations_ = nullptr;
  const LimitRange* range_ = nullptr;
  Amounts amounts_;
  size_t seen_ = 0;
};

}  // namespace

std::vector<LimitViolation> ViolationsOf(const Container& container,
                                         const NamespaceLimits& limits) {
  if (container.kind == ContainerKind::kEphemeral) return {};
  const auto find = [&](std::string_view resource) {
    return AmountsOf(container, resource, limits);
  };
  std::vector<LimitViolation> violations;
  CheckDefaultLimits(container, limits, &violations);
  Checker("Container", find).Check(limits, &violations);
  return violations;
}

std::vector<LimitViolation> ViolationsOf(const PodSpec& spec, const NamespaceLimits& limits) {
  const auto find = [&](std::string_view resource) { return AmountsOf(spec, resource, limits); };
  std::vector<LimitViolation> violations;
  Checker("Pod", find).Check(limits, &violations);
  return violations;
}

}  // namespace svcenv
