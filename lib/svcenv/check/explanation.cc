#include "svcenv/check/explanation.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "svcenv/check/definitions.h"
#include "svcenv/check/service_age.h"
#include "svcenv/env/template.h"

namespace svcenv {
namespace {

// Explains one name of one container.
class Explainer {
 public:
  explicit Explainer(const LookupScope& scope)
      : scope_(scope),
        references_(ReferencesOf(scope.context.workload, scope.context.container,
                                 scope.context.options.dollar_rule())),
        definitions_(scope.environment),
        finder_(scope) {
    for (const Reference& reference : references_) {
      if (reference.place == ReferencePlace::kEnvValue)
        of_entry_[reference.index].push_back(&reference);
    }
  }

  const std::vector<Reference>& references() const { return references_; }

  // Adds the ingredients of the value, depth first.
  void AddIngredients(Explanation* result);
  Use UseOf(const Reference& reference);
  Absence WhyAbsent(std::string_view name) { return WithNearest(name, finder_.Why(name)); }

 private:
  // The distinct references in the value of an entry of env.
  struct Step {
    std::vector<const Reference*> references;
    size_t next = 0;
  };

  // Returns an empty Step if the variable is not a value of env.
  Step StepInto(const Variable& variable) const;
  Ingredient IngredientOf(const Reference& reference, size_t depth);
  Expansion ExpansionInProbe(std::string_view name) const;
  Absence WithNearest(std::string_view name, Absence absence) const {
    if (absence.nearest.empty()) absence.nearest = NamesNear(name, scope_);
    return absence;
  }

