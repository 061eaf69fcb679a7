#include "svcenv/env/resource_field.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "svcenv/env/version_rules.h"
#include "svcenv/kubernetes/controller.h"
#include "svcenv/kubernetes/quantity.h"
#include "svcenv/kubernetes/resource_value.h"

namespace svcenv {
namespace {

constexpr std::string_view kHugePages = "hugepages-";

// Returns whether the limit of a resource defaults to the node's.
bool HasNodeDefault(std::string_view resource) {
  return resource == "cpu" || resource == "memory" || resource == "ephemeral-storage";
}

class ResourceField {
 public:
  ResourceField(const ResourceReference& reference, const PodContext& context, int index,
                Diagnostics* diagnostics)
      : reference_(reference), context_(context), index_(index), diagnostics_(*diagnostics) {}

  absl::StatusOr<SourceValue> Value();

 private:
  // The container that the reference names, and whether its limits default to the node's.
  struct Target {
    const Container* container = nullptr;
    bool has_defaults = false;
  };

  // Returns the path of the reference within the container.
  std::string Path() const { return absl::StrCat("env[", index_, "].valueFrom.resourceFieldRef"); }
  absl::Status Error(std::string_view code, std::string message, std::string remedy,
                     const Located& where, std::string_view field) const {
    return ToStatus(context_.Error(code, std::move(message), std::move(remedy), where.position,
                                   absl::StrCat(Path(), ".", field)));
  }

  Target FindTarget() const;
  absl::StatusOr<Quantity> Parse(const Entry& entry);
  QuantityRules rules() const { return QuantityRulesOf(*context_.options.version); }
  absl::StatusOr<SourceValue> Limit(const Target& target, std::string_view resource);
  absl::StatusOr<SourceValue> Request(const Target& target, std::string_view resource);
  // Returns whether LimitRanges that cannot be read may set the quantity.
  bool HasUnreadRanges() const {
    return !context_.workload.is_admitted &&
           context_.cluster.IsUnreadable("LimitRange", context_.namespace_(), "");
  }
  SourceValue Unread() const;
  // Returns the unknown value for a string with a placeholder.
  SourceValue Replaced(std::string_view text) const {
    return SourceValue::Unknown(context_.WhySubstituted(text), UnknownCause::kNotInInput);
  }
  // Returns the unknown value if the quantity has a placeholder, or if a key of `lists` with a
  // placeholder may set it.
  std::optional<SourceValue> Replaced(const AdmittedQuantity& quantity,
                                      std::initializer_list<const Entries*> lists) const;
  static SourceValue Undecided(std::string_view what, const AdmittedQuantity& quantity);
  const Entry* NodeDefault(std::string_view resource) const;
  std::string WhyNoNode() const;
  absl::StatusOr<SourceValue> Divide(const Quantity& quantity, std::string_view resource);

