// Examples of lib/svcenv/check, graph, and admission.
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "svcenv/admission/link_plan.h"
#include "svcenv/admission/policy.h"
#include "svcenv/admission/review.h"
#include "svcenv/admission/snapshot.h"
#include "svcenv/check/absence.h"
#include "svcenv/check/absence_index.h"
#include "svcenv/check/cause.h"
#include "svcenv/check/lint.h"
#include "svcenv/check/rule.h"
#include "svcenv/check/size.h"
#include "svcenv/env/resolver.h"
#include "svcenv/graph/service_graph.h"
#include "svcenv/manifest/load.h"

namespace svcenv {

std::string AbsenceExample(const Cluster& cluster, const PodContext& context,
                           const Resolver& resolver, const Environment& environment) {
  // [absence]
  const AbsenceIndex index(cluster, resolver.prefixes());
  const LookupScope scope{context, index, environment};
  const Absence absence = WhyAbsent("REDIS_SERVICE_PORT_HTTP", scope);
  return absence.message;  // "Service shop/redis has no port named http; it has 6379/TCP"
  // [absence]
}

void LintExample(const Cluster& cluster, std::vector<LintSubject> subjects,
                 absl::Span<const Service* const> services) {
  // [lint]
  const Diagnostics findings = Lint(cluster, {}, std::move(subjects), services);
  for (const Diagnostic& finding : findings) {
    std::cout << FormatDiagnostic(finding, cluster.sources());
  }
  // [lint]
}

void CauseExample(const Cluster& cluster, Diagnostics findings) {
  // [cause]
  SetCauses(cluster, &findings);
  for (const Diagnostic& one : OnePerCause(cluster, findings)) std::cout << one.cause << "\n";
  // missing-object ConfigMap shop/settings
  // reference-unresolved Deployment shop/web container app args[2] $(LEVLE)
  // [cause]
}

bool RuleExample() {
  // [rule]
  for (const Rule& rule : Rules()) std::cout << rule.code << ": " << rule.summary << "\n";
  const Rule* rule = FindRule("duplicate-env");  // nullptr if there is none
  // [rule]
  return rule != nullptr;
}

bool SizeExample(const ResolvedContainer& resolved) {
  // [size]
  const ContainerSize size = SizeOf(resolved, {});
  return size.total_bytes() <= size.limit_bytes;  // if not, execve fails with E2BIG
  // [size]
}

ServiceGraph GraphExample(const Cluster& cluster, const Resolver& resolver,
                          absl::Span<const GraphSubject> subjects,
                          absl::Span<const Service* const> services) {
  // [service_graph]
  ServiceGraph graph = GraphOf(cluster, resolver, subjects, services);
  if (graph.size() > kMaxDrawn) graph = ByNamespace(graph);
  // [service_graph]
  return graph;
}

bool LinkPlanExample(const Snapshot& snapshot, const Workload& workload) {
  // [link_plan]
  const LinkPlan plan = PlanLinks(snapshot, workload, {LinksMode::kMinimal, {}});
  for (const ContainerPlan& change : plan.containers) std::cout << change.container->name.text;
  // [link_plan]
  return plan.empty();
}

void SnapshotExample(std::string text) {
  // [snapshot]
  auto cluster = std::make_shared<Cluster>();
  const LoadResult loaded =
      LoadManifest("services.json", std::move(text), LoadOptions{}, cluster.get());
  const Snapshot snapshot(cluster);
  // [snapshot]
}

std::string ReviewExample(std::shared_ptr<const Cluster> cluster, Sources& sources, uint32_t file,
                          std::string_view body) {
  // [review]
  const Snapshot snapshot(cluster);  // rebuild when services change
  const ParsedPolicy parsed = ReadPolicy(sources, file);
  const ReviewAnswer answer = Review(body, snapshot, parsed.policy);
  // [review]
  return answer.json;
}

}  // namespace svcenv
