#include "svcenv/check/lint_context.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/parallel.h"
#include "svcenv/check/rule.h"

namespace svcenv {
namespace {

void Resolve(const Resolver& resolver, DollarRule rule, LintContainer* one) {
  PartlyResolvedContainer resolved =
      resolver.ResolveWithFailures(one->workload(), one->container(), one->subject.facts);
  one->result = std::move(resolved.container);
  one->failures = std::move(resolved.failures);
  one->references = ReferencesOf(one->workload(), one->container(), rule);
  one->shell_texts = ShellTexts(one->container());
  const auto add = [&](const std::vector<UnresolvedReference>& list) {
    for (const UnresolvedReference& reference : list) {
      one->unresolved.insert({reference.field, reference.name});
    }
  };
  add(one->resolved().environment.unresolved());
  add(one->resolved().unresolved);
  if (one->references.size() <= LintContext::kMaxExplained) return;
  size_t absent = 0;
  for (size_t i = 0; i < one->references.size() && one->explained == SIZE_MAX; ++i) {
    const Reference& reference = one->references[i];
    const bool may_be_absent = reference.place == ReferencePlace::kProbe ||
                               !one->resolved().environment.Find(reference.name).has_value() ||
                               one->IsUnexpanded(reference);
    if (may_be_absent && ++absent == LintContext::kMaxExplained) one->explained = i + 1;
  }
}

}  // namespace

LintContext::LintContext(const Cluster& cluster, const LintOptions& options,
                         std::vector<LintSubject> subjects,
                         absl::Span<const Service* const> services)
    : cluster_(cluster),
      options_(options),
      resolver_(cluster, options.resolve,
                options.catalog != nullptr ? options.catalog
                                           : std::make_shared<ServiceCatalog>(
                                                 cluster, options.resolve.legacy_service_host)),
      index_(cluster, resolver_.prefixes()),
      services_(services.begin(), services.end()) {
  subjects.erase(
      std::remove_if(subjects.begin(), subjects.end(),
                     [](const LintSubject& subject) { return subject.workload->is_over; }),
      subjects.end());
  containers_.resize(subjects.size());
  ParallelFor(subjects.size(), options.threads, [&](size_t i) {
    containers_[i].subject = std::move(subjects[i]);
    Resolve(resolver_, options.resolve.dollar_rule(), &containers_[i]);
  });
  ReserveNearNames();
  absl::flat_hash_set<const ServiceVariables*> seen;
  const auto add_block = [&](const std::shared_ptr<const ServiceVariables>& block) {
    if (seen.insert(block.get()).second) link_variables_.push_back(block);
  };
  // In a namespace with service variants, the objects of each file see different services.
  const ServiceVariants& variants = resolver_.prefixes().variants();
  const auto viewer_of = [&](const ObjectMeta& meta) {
    return variants.Has(meta.namespace_) ? &meta : nullptr;
  };
  using Viewed = std::tuple<std::string_view, bool, uint32_t, uint32_t>;
  std::map<Viewed, const ObjectMeta*> viewers;
  const auto add = [&](const ObjectMeta& meta, bool links) {
    const ObjectMeta* const viewer = viewer_of(meta);
    viewers.try_emplace({meta.namespace_, links, viewer == nullptr ? 0 : viewer->position.file,
                         viewer == nullptr ? 0 : viewer->within},
                        viewer);
  };
  for (const Service* service : services_) add(service->meta, true);
  const ObjectMeta* last = nullptr;  // most containers are in the namespace of the previous one
  bool last_links = false;
  for (const LintContainer& one : containers_) {
    const ObjectMeta& meta = one.workload().meta;
    const bool same = last != nullptr && last->namespace_ == meta.namespace_ &&
                      last_links == one.links() && viewer_of(meta) == nullptr;
    if (!same) add(meta, one.links());
    last = &meta;
    last_links = one.links();
  }
  for (const auto& [viewed, viewer] : viewers) {
    add_block(resolver_.ValidServicesOf(std::get<0>(viewed), std::get<1>(viewed), viewer));
  }
}

// Reserves in the order of the containers, so that rules on several threads find the same names.
void LintContext::ReserveNearNames() const {
  for (const LintContainer& one : containers_) {
    if (one.unresolved.empty()) continue;
    const size_t explained = std::min(one.explained, one.references.size());
    for (size_t i = 0; i < explained; ++i) {
      const Reference& reference = one.references[i];
      if (reference.place != ReferencePlace::kProbe && one.IsUnexpanded(reference) &&
          ServicePrefixesOf(reference.name).empty()) {
        index_.Reserve(one.resolved().environment.services(), reference.name);
      }
    }
  }
}

LintContext::~LintContext() {
  ParallelFor(containers_.size(), options_.threads,
              [&](size_t i) { const LintContainer freed = std::move(containers_[i]); });
}

Absence LintContext::WhyAbsent(const LintContainer& one, const Reference& reference) const {
  const auto index = static_cast<size_t>(&reference - one.references.data());
  if (index >= one.explained) {
    Absence absence;
    absence.message = absl::StrCat(reference.name, " is not set in this container (only the first ",
                                   kMaxExplained, " references of a container are diagnosed)");
    absence.remedy = absl::StrCat("define ", reference.name, " in env");
    return absence;
  }
  const PodContext context = ContextOf(one);
  return svcenv::WhyAbsent(reference, {context, index_, one.resolved().environment});
}

bool LintContext::MayBeSetByUnknown(const LintContainer& one,
                                    absl::Span<const std::string_view> prefixes) const {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view prefix) {
    const ObjectMeta& viewer = one.workload().meta;
    return index_.prefixes().FindTemplated(prefix, viewer.namespace_) != nullptr ||
           index_.prefixes().FindUnclear(prefix, viewer) != nullptr;
  });
}