  const ResourceReference& reference_;
  const PodContext& context_;
  const int index_;
  Diagnostics& diagnostics_;
};

ResourceField::Target ResourceField::FindTarget() const {
  if (reference_.container_name.empty()) return {&context_.container, true};
  const PodSpec& spec = context_.pod().spec;
  for (const Container& container : spec.containers) {
    if (container.name_in_pod() == reference_.container_name) return {&container, true};
  }
  for (const Container& container : spec.init_containers) {
    if (container.name_in_pod() == reference_.container_name) return {&container, false};
  }
  return {};
}

absl::StatusOr<SourceValue> ResourceField::Value() {
  const std::string_view path = reference_.resource.text;
  for (const std::string_view text : {path, reference_.container_name, reference_.divisor.text}) {
    if (IsSubstituted(text)) return Replaced(text);
  }
  std::string_view resource = path;
  const bool limits = absl::ConsumePrefix(&resource, "limits.");
  const bool requests = !limits && absl::ConsumePrefix(&resource, "requests.");
  if ((!limits && !requests) ||
      (!HasNodeDefault(resource) && !absl::StartsWith(resource, kHugePages))) {
    return Error("resource-unsupported", absl::StrCat("resource ", path, " is not supported"),
                 "use limits. or requests. with cpu, memory, ephemeral-storage, or hugepages-SIZE",
                 reference_.resource, "resource");
  }
  const Target target = FindTarget();
  if (target.container == nullptr) {
    for (const Container* container : AllContainers(context_.pod().spec)) {
      if (IsSubstituted(container->name.text)) return Replaced(container->name.text);
    }
    return Error(
        "container-not-found", absl::StrCat("the pod has no container ", reference_.container_name),
        "set containerName to a container or init container", reference_.resource, "containerName");
  }
  return limits ? Limit(target, resource) : Request(target, resource);
}

absl::StatusOr<Quantity> ResourceField::Parse(const Entry& entry) {
  absl::StatusOr<Quantity> quantity = Quantity::ParseField(entry.value, rules());
  if (!quantity.ok()) {
    return ToStatus(context_.Error(
        "quantity", absl::StrCat(entry.key, ": \"", entry.value, "\" is not a valid quantity"),
        "use a number, optionally with a suffix: n u m k M G T P E Ki Mi Gi Ti Pi Ei",
        entry.position, Path()));
  }
  quantity->RoundUpToMilli();
  return quantity;
}

// pkg/kubelet/kubelet_resources.go, defaultPodLimitsForDownwardAPI: the pod-level limit applies
// only if the node lists the resource.
const Entry* ResourceField::NodeDefault(std::string_view resource) const {
  const Node* node = context_.node();
  const Entry* allocatable = node == nullptr ? nullptr : FindEntry(node->allocatable, resource);
  const bool pod_level =
      context_.options.version->pod_level_resources && (resource == "cpu" || resource == "memory");
  const bool assume_listed = node == nullptr && !context_.options.facts_complete;
  if (pod_level && (allocatable != nullptr || assume_listed)) {
    const Entry* limit = FindEntry(context_.pod().spec.resources.limits, resource);
    if (limit != nullptr) {
      if (IsSubstituted(limit->value)) return limit;
      const absl::StatusOr<Quantity> quantity = Quantity::ParseField(limit->value, rules());
      if (quantity.ok() && !quantity->IsZero()) return limit;
    }
  }
  return allocatable;
}

std::string ResourceField::WhyNoNode() const {
  const std::string_view name = context_.pod().spec.node_name;
  if (context_.cluster.IsUnreadable("Node", "", name)) {
    return absl::StrCat("Node ", name, " cannot be read");
  }
  if (const std::string why = WhyAmbiguous("Node", "", name, context_.cluster); !why.empty()) {
    return absl::StrCat("Node ", name, " ", why);
  }
  if (!context_.options.complete) return "no Node is in the input";
  return name.empty() ? "the pod is not scheduled" : absl::StrCat("Node ", name, " not found");
}

absl::StatusOr<SourceValue> ResourceField::Limit(const Target& target, std::string_view resource) {
  Quantity quantity;
  const AdmittedQuantity limit = LimitOf(*target.container, resource, context_.limits());
  if (!limit.is_known()) return Undecided("limits", limit);
  if (auto replaced = Replaced(limit, {&target.container->resources.limits})) return *replaced;
  if (limit.entry == nullptr && HasUnreadRanges()) return Unread();
  if (limit.entry != nullptr) {
    absl::StatusOr<Quantity> parsed = Parse(*limit.entry);
    if (!parsed.ok()) return parsed.status();
    quantity = *parsed;
  }
  if (quantity.IsZero() && target.has_defaults && HasNodeDefault(resource)) {
    if (const Entry* from_node = NodeDefault(resource)) {
      if (IsSubstituted(from_node->value)) return Replaced(from_node->value);
      absl::StatusOr<Quantity> parsed = Parse(*from_node);
      if (!parsed.ok()) return parsed.status();
      quantity = *parsed;
    } else if (context_.node() == nullptr && !context_.options.facts_complete) {
      return SourceValue::Unknown(
          absl::StrCat("limits.", resource, " defaults to the node's value, but ", WhyNoNode()));
    }
  }
  return Divide(quantity, resource);
}

absl::StatusOr<SourceValue> ResourceField::Request(const Target& target,
                                                   std::string_view resource) {
  const AdmittedQuantity request = RequestOf(*target.container, resource, context_.limits());
  if (!request.is_known()) return Undecided("requests", request);
  const auto& [limits, requests] = target.container->resources;
  if (auto replaced = Replaced(request, {&requests, &limits})) return *replaced;
  if (request.entry == nullptr && HasUnreadRanges()) return Unread();
  if (request.entry == nullptr) return Divide(Quantity(), resource);
  absl::StatusOr<Quantity> quantity = Parse(*request.entry);
  if (!quantity.ok()) return quantity.status();
  return Divide(*quantity, resource);
}

std::optional<SourceValue> ResourceField::Replaced(
    const AdmittedQuantity& quantity, std::initializer_list<const Entries*> lists) const {
  const bool of_range = quantity.range != nullptr;
  if (quantity.entry != nullptr) {
    const bool of_template = of_range && quantity.range->meta.has_parameters;
    std::string why = of_template ? WhyPlaceholder(Placeholders::kParameter, quantity.entry->value)
                                  : context_.WhySubstituted(quantity.entry->value);
    if (!why.empty()) return SourceValue::Unknown(std::move(why), UnknownCause::kNotInInput);
    if (!of_range) return std::nullopt;
  }
  for (const Entries* list : lists) {
    for (const Entry& entry : *list) {
      if (IsSubstituted(entry.key)) return Replaced(entry.key);
    }
  }
  return std::nullopt;
}

SourceValue ResourceField::Unread() const {
  return SourceValue::Unknown(
      absl::StrCat("the LimitRanges of namespace ", context_.namespace_(), " cannot be read"),
      UnknownCause::kUnreadable);
}

SourceValue ResourceField::Undecided(std::string_view what, const AdmittedQuantity& quantity) {
  if (quantity.may_be_absent) {
    return SourceValue::Unknown(absl::StrCat(
        "LimitRange ", quantity.range->meta.name.text, " sets ", what, ".", quantity.entry->key,
        " to ", quantity.entry->value, ", but is in another directory and may not apply here"));
  }
  return SourceValue::Unknown(absl::StrCat(
      "LimitRange ", quantity.range->meta.name.text, " sets ", what, ".", quantity.entry->key,
      " to ", quantity.entry->value, ", LimitRange ", quantity.other_range->meta.name.text, " to ",
      quantity.other_entry->value, ", and either may apply"));
}

absl::StatusOr<SourceValue> ResourceField::Divide(const Quantity& quantity,
                                                  std::string_view resource) {
  const std::string_view text = reference_.divisor.text;
  absl::StatusOr<Quantity> divisor =
      text.empty() ? Quantity() : Quantity::ParseField(text, rules());
  if (!divisor.ok()) {
    return Error("quantity", absl::StrCat("\"", text, "\" is not a valid quantity"),
                 "use a divisor such as 1, 1m, or 1Mi", reference_.divisor, "divisor");
  }
  const bool cpu = resource == "cpu";
  const auto overflows = [&](const Quantity& q) {
    return cpu ? q.MilliValueOverflows() : q.ValueOverflows();
  };
  if (overflows(quantity) || overflows(*divisor)) {
    Diagnostic overflow = context_.Error(
        "quantity-overflow",
        absl::StrCat(reference_.resource.text, " does not fit in 64 bits; Kubernetes ",
                     rules() == QuantityRules::kWrapping ? "wraps it around" : "caps it at 2^63-1"),
        "use a smaller quantity", reference_.resource.position, absl::StrCat(Path(), ".resource"));
    overflow.severity = Severity::kWarning;
    diagnostics_.push_back(std::move(overflow));
  }
  return SourceValue::Set(
      absl::StrCat(cpu ? DivideCpu(quantity, *divisor) : DivideWhole(quantity, *divisor)));
}

}  // namespace

absl::StatusOr<SourceValue> ResourceFieldValue(const ResourceReference& reference,
                                               const PodContext& context, int index,
                                               Diagnostics* diagnostics) {
  return ResourceField(reference, context, index, diagnostics).Value();
}

}  // namespace svcenv
