#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/nearest.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/check/similar_objects.h"

namespace svcenv {
namespace {

constexpr std::string_view kUnsetNamespace = "default";

// An object that a running controller creates, so that no manifest defines it.
struct CreatedByController {
  bool secret;
  std::string_view name;
};

constexpr CreatedByController kCreatedByControllers[] = {
    // Kubernetes: RootCACertConfigMapName
    // (pkg/controller/certificates/rootcacertpublisher, 1.37.2).
    {false, "kube-root-ca.crt"},
    // The service CA of OpenShift.
    {false, "openshift-service-ca.crt"},
    // Istio: PILOT_CA_CERT_CONFIGMAP (pilot/pkg/features).
    {false, "istio-ca-root-cert"},
    // Rook: EndpointConfigMapName and AppName (pkg/operator/ceph/cluster/mon).
    {false, "rook-ceph-mon-endpoints"},
    {true, "rook-ceph-mon"},
    // KEDA: cert-secret-name (cmd/operator).
    {true, "kedaorg-certs"},
    // MetalLB: METALLB_ML_SECRET_NAME of its manifest.
    {true, "memberlist"},
};

// Returns whether a service account's token Secret may have the name: default-token-x7k2p.
// Kubernetes created them before 1.24, and manifests exported from a cluster mount them. The last
// five characters are random letters and digits; newer releases use only some of them
// (k8s.io/apimachinery/pkg/util/rand/rand.go, String).
bool IsTokenSecret(std::string_view name) {
  constexpr std::string_view kInfix = "-token-";
  constexpr size_t kRandomBytes = 5;
  if (name.size() <= kInfix.size() + kRandomBytes) return false;
  const size_t random = name.size() - kRandomBytes;
  return absl::EndsWith(name.substr(0, random), kInfix) &&
         std::all_of(name.begin() + random, name.end(),
                     [](char c) { return absl::ascii_islower(c) || absl::ascii_isdigit(c); });
}

bool IsCreatedByController(bool secret, std::string_view name) {
  return (secret && IsTokenSecret(name)) ||
         std::any_of(std::begin(kCreatedByControllers), std::end(kCreatedByControllers),
                     [&](const CreatedByController& object) {
                       return object.secret == secret && object.name == name;
                     });
}

// Returns whether the pod is in the values of a Helm chart, which creates objects of its own.
bool IsFromChart(const Workload& workload) { return workload.kind == "HelmRelease"; }

// An object, or a key of one, that a container or a volume of its pod refers to.
struct Source {
  ObjectReference reference;
  bool secret;
  std::string field;  // within the container; for a volume, within the pod
  bool of_volume = false;
};

Source SourceOf(const ObjectReference& reference, bool secret, std::string field) {
  return {reference, secret, std::move(field)};
}

class MissingSources {
 public:
  MissingSources(const LintContext& lint, Diagnostics* findings)
      : lint_(lint), findings_(*findings) {}

  // Sets the messages about optional keys, once all keys are known.
  void Finish() {
    for (const auto& [object, keys] : optional_keys_) {
      const bool one = keys.names.size() == 1;
      findings_[keys.finding].message = absl::StrCat(
          object.ToString(), " has no ", one ? "key " : "keys ", JoinFirst(keys.names, ", "),
          one ? ", which is optional" : ", which are optional");
    }
  }

  void Add(const LintContainer& one) {
    const Container& container = one.container();
    for (size_t i = 0; i < container.env_from.size(); ++i) {
      const EnvFrom& source = container.env_from[i];
      const std::string field = absl::StrCat("envFrom[", i, "].");
      if (source.config_map.has_value()) {
        Check(one, SourceOf(*source.config_map, false, field + "configMapRef"));
      } else if (source.secret.has_value()) {
        Check(one, SourceOf(*source.secret, true, field + "secretRef"));
      }
    }
    for (size_t i = 0; i < container.env.size(); ++i) {
      const EnvSource* source = container.env[i].value_from;
      if (source == nullptr || !container.env[i].value.empty()) continue;
      const std::string field = absl::StrCat("env[", i, "].valueFrom.");
      if (source->field != nullptr || source->resource != nullptr) continue;
      if (source->config_map_key != nullptr) {
        Check(one, SourceOf(*source->config_map_key, false, field + "configMapKeyRef"));
      } else if (source->secret_key != nullptr) {
        Check(one, SourceOf(*source->secret_key, true, field + "secretKeyRef"));
      }
    }
    if (lint_.options().check_volumes && volumes_of_.insert(&one.workload()).second) {
      AddVolumes(one);
    }
  }

