#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"

namespace svcenv {
namespace {

// A source of a container: an object, or a key of one.
struct Source {
  const ObjectReference& reference;
  bool secret;
  std::string field;  // of the reference, within the container
};

class MissingSources {
 public:
  MissingSources(const LintContext& lint, Diagnostics* findings)
      : lint_(lint), findings_(*findings) {}

  void Add(const LintContainer& one) {
    const Container& container = one.container();
    for (size_t i = 0; i < container.env_from.size(); ++i) {
      const EnvFrom& source = container.env_from[i];
      const std::string field = absl::StrCat("envFrom[", i, "].");
      if (source.config_map.has_value()) {
        Check(one, {*source.config_map, false, field + "configMapRef"});
      } else if (source.secret.has_value()) {
        Check(one, {*source.secret, true, field + "secretRef"});
      }
    }
    for (size_t i = 0; i < container.env.size(); ++i) {
      const EnvSource* source = container.env[i].value_from;
      if (source == nullptr || !container.env[i].value.empty()) continue;
      const std::string field = absl::StrCat("env[", i, "].valueFrom.");
      if (source->field != nullptr || source->resource != nullptr) continue;
      if (source->config_map_key != nullptr) {
        Check(one, {*source->config_map_key, false, field + "configMapKeyRef"});
      } else if (source->secret_key != nullptr) {
        Check(one, {*source->secret_key, true, field + "secretKeyRef"});
      }
    }
  }

 private:
  template <typename T>
  static const Entries* DataOf(const T* object) {
    return object != nullptr ? &object->data : nullptr;
  }

  void Check(const LintContainer& one, const Source& source) {
    const std::string_view name = source.reference.name.text;
    const std::string_view namespace_ = one.workload().meta.namespace_;
    if (name.empty()) return;  // refused-by-api
    if (!FindPlaceholder(name, one.workload().placeholders).empty()) return;
    const ObjectName object{source.secret ? "Secret" : "ConfigMap", std::string(namespace_),
                            std::string(name)};
    const Entries* data = source.secret ? DataOf(lint_.cluster().FindSecret(namespace_, name))
                                        : DataOf(lint_.cluster().FindConfigMap(namespace_, name));
    const std::string_view key = source.reference.key.text;
    if (data != nullptr && (key.empty() || FindEntry(*data, key) != nullptr)) return;
    // An object that is given may get keys from what creates one of its name.
    const CreatedObject* created = lint_.cluster().FindCreated(object.kind, namespace_, name);
    if (data == nullptr && lint_.cluster().IsUnreadable(object.kind, namespace_, name)) {
      Unreadable(one, source, object);
    } else if (created != nullptr) {
      if (!key.empty() && !created->MayHave(key)) NoKey(one, source, object);
    } else if (data == nullptr) {
      NoObject(one, source, object);
    } else {
      NoKey(one, source, object);
    }
  }

  // Once for each workload and object, as NoObject. A container starts without an optional one.
  void Unreadable(const LintContainer& one, const Source& source, const ObjectName& object) {
    // Its own error is reported.
    if (lint_.cluster().IsFaulty(object.kind, object.namespace_, object.name)) return;
    const bool optional = source.reference.optional;
    if (optional || !told_.insert({&one.workload(), object, optional}).second) return;
    Diagnostic found = lint_.Find(
        one, "missing-object",
        absl::StrCat(object.ToString(), " may not be read, so it is not known whether it is there"),
        {"",
         {{RemedyKind::kGetPermission, object}, {RemedyKind::kDisableCode, {}, "missing-object"}}},
        source.reference.name.position, source.field + ".name");
    found.severity = Severity::kWarning;
    Add(std::move(found), object);
  }

  // Once for each workload and object.
  void NoObject(const LintContainer& one, const Source& source, const ObjectName& object) {
    const bool optional = source.reference.optional;
    if (!told_.insert({&one.workload(), object, optional}).second) return;
    const std::string_view missing = lint_.complete() ? " does not exist" : " was not given";
    const Position place = source.reference.name.position;
    if (optional) {
      return Add(
          lint_.Find(one, "optional-missing",
                     absl::StrCat(object.ToString(), " is optional, and", missing),
                     lint_.complete() ? Remedy("create it, or correct the name, if it is needed")
                                      : RemedyAction{RemedyKind::kGiveObject, object},
                     place, source.field + ".name"),
          object);
    }
    Diagnostic found = lint_.Find(
        one, "missing-object",
        absl::StrCat(object.ToString(), missing,
                     lint_.complete() ? ": the container does not start" : ""),
        lint_.complete() ? Remedy("create it, correct the name, or set optional: true")
                         : Remedy("", {{RemedyKind::kGiveObject, object},
                                       {RemedyKind::kDisableCode, {}, "missing-object"}}),
        place, source.field + ".name");
    found.severity = lint_.SeverityOfMissing();
    Add(std::move(found), object);
  }

  void NoKey(const LintContainer& one, const Source& source, const ObjectName& object) {
    const bool optional = source.reference.optional;
    Diagnostic found = lint_.Find(
        one, optional ? "optional-missing" : "missing-key",
        absl::StrCat(object.ToString(), " has no key ", source.reference.key.text,
                     optional ? ", which is optional" : ": the container does not start"),
        optional ? "add the key, or correct it, if it is needed"
                 : "add the key, correct it, or set optional: true",
        source.reference.key.position, source.field + ".key");
    found.part = std::string(source.reference.key.text);
    Add(std::move(found), object);
  }

  void Add(Diagnostic found, const ObjectName& object) {
    found.related = {object};
    findings_.push_back(std::move(found));
  }

  const LintContext& lint_;
  Diagnostics& findings_;
  std::set<std::tuple<const Workload*, ObjectName, bool>> told_;
};

}  // namespace

void MissingSource(const LintContext& lint, Diagnostics* findings) {
  MissingSources missing(lint, findings);
  for (const LintContainer& one : lint.containers()) missing.Add(one);
}

}  // namespace svcenv
