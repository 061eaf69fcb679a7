#include "svcenv/render/result.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"

namespace svcenv {
namespace {

enum Group { kServices, kEnvFrom, kEnv };

Group GroupOf(const Origin& origin) {
  switch (origin.kind) {
    case OriginKind::kService:
      return kServices;
    case OriginKind::kConfigMap:
    case OriginKind::kSecret:
      return kEnvFrom;
    default:
      return kEnv;
  }
}

using OriginKey = std::tuple<Group, std::string_view, std::string_view, int, std::string_view>;

OriginKey KeyOf(const Variable& variable) {
  const Origin& origin = variable.origin;
  const ObjectMeta* service = origin.service != nullptr ? &origin.service->meta : nullptr;
  return {GroupOf(origin), service ? service->namespace_ : std::string_view(),
          service ? service->name.text : std::string_view(), origin.index, variable.name};
}

template <typename F>
void ForEachByName(const Result& result, F&& f) {
  if (result.resolved.has_value()) {
    result.resolved->environment.ForEach(f);
  } else if (result.service != nullptr) {
    for (const ServiceVariable& variable : result.service->all()) {
      f(Environment::FromService(variable, *result.service));
    }
  }
}

}  // namespace

Result ContainerResult(const Workload& workload, const Container& container,
                       absl::StatusOr<ResolvedContainer> resolved) {
  Result result;
  result.object = NameOf(workload.kind, workload.meta);
  result.container = std::string(container.name.text);
  if (resolved.ok()) {
    result.resolved = *std::move(resolved);
  } else {
    result.error = std::make_shared<const Diagnostic>(FromStatus(resolved.status()));
  }
  return result;
}

Result ServiceResult(const Service& service,
                     absl::StatusOr<std::shared_ptr<const ServiceVariables>> variables) {
  Result result;
  result.object = NameOf("Service", service.meta);
  if (variables.ok()) {
    result.service = *std::move(variables);
  } else {
    result.error = std::make_shared<const Diagnostic>(FromStatus(variables.status()));
  }
  return result;
}

void ForEachVariable(const Result& result, SortOrder order,
                     absl::FunctionRef<void(const Variable&)> f) {
  if (order == SortOrder::kName) return ForEachByName(result, f);
  std::vector<Variable> variables;
  ForEachByName(result, [&](const Variable& variable) { variables.push_back(variable); });
  const bool own_first = order == SortOrder::kOwnFirst;
  std::sort(variables.begin(), variables.end(), [&](const Variable& a, const Variable& b) {
    const Group group_a = GroupOf(a.origin), group_b = GroupOf(b.origin);
    if (own_first && group_a != group_b) return group_a > group_b;
    return KeyOf(a) < KeyOf(b);
  });
  for (const Variable& variable : variables) f(variable);
}

size_t CountSecrets(absl::Span<const Result> results, bool texts) {
  size_t count = 0;
  for (const Result& result : results) {
    if (!result.resolved.has_value()) continue;
    for (const Variable* variable : result.resolved->environment.own()) {
      if (variable->secret && variable->known()) ++count;
    }
    if (!texts) continue;
    for (const auto* list : {&result.resolved->command, &result.resolved->args}) {
      for (const ResolvedText& text : *list) {
        if (text.secret && text.unknown.empty()) ++count;
      }
    }
  }
  return count;
}

}  // namespace svcenv