 private:
  // Skips optional volumes: Kubernetes mounts them without the object or key, as programs expect.
  void AddVolumes(const LintContainer& one) {
    const std::vector<Volume>& volumes = one.workload().pod.spec.volumes;
    for (size_t i = 0; i < volumes.size(); ++i) {
      for (const VolumeSource& source : volumes[i].sources) {
        if (source.optional) continue;
        const std::string field = absl::StrCat("spec.volumes[", i, "].", source.path);
        ObjectReference reference;
        reference.name = source.name;
        Check(one, {reference, source.secret, field, true});
        for (const Located& key : source.keys) {
          reference.key = key;
          Check(one, {reference, source.secret, field, true});
        }
      }
    }
  }

  void Check(const LintContainer& one, const Source& source) {
    const std::string_view name = source.reference.name.text;
    const std::string_view namespace_ = one.workload().meta.namespace_;
    if (name.empty()) return;  // refused-by-api
    const ObjectName object{source.secret ? "Secret" : "ConfigMap", std::string(namespace_),
                            std::string(name)};
    const PodContext context = lint_.ContextOf(one);
    const SourceObject found = context.FindSource(object.kind, name);
    const Entries* const data = found.data;
    const std::string_view key = source.reference.key.text;
    if (data != nullptr && (key.empty() || FindEntry(*data, key) != nullptr)) return;
    if (!found.ambiguous.empty()) return;  // several variants of the object exist
    const ConfigMap* const map = found.config_map;
    const bool binary =
        map != nullptr && std::binary_search(map->binary_keys.begin(), map->binary_keys.end(), key);
    if (binary && source.of_volume) return;
    const std::string_view why = data == nullptr
                                     ? context.WhyMaybeFound(object.kind, source.reference)
                                     : context.WhyMaybeHasKey(source.reference, *found.meta, *data);
    if (!why.empty()) return;  // because of placeholders
    // An object in the input may get keys from another one that creates an object of its name.
    const CreatedObject* created = lint_.cluster().FindCreated(object.kind, namespace_, name);
    if (data == nullptr && lint_.cluster().IsUnreadable(object.kind, namespace_, name)) {
      Unreadable(one, source, object);
    } else if (binary && created == nullptr) {
      BinaryKey(one, source, object);
    } else if (created != nullptr) {
      if (!key.empty() && !created->MayHave(key)) NoKey(one, source, object, created->keys);
    } else if (data == nullptr) {
      if (!IsCreatedByController(source.secret, name) && !IsFromChart(one.workload())) {
        NoObject(one, source, object);
      }
    } else {
      std::vector<std::string_view> keys;
      for (const Entry& entry : *data) keys.push_back(entry.key);
      NoKey(one, source, object, keys);
    }
  }

  // Reports each workload and object once. Containers start without optional objects.
  void Unreadable(const LintContainer& one, const Source& source, const ObjectName& object) {
    // Its own error is reported.
    if (lint_.cluster().IsFaulty(object.kind, object.namespace_, object.name)) return;
    if (source.reference.optional || !reported_.insert({&one.workload(), object}).second) return;
    Diagnostic found = FindAtName(
        one, source, "missing-object",
        absl::StrCat(object.ToString(), " cannot be read, so it is unknown whether it exists"),
        {"",
         {{RemedyKind::kGetPermission, object}, {RemedyKind::kDisableCode, {}, "missing-object"}}});
    found.severity = Severity::kWarning;
    Add(std::move(found), object);
  }

  // Reports each workload and object once; each optional object once.
  void NoObject(const LintContainer& one, const Source& source, const ObjectName& object) {
    const std::string_view missing = lint_.complete() ? " not found" : " is not in the input";
    if (source.reference.optional) {
      if (!optional_objects_.insert(object).second) return;
      return Add(FindAtName(one, source, "optional-missing",
                            absl::StrCat(object.ToString(), " is optional and",
                                         lint_.complete() ? " missing" : " not in the input"),
                            lint_.complete()
                                ? Remedy("create it or correct the name if the container needs it")
                                : RemedyAction{RemedyKind::kAddObject, object}),
                 object);
    }
    if (!reported_.insert({&one.workload(), object}).second) return;
    std::string message = absl::StrCat(object.ToString(), missing);
    if (lint_.complete()) absl::StrAppend(&message, ": ", ConsequenceOf(source));
    Remedy remedy = lint_.complete()
                        ? Remedy("create it, correct the name, or set optional: true")
                        : Remedy("", {{RemedyKind::kAddObject, object},
                                      {RemedyKind::kDisableCode, {}, "missing-object"}});
    if (!similar_.has_value()) similar_.emplace(lint_.cluster());
    const std::string_view elsewhere = similar_->NamespaceElsewhere(object);
    // Objects without a namespace are read into `default`; a kustomization may move them.
    const bool may_be_moved =
        !lint_.complete() && (elsewhere == kUnsetNamespace ||
                              (!elsewhere.empty() && object.namespace_ == kUnsetNamespace));
    if (!elsewhere.empty()) {
      absl::StrAppend(&message, "; ", object.kind, " ", elsewhere, "/", object.name,
                      " is in another namespace");
      remedy = elsewhere == kUnsetNamespace
                   ? Remedy(absl::StrCat("set its namespace to ", object.namespace_),
                            {{RemedyKind::kUseNamespace, object}})
                   : Remedy(absl::StrCat("create it in namespace ", object.namespace_));
    } else if (const auto near = similar_->Near(object); !near.empty()) {
      remedy = DidYouMeanOneOf(near);
    }
    Diagnostic found =
        FindAtName(one, source, "missing-object", std::move(message), std::move(remedy));
    found.severity = may_be_moved ? Severity::kInfo : lint_.SeverityOfMissing();
    Add(std::move(found), object);
  }

