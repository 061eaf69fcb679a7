#include "svcenv/check/explanation.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "svcenv/check/definitions.h"
#include "svcenv/check/service_age.h"

namespace svcenv {
namespace {

// Explains one name of one container.
class Explainer {
 public:
  explicit Explainer(const Surroundings& there)
      : there_(there),
        references_(ReferencesOf(there.context.workload, there.context.container,
                                 there.context.options.dollar_rule())),
        definitions_(there.environment),
        finder_(there) {
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
  Sight SightOfProbe(std::string_view name) const;
  Absence WithNearest(std::string_view name, Absence absence) const {
    if (absence.nearest.empty()) absence.nearest = NamesNear(name, there_);
    return absence;
  }

  const Surroundings& there_;
  const std::vector<Reference> references_;
  absl::flat_hash_map<int, std::vector<const Reference*>> of_entry_;
  Definitions definitions_;
  AbsenceFinder finder_;
  absl::flat_hash_set<int> told_;  // entries of env whose ingredients are listed
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
    if (!one.variable.has_value() || !IsOfEnv(*one.variable)) continue;
    if (told_.contains(one.variable->origin.index)) {
      one.repeated = true;
      continue;
    }
    Step into = StepInto(*one.variable);
    one.truncated = steps.size() == Explanation::kMaxDepth && !into.references.empty();
    if (one.truncated) continue;
    told_.insert(one.variable->origin.index);
    steps.push_back(std::move(into));
  }
}

// Returns what a probe sees: the literal value of the last entry with that name.
Sight Explainer::SightOfProbe(std::string_view name) const {
  const auto places =
      there_.index.NamesOf(there_.context.workload).Find(name, there_.context.container);
  if (places.empty()) return Sight::kNothing;
  const EnvVar* entry = &there_.context.container.env[places.back().entry];
  if (entry->value.empty()) return entry->value_from != nullptr ? Sight::kEmpty : Sight::kValue;
  const std::optional<Variable> variable = there_.environment.Find(name);
  return variable.has_value() && variable->known() && variable->value == entry->value.text
             ? Sight::kValue
             : Sight::kUnexpanded;
}

Use Explainer::UseOf(const Reference& reference) {
  Use use{reference, Sight::kValue, ""};
  const Visibility visible = VisibleAt(reference.place);
  const std::optional<Variable> last = there_.environment.Find(reference.name);
  if (visible == Visibility::kStatic) {
    use.sight = SightOfProbe(reference.name);
  } else if (visible == Visibility::kFinal) {
    use.sight = last.has_value() ? Sight::kValue : Sight::kNothing;
  } else {
    const Variable* seen = definitions_.SeenFrom(reference.index, reference.name);
    use.sight = seen == nullptr ? Sight::kNothing
                : seen->origin.kind == last->origin.kind && seen->origin.index == last->origin.index
                    ? Sight::kValue
                    : Sight::kEarlier;
  }
  if (use.sight != Sight::kNothing) return use;
  const Absence absence = finder_.Why(reference);
  use.why = absence.message;
  if (!absence.unknown.empty()) {
    use.sight = Sight::kUnknown;
    use.why = absence.unknown;
  }
  return use;
}

}  // namespace

Explanation Explain(std::string_view name, const Surroundings& there) {
  Explanation result;
  result.name = name;
  result.variable = there.environment.Find(name);
  Explainer explainer(there);
  if (result.variable.has_value()) {
    explainer.AddIngredients(&result);
    result.started = RunsLongerThan(result.variable->origin.service, there.context.workload,
                                    there.context.container);
  } else {
    result.absence = explainer.WhyAbsent(name);
  }
  const ServiceVariables& services = there.environment.services();
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
  return result;
}

}  // namespace svcenv
