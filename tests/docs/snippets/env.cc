// Examples of lib/svcenv/env.
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "svcenv/base/arena.h"
#include "svcenv/env/expand_references.h"
#include "svcenv/env/link_variables.h"
#include "svcenv/env/references.h"
#include "svcenv/env/resolver.h"
#include "svcenv/env/service_catalog.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/env/template.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {
namespace {

using Lookup = absl::FunctionRef<std::optional<std::string_view>(std::string_view)>;

}  // namespace

absl::Status ServiceVariablesExample(const Service& redis, const Service& web) {
  // [service_variables]
  const auto variables = ServiceVariables::Of({&redis, &web});
  if (!variables.ok()) return variables.status();
  for (const ServiceVariable& v : (*variables)->all()) std::cout << v.name << "=" << v.value;
  // [service_variables]
  return absl::OkStatus();
}

std::string TemplateExample(Lookup find) {
  // [template]
  const Template t = Template::Parse("redis://$(REDIS_SERVICE_HOST):$(PORT)", DollarRule::kUtf8);
  t.references();  // REDIS_SERVICE_HOST, PORT
  const std::optional<std::string> expanded = t.Expand(find);
  // [template]
  return expanded.value_or("");
}

std::string ExpandExample(std::string_view text, Lookup find) {
  // [expand references]
  Arena arena;
  const auto expanded = ExpandReferences(text, DollarRule::kUtf8, find, &arena);
  // [expand references]
  return std::string(expanded.value_or(""));
}

std::string ResolverExample(const Cluster& cluster, const Container& container) {
  // [resolver]
  const Resolver resolver(cluster, ResolveOptions{});
  const Workload* web = cluster.FindWorkload("Pod", "shop", "web");
  const auto resolved = resolver.Resolve(*web, container, PodFacts{});
  if (!resolved.ok()) return std::string(resolved.status().message());
  const std::optional<Variable> host = resolved->environment.Find("REDIS_SERVICE_HOST");
  // [resolver]
  return std::string(host->value);
}

std::string_view CatalogExample(const Cluster& cluster) {
  // [service_catalog]
  const auto catalog = std::make_shared<ServiceCatalog>(cluster);
  const auto variables = catalog->VariablesOf("shop", /*links=*/true);
  if (variables.ok()) (*variables)->Find("REDIS_SERVICE_HOST");
  // [service_catalog]
  return "";
}

bool LinkVariablesExample(const std::vector<NamedValue>& variables) {
  // [link_variables]
  const std::vector<bool> links = FindLinkVariables(variables);
  for (size_t i = 0; i < links.size(); ++i) {
    if (links[i]) std::cout << variables[i].name << "\n";
  }
  // [link_variables]
  return links.empty();
}

void ReferencesExample(const Workload& workload, const Container& container) {
  // [references]
  for (const Reference& r : ReferencesOf(workload, container, DollarRule::kUtf8)) {
    std::cout << r.field << " " << r.name;  // spec.containers[0].args[1] REDIS_SERVICE_HOST
  }
  // [references]
}

}  // namespace svcenv
