#include "svcenv/check/explanation.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "svcenv/check/service_age.h"

namespace svcenv {
namespace {

bool IsOfEnv(const Variable& variable) {
  switch (variable.origin.kind) {
    case OriginKind::kService:
    case OriginKind::kConfigMap:
    case OriginKind::kSecret:
      return false;
    default:
      return true;
  }
}

// The definition of a name that env[index] sees: of envFrom, a service, or an entry before it.
std::optional<Variable> SeenFrom(int index, std::string_view name, const Environment& environment) {
  const std::optional<Variable> last = environment.Find(name);
  if (!last.has_value()) return std::nullopt;
  for (const Variable* variable = &*last; variable != nullptr; variable = variable->overrode) {
    if (!IsOfEnv(*variable) || variable->origin.index < index) return *variable;
  }
  return std::nullopt;
}

// Follows references back to what they are made of.
class Tracer {
 public:
  explicit Tracer(const Surroundings& there)
      : there_(there),
        references_(ReferencesOf(there.context.workload, there.context.container,
                                 there.context.options.dollar_rule())) {}

  const std::vector<Reference>& references() const { return references_; }

  std::vector<Ingredient> MadeOf(const Variable& variable) {
    std::vector<Ingredient> result;
    if (variable.origin.kind != OriginKind::kValue) return result;
    absl::flat_hash_set<std::string_view> names;
    for (const Reference& reference : references_) {
      if (reference.place != ReferencePlace::kEnvValue ||
          reference.index != variable.origin.index || !names.insert(reference.name).second) {
        continue;
      }
      result.push_back(Trace(reference));
    }
    return result;
  }

 private:
  Ingredient Trace(const Reference& reference) {
    Ingredient result;
    result.name = reference.name;
    result.variable = SeenFrom(reference.index, reference.name, there_.environment);
    if (!result.variable.has_value()) {
      result.absence = WhyAbsent(reference, there_);
    } else if (IsOfEnv(*result.variable)) {
      result.repeated = !traced_.insert(result.variable->origin.index).second;
      if (!result.repeated) result.made_of = MadeOf(*result.variable);
    }
    return result;
  }

  const Surroundings& there_;
  const std::vector<Reference> references_;
  absl::flat_hash_set<int> traced_;  // entries of env
};

// What a probe sees: the last entry of that name as it is written.
Sight SightOfProbe(std::string_view name, const Surroundings& there) {
  const std::vector<EnvVar>& env = there.context.container.env;
  const auto entry =
      std::find_if(env.rbegin(), env.rend(), [&](const EnvVar& e) { return e.name.text == name; });
  if (entry == env.rend()) return Sight::kNothing;
  if (entry->value.empty()) return entry->value_from != nullptr ? Sight::kEmpty : Sight::kValue;
  const std::optional<Variable> variable = there.environment.Find(name);
  return variable.has_value() && variable->known() && variable->value == entry->value.text
             ? Sight::kValue
             : Sight::kUnexpanded;
}

Use UseOf(const Reference& reference, const Surroundings& there) {
  Use use{reference, Sight::kValue, ""};
  const Visibility visible = VisibleAt(reference.place);
  const std::optional<Variable> last = there.environment.Find(reference.name);
  if (visible == Visibility::kStatic) {
    use.sight = SightOfProbe(reference.name, there);
  } else if (visible == Visibility::kFinal) {
    use.sight = last.has_value() ? Sight::kValue : Sight::kNothing;
  } else {
    const auto seen = SeenFrom(reference.index, reference.name, there.environment);
    use.sight = !seen.has_value() ? Sight::kNothing
                : seen->origin.kind == last->origin.kind && seen->origin.index == last->origin.index
                    ? Sight::kValue
                    : Sight::kEarlier;
  }
  if (use.sight != Sight::kNothing) return use;
  const Absence absence = WhyAbsent(reference, there);
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
  Tracer tracer(there);
  if (result.variable.has_value()) {
    result.made_of = tracer.MadeOf(*result.variable);
    result.started = RunsLongerThan(result.variable->origin.service, there.context.workload,
                                    there.context.container);
  } else {
    result.absence = WhyAbsent(name, there);
  }
  for (const ServiceCollision& collision : there.environment.services().collisions()) {
    if (collision.name == name) result.candidates = collision.candidates;
  }
  for (const Reference& reference : tracer.references()) {
    if (reference.name == name) result.uses.push_back(UseOf(reference, there));
  }
  return result;
}

}  // namespace svcenv