  // Reports all missing optional keys of an object in one finding, at the first key.
  void NoKey(const LintContainer& one, const Source& source, const ObjectName& object,
             const std::vector<std::string_view>& keys) {
    const std::string_view key = source.reference.key.text;
    if (source.reference.optional) {
      const auto [missing, is_new] = optional_keys_.try_emplace(object);
      if (is_new) {
        missing->second.finding = findings_.size();
        Add(FindAtKey(one, source, "optional-missing", "",
                      "add the key or correct its name if the container needs it"),
            object);
      }
      if (missing->second.seen.insert(key).second) missing->second.names.emplace_back(key);
      return;
    }
    const std::vector<std::string> near = Nearest(key, keys);
    Add(FindAtKey(one, source, "missing-key",
                  absl::StrCat(object.ToString(), " has no key ", key, ": ", ConsequenceOf(source)),
                  near.empty() ? "add the key, correct it, or set optional: true"
                               : DidYouMeanOneOf(near)),
        object);
  }

  void BinaryKey(const LintContainer& one, const Source& source, const ObjectName& object) {
    Add(FindAtKey(one, source, "missing-key",
                  absl::StrCat("key ", source.reference.key.text, " of ", object.ToString(),
                               " is in binaryData, which env cannot use: ", ConsequenceOf(source)),
                  "move the key to data if it is text; otherwise mount it as a file"),
        object);
  }

  static std::string_view ConsequenceOf(const Source& source) {
    return source.of_volume ? "the pod does not start" : "the container does not start";
  }

  Diagnostic FindAtName(const LintContainer& one, const Source& source, std::string_view code,
                        std::string message, Remedy remedy) const {
    return FindAt(one, source, code, std::move(message), std::move(remedy),
                  source.reference.name.position, source.of_volume ? "" : ".name");
  }

  Diagnostic FindAtKey(const LintContainer& one, const Source& source, std::string_view code,
                       std::string message, Remedy remedy) const {
    Diagnostic found = FindAt(one, source, code, std::move(message), std::move(remedy),
                              source.reference.key.position, source.of_volume ? "" : ".key");
    found.part = std::string(source.reference.key.text);
    return found;
  }

  Diagnostic FindAt(const LintContainer& one, const Source& source, std::string_view code,
                    std::string message, Remedy remedy, Position position,
                    std::string_view last) const {
    const std::string field = absl::StrCat(source.field, last);
    if (!source.of_volume) {
      return lint_.Find(one, code, std::move(message), std::move(remedy), position, field);
    }
    return lint_.FindInPod(one, code, std::move(message), std::move(remedy), position, field);
  }

  void Add(Diagnostic found, const ObjectName& object) {
    found.related = {object};
    findings_.push_back(std::move(found));
  }

  // Missing optional keys of an object, and the finding about them.
  struct OptionalKeys {
    size_t finding = 0;
    std::vector<std::string> names;
    std::set<std::string_view> seen;
  };

  const LintContext& lint_;
  Diagnostics& findings_;
  std::optional<SimilarObjects> similar_;  // created on first use
  std::set<std::pair<const Workload*, ObjectName>> reported_;
  std::set<ObjectName> optional_objects_;
  std::set<const Workload*> volumes_of_;
  std::map<ObjectName, OptionalKeys> optional_keys_;
};

}  // namespace

void MissingSource(const LintContext& lint, Diagnostics* findings) {
  MissingSources missing(lint, findings);
  for (const LintContainer& one : lint.containers()) missing.Add(one);
  missing.Finish();
}

}  // namespace svcenv