Diagnostic LintContext::Find(const LintContainer& one, std::string_view code, std::string message,
                             Remedy remedy, Position position, std::string_view field) const {
  Diagnostic result =
      ContextOf(one).Error(code, std::move(message), std::move(remedy), position, field);
  result.severity = SeverityOf(code);
  return result;
}

Diagnostic LintContext::FindInPod(const LintContainer& one, std::string_view code,
                                  std::string message, Remedy remedy, Position position,
                                  std::string_view field) const {
  Diagnostic result = Find(one, code, std::move(message), std::move(remedy), position, "");
  const std::string_view path = one.workload().path;
  result.container.clear();
  result.field = absl::StrCat(path, path.empty() ? "" : ".", field);
  return result;
}

Diagnostic LintContext::FindAt(const LintContainer& one, const Reference& reference,
                               std::string_view code, std::string message, Remedy remedy) const {
  Diagnostic result =
      Find(one, code, std::move(message), std::move(remedy), reference.position, "");
  result.field = reference.field;
  PointAtPart(reference.text(), reference.part(), &result);
  return result;
}

void LintContext::PointAtPart(const Located& text, std::string_view part,
                              Diagnostic* finding) const {
  finding->part = std::string(part);
  constexpr size_t kMaxBefore = 16 * 1024;  // the limit of FindInValue
  const auto offset = static_cast<size_t>(part.data() - text.text.data());
  if (offset > kMaxBefore) return;
  size_t earlier = 0;
  for (size_t at = text.text.find(part); at < offset; at = text.text.find(part, at + 1)) ++earlier;
  PointAt(FindInValue(cluster_.sources(), text.position, part, earlier), finding);
}

Diagnostic LintContext::Find(const Service& service, std::string_view code, std::string message,
                             Remedy remedy, Position position) {
  Diagnostic result;
  result.severity = SeverityOf(code);
  result.code = std::string(code);
  result.message = std::move(message);
  result.remedy = std::move(remedy);
  result.position = position;
  result.object = NameOf("Service", service.meta);
  return result;
}

Severity SeverityOf(std::string_view code) {
  const Rule* rule = FindRule(code);
  return rule != nullptr ? rule->severity : Severity::kError;
}

}  // namespace svcenv