  const LookupScope& scope_;
  const std::vector<Reference> references_;
  absl::flat_hash_map<int, std::vector<const Reference*>> of_entry_;
  Definitions definitions_;
  AbsenceFinder finder_;
  absl::flat_hash_set<int> reported_;  // entries of env whose ingredients are listed
};

Explainer::Step Explainer::StepInto(const Variable& variable) const {
  Step step;
  if (variable.origin.kind != OriginKind::kValue) return step;
  const auto found = of_entry_.find(variable.origin.index);
  if (found == of_entry_.end()) return step;
  absl::flat_hash_set<std::string_view> names;
  for (const Reference* reference : found->second) {
    if (names.insert(reference->name).second) step.references.push_back(reference);
  }
  return step;
}

Ingredient Explainer::IngredientOf(const Reference& reference, size_t depth) {
  Ingredient result;
  result.name = reference.name;
  result.depth = depth;
  if (const Variable* seen = definitions_.SeenFrom(reference.index, reference.name)) {
    result.variable = *seen;
  } else {
    result.absence = WithNearest(reference.name, finder_.Why(reference));
  }
  return result;
}

void Explainer::AddIngredients(Explanation* result) {
  std::vector<Step> steps = {StepInto(*result->variable)};
  while (!steps.empty()) {
    Step& step = steps.back();
    if (step.next == step.references.size()) {
      steps.pop_back();
      continue;
    }
    if (result->made_of.size() == Explanation::kMaxIngredients) {
      result->truncated = true;
      return;
    }
    const Reference& reference = *step.references[step.next++];
    Ingredient& one = result->made_of.emplace_back(IngredientOf(reference, steps.size() - 1));
    if (!one.variable.has_value() || !IsFromEnv(*one.variable)) continue;
    if (reported_.contains(one.variable->origin.index)) {
      one.repeated = true;
      continue;
    }
    Step into = StepInto(*one.variable);
    one.truncated = steps.size() == Explanation::kMaxDepth && !into.references.empty();
    if (one.truncated) continue;
    reported_.insert(one.variable->origin.index);
    steps.push_back(std::move(into));
  }
}

// Returns what a probe sees: the literal value of the last entry with that name.
Expansion Explainer::ExpansionInProbe(std::string_view name) const {
  const auto places =
      scope_.index.NamesOf(scope_.context.workload).Find(name, scope_.context.container);
  if (places.empty()) return Expansion::kNothing;
  const EnvVar* entry = &scope_.context.container.env[places.back().entry];
  if (entry->value.empty())
    return entry->value_from != nullptr ? Expansion::kEmpty : Expansion::kValue;
  const std::optional<Variable> variable = scope_.environment.Find(name);
  return variable.has_value() && variable->known() && variable->value == entry->value.text
             ? Expansion::kValue
             : Expansion::kUnexpanded;
}

Use Explainer::UseOf(const Reference& reference) {
  Use use{reference, Expansion::kValue, ""};
  const Visibility visible = VisibleAt(reference.place);
  const std::optional<Variable> last = scope_.environment.Find(reference.name);
  if (visible == Visibility::kStatic) {
    use.expansion = ExpansionInProbe(reference.name);
  } else if (visible == Visibility::kFinal) {
    use.expansion = last.has_value() ? Expansion::kValue : Expansion::kNothing;
  } else {
    const Variable* seen = definitions_.SeenFrom(reference.index, reference.name);
    use.expansion =
        seen == nullptr ? Expansion::kNothing
        : seen->origin.kind == last->origin.kind && seen->origin.index == last->origin.index
            ? Expansion::kValue
            : Expansion::kEarlier;
  }
  if (use.expansion != Expansion::kNothing) return use;
  const Absence absence = finder_.Why(reference);
  use.why = absence.message;
  if (!absence.unknown.empty()) {
    use.expansion = Expansion::kUnknown;
    use.why = absence.unknown;
  }
  return use;
}

// Returns the names in `$(NAME)` of a value that Kubernetes does not expand.
std::vector<std::string_view> LiteralsOf(const Variable& variable, const LookupScope& scope) {
  const OriginKind kind = variable.origin.kind;
  const bool from_data = kind == OriginKind::kConfigMap || kind == OriginKind::kConfigMapKey ||
                         kind == OriginKind::kFileKey;
  if (!from_data || variable.secret || !variable.known()) return {};
  return Template::Parse(variable.value, scope.context.options.dollar_rule()).references();
}

void AddLiterals(const LookupScope& scope, Explanation* result) {
  if (result->variable.has_value()) {
    // Programs may use $(NAME) themselves, so other names mean nothing.
    for (const std::string_view name : LiteralsOf(*result->variable, scope)) {
      const bool is_new = std::find(result->literals.begin(), result->literals.end(), name) ==
                          result->literals.end();
      if (is_new && result->literals.size() < Explanation::kMaxLiterals &&
          scope.environment.Find(name).has_value()) {
        result->literals.push_back(name);
      }
    }
  }
  for (const Variable* variable : scope.environment.own()) {
    const std::vector<std::string_view> names = LiteralsOf(*variable, scope);
    if (std::find(names.begin(), names.end(), result->name) != names.end()) {
      result->literal_in.push_back(variable);
    }
  }
}

}  // namespace

Explanation Explain(std::string_view name, const LookupScope& scope) {
  Explanation result;
  result.name = name;
  result.variable = scope.environment.Find(name);
  Explainer explainer(scope);
  if (result.variable.has_value()) {
    explainer.AddIngredients(&result);
    result.started = RunsLongerThan(result.variable->origin.service, scope.context.workload,
                                    scope.context.container);
  } else {
    result.absence = explainer.WhyAbsent(name);
  }
  const ServiceVariables& services = scope.environment.services();
  const std::vector<ServiceCollision>& collisions = services.collisions();
  const auto collision = std::lower_bound(
      collisions.begin(), collisions.end(), name,
      [](const ServiceCollision& one, std::string_view wanted) { return one.name < wanted; });
  if (collision != collisions.end() && collision->name == name) {
    for (const ServiceVariable& candidate : collision->candidates) {
      result.candidates.push_back(Environment::FromService(candidate, services));
    }
  }
  for (const Reference& reference : explainer.references()) {
    if (reference.name == name) result.uses.push_back(explainer.UseOf(reference));
  }
  AddLiterals(scope, &result);
  return result;
}

}  // namespace svcenv
