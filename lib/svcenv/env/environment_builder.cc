#include "svcenv/env/environment_builder.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/env/expand_references.h"
#include "svcenv/env/references.h"
#include "svcenv/kubernetes/names.h"

namespace svcenv {
namespace {

// Typical size of a variable with a short string.
constexpr size_t kUsualBytes = sizeof(Variable) + 16;

}  // namespace

EnvironmentBuilder::EnvironmentBuilder(const PodContext& context, const ServicePrefixes& prefixes,
                                       std::shared_ptr<const ServiceVariables> services,
                                       Diagnostics* failures)
    : context_(context), prefixes_(prefixes), failures_(failures) {
  result_.services_ = std::move(services);
}

absl::Status EnvironmentBuilder::Fail(Diagnostic error) {
  if (failures_ == nullptr) return ToStatus(error);
  failures_->push_back(std::move(error));
  return absl::OkStatus();
}

// Services with placeholders, and those with unclear variants, have unknown variables.
void EnvironmentBuilder::AddUnknownServices() {
  if (!context_.pod().spec.has_service_links()) return;
  for (const Service* service : prefixes_.UnknownIn(context_.namespace_())) {
    result_.unknown_sources_.push_back(
        {NameOf("Service", service->meta),
         result_.arena_.Copy(absl::StrCat("has the placeholder ", service->placeholder)),
         UnknownCause::kNotInInput});
  }
  for (const Service* service : prefixes_.variants().UnclearFor(context_.workload.meta)) {
    result_.unknown_sources_.push_back(
        {NameOf("Service", service->meta),
         result_.arena_.Copy(prefixes_.variants().WhyUnclear(*service)),
         UnknownCause::kNotInInput});
  }
}

absl::StatusOr<Environment> EnvironmentBuilder::Build() && {
  const Container& container = context_.container;
  AddUnknownServices();
  for (size_t i = 0; i < container.env_from.size(); ++i) {
    if (absl::Status status = AddEnvFrom(static_cast<int>(i)); !status.ok()) return status;
  }
  result_.arena_.Reserve(container.env.size() * kUsualBytes);
  for (size_t i = 0; i < container.env.size(); ++i) {
    if (absl::Status status = AddEnv(static_cast<int>(i)); !status.ok()) return status;
  }
  if (absl::Status status = Finish(); !status.ok()) return status;
  return std::move(result_);
}

absl::Status EnvironmentBuilder::AddEnvFrom(int index) {
  const EnvFrom& env_from = context_.container.env_from[index];
  const bool is_config_map = env_from.config_map.has_value();
  if (!is_config_map && !env_from.secret.has_value()) return absl::OkStatus();
  const ObjectReference& reference = is_config_map ? *env_from.config_map : *env_from.secret;
  const std::string_view namespace_ = context_.namespace_();
  const std::string_view name = reference.name.text;
  const std::string_view kind = is_config_map ? "ConfigMap" : "Secret";
  const bool unreadable = context_.cluster.IsUnreadable(kind, namespace_, name);
  const CreatedObject* const created =
      unreadable ? nullptr : context_.cluster.FindCreated(kind, namespace_, name);
  // An object in the input also has the keys that another program adds to it.
  if (created != nullptr) AddCreatedKeys(*created, env_from, index);
  const auto object = [&] {
    return ObjectName{std::string(kind), std::string(namespace_), std::string(name)};
  };
  if (!unreadable) {
    const SourceObject found = context_.FindSource(kind, name);
    if (found.meta != nullptr) {
      AddKeys(env_from, index, *found.meta, *found.data,
              is_config_map ? OriginKind::kConfigMap : OriginKind::kSecret);
      return absl::OkStatus();
    }
    if (!found.ambiguous.empty()) {
      result_.unknown_sources_.push_back(
          {object(), result_.arena_.Copy(found.ambiguous), UnknownCause::kNotInInput});
      return absl::OkStatus();
    }
  }
  if (created != nullptr) return absl::OkStatus();
  if (const std::string_view why = context_.WhyMaybeFound(kind, reference); !why.empty()) {
    result_.unknown_sources_.push_back({object(), why, UnknownCause::kNotInInput});
    return absl::OkStatus();
  }
  if (reference.optional && !unreadable) return absl::OkStatus();
  if (const std::string_view why = context_.WhyUnknown(kind, namespace_, name); !why.empty()) {
    result_.unknown_sources_.push_back(
        {object(), why, context_.CauseOfUnknown(kind, namespace_, name)});
    return absl::OkStatus();
  }
  Diagnostic error = context_.Error(
      "missing-object", absl::StrCat(object().ToString(), " not found"),
      "create it, correct the name, or set optional: true", reference.name.position,
      absl::StrCat("envFrom[", index, "].", is_config_map ? "configMapRef" : "secretRef", ".name"));
  error.related = {object()};
  result_.unknown_sources_.push_back({object(), "does not exist", UnknownCause::kFailed});
  return Fail(std::move(error));
}

void EnvironmentBuilder::AddKeys(const EnvFrom& env_from, int index, const ObjectMeta& object,
                                 const Entries& data, OriginKind kind) {
  const auto add_unknown = [&](std::string_view why) {
    result_.unknown_sources_.push_back(
        {NameOf(kind == OriginKind::kSecret ? "Secret" : "ConfigMap", object), why,
         UnknownCause::kNotInInput});
  };
  if (context_.HasPlaceholder(env_from.prefix.text)) {
    return add_unknown("has a placeholder in its envFrom prefix");
  }
  if (object.may_vary() && HasTemplatedKey(data)) add_unknown(kTemplatedKey);
  result_.arena_.Reserve((data.size() + context_.container.env.size()) * kUsualBytes);
  for (const Entry& entry : data) {
    if (object.may_vary() && IsTemplated(entry)) continue;
    Variable variable;
    variable.name = env_from.prefix.empty()
                        ? entry.key
                        : result_.arena_.Copy(absl::StrCat(env_from.prefix.text, entry.key));
    if (context_.options.version->env_from_skips_invalid_keys &&
        !EnvFromKeyProblem(variable.name).empty()) {
      Diagnostic skipped = context_.Error(
          "config-key-skipped",
          absl::StrCat("the kubelet skips key ", entry.key, " of ", object.namespace_, "/",
                       object.name.text, ": before Kubernetes 1.30, '", variable.name,
                       "' is not a valid variable name"),
          "rename the key, or read it with valueFrom under another name", entry.position,
          absl::StrCat("envFrom[", index, "]"));
      skipped.severity = Severity::kWarning;
      skipped.confidential = kind == OriginKind::kSecret;
      skipped.related = {NameOf(kind == OriginKind::kSecret ? "Secret" : "ConfigMap", object)};
      skipped.part = std::string(entry.key);
      result_.diagnostics_.push_back(std::move(skipped));
      continue;
    }
    variable.value = entry.value;
    variable.secret = kind == OriginKind::kSecret;
    variable.origin.kind = kind;
    variable.origin.object = &object;
    variable.origin.index = index;
    variable.origin.key = entry.key;
    variable.origin.position = entry.position;
    if (object.has_parameters) {
      const std::string why = WhyPlaceholder(Placeholders::kParameter, entry.value);
      if (!why.empty()) SetReplaced(why, UnknownCause::kNotInInput, &variable);
    }
    Define(std::move(variable));
  }
}

absl::Status EnvironmentBuilder::AddEnv(int index) {
  const EnvVar& env_var = context_.container.env[index];
  Variable variable;
  variable.name = env_var.name.text;
  variable.origin.index = index;
  variable.origin.position = env_var.name.position;
  if (static_cast<size_t>(index) + context_.container.appended_env >=
      context_.container.env.size()) {
    variable.origin.appended_by = context_.container.appends_env;
  }
  if (const std::string why = WhyReplaced(env_var, context_.workload); !why.empty()) {
    SetReplaced(why, UnknownCause::kRuntime, &variable);
  } else if (!env_var.value.empty()) {
    if (absl::Status status = Expand(env_var, index, &variable); !status.ok()) return status;
  } else if (env_var.value_from != nullptr) {
    absl::StatusOr<SourceValue> value = FromSource(*env_var.value_from, index, &variable.origin);
    if (!value.ok()) {
      if (failures_ == nullptr) return value.status();
      failures_->push_back(FromStatus(value.status()));
      variable.unknown = kNotComputed;
      variable.cause = UnknownCause::kFailed;
      variable.secret = variable.origin.kind == OriginKind::kSecretKey;
    } else if (value->state == SourceValue::State::kNotSet) {
      return absl::OkStatus();
    } else {
      const std::string_view text = result_.arena_.Copy(value->text);
      (value->state == SourceValue::State::kUnknown ? variable.unknown : variable.value) = text;
      variable.cause = value->cause;
      variable.secret = value->secret;
    }
  }
  Define(std::move(variable));
  return absl::OkStatus();
}

absl::Status EnvironmentBuilder::Expand(const EnvVar& env_var, int index, Variable* variable) {
  const std::string_view text = env_var.value.text;
  // After a value that does not fit, only collects the references of later values.
  const bool stopped = expands_too_far_;
  const std::optional<std::string_view> expanded = ExpandReferences(
      text, context_.options.dollar_rule(),
      [&](std::string_view name) -> std::optional<std::string_view> {
        const auto take = [&](const Variable& referred) {
          variable->secret = variable->secret || referred.secret;
          variable->assumed = variable->assumed || referred.assumed;
          if (variable->known()) {
            variable->unknown = referred.unknown;
            variable->cause = referred.cause;
          }
          return stopped ? std::string_view() : referred.value;
        };
        if (const auto own = own_.find(name); own != own_.end()) return take(*own->second);
        if (const ServiceVariable* service = result_.services_->Find(name)) {
          return take(Environment::FromService(*service, *result_.services_));
        }
        const Unknown unknown =
            UnknownReference(name, context_, prefixes_, result_.unknown_sources_);
        if (unknown.known()) {
          result_.unresolved_.push_back({std::string(name),
                                         context_.FieldPath(absl::StrCat("env[", index, "].value")),
                                         env_var.value.position});
        } else if (variable->known()) {
          variable->unknown = result_.arena_.Copy(absl::StrCat("$(", name, "): ", unknown.why));
          variable->cause = unknown.cause;
        }
        return std::nullopt;
      },
      &result_.arena_, kMaxExpandedBytes - expanded_);
  const bool too_far = !expanded.has_value();
  if (too_far || (stopped && expanded->data() != text.data())) {
    variable->unknown = kNotComputed;
    variable->cause = UnknownCause::kFailed;
    expands_too_far_ = true;
    if (stopped) return absl::OkStatus();
    return Fail(
        context_.ExpandsTooFar(env_var.value.position, absl::StrCat("env[", index, "].value")));
  }
  if (expanded->data() != text.data()) expanded_ += expanded->size();
  if (variable->known()) variable->value = *expanded;
  return absl::OkStatus();
}

void EnvironmentBuilder::SetReplaced(std::string_view why, UnknownCause cause, Variable* variable) {
  variable->value = {};
  variable->unknown = result_.arena_.Copy(why);
  variable->cause = cause;
}

void EnvironmentBuilder::Define(Variable variable) {
  const auto [slot, is_new] = own_.try_emplace(variable.name, nullptr);
  if (!is_new) {
    variable.overrode = slot->second;
  } else if (const ServiceVariable* service = result_.services_->Find(variable.name)) {
    variable.overrode =
        result_.arena_.New<Variable>(Environment::FromService(*service, *result_.services_));
    ++result_.hidden_services_;
  }
  slot->second = result_.arena_.New<Variable>(variable);
}

absl::Status EnvironmentBuilder::Finish() {
  result_.own_.reserve(own_.size());
  for (const auto& [name, variable] : own_) result_.own_.push_back(variable);
  std::sort(result_.own_.begin(), result_.own_.end(),
            [](const Variable* a, const Variable* b) { return a->name < b->name; });
  for (const Variable*& variable : result_.own_) {
    if (variable->value.find('\0') == std::string_view::npos) continue;
    if (absl::Status status = Fail(HasNul(*variable)); !status.ok()) return status;
    Variable unknown = *variable;
    unknown.value = {};
    unknown.unknown = kNotComputed;
    unknown.cause = UnknownCause::kFailed;
    variable = result_.arena_.New<Variable>(unknown);
  }
  return absl::OkStatus();
}

Diagnostic EnvironmentBuilder::HasNul(const Variable& variable) const {
  const bool from_env =
      variable.origin.kind != OriginKind::kConfigMap && variable.origin.kind != OriginKind::kSecret;
  Diagnostic error =
      context_.Error("value-with-nul",
                     absl::StrCat("the value of ", variable.name,
                                  " contains a NUL byte, which would end it in the process"),
                     "mount it as a file instead", variable.origin.position,
                     absl::StrCat(from_env ? "env[" : "envFrom[", variable.origin.index, "]"));
  error.confidential = variable.secret;
  return error;
}

}  // namespace svcenv
