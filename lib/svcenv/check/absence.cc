#include "svcenv/check/absence.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "svcenv/base/nearest.h"
#include "svcenv/check/image_variables.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/kubernetes/names.h"

namespace svcenv {
namespace {

constexpr size_t kMostNamespaces = 3;

std::string NameOf(const Service& service) {
  return absl::StrCat("Service ", service.meta.namespace_, "/", service.meta.name.text);
}

std::string DnsName(const Service& service) {
  return absl::StrCat(service.meta.name.text, ".", service.meta.namespace_, ".svc");
}

// "6379/TCP (redis), 9121/TCP".
std::string PortsOf(const Service& service) {
  return absl::StrJoin(service.ports, ", ", [](std::string* out, const ServicePort& port) {
    absl::StrAppend(out, port.port, "/",
                    port.protocol.empty() ? std::string_view("TCP") : port.protocol.text);
    if (!port.name.empty()) absl::StrAppend(out, " (", port.name.text, ")");
  });
}

bool IsMaster(const Service& service) {
  return service.meta.namespace_ == "default" && service.meta.name.text == "kubernetes";
}

// Looks for the reason, the likeliest first.
class Finder {
 public:
  Finder(std::string_view name, const Reference* reference, const Surroundings& there)
      : name_(name),
        reference_(reference),
        there_(there),
        context_(there.context),
        container_(there.context.container) {}

  Absence Run() && {
    FindNearest();
    absence_.unknown = IsInProbe() ? ""
                                   : UnknownReference(name_, context_, there_.prefixes,
                                                      there_.environment.unknown_sources());
    using Step = bool (Finder::*)();
    for (const Step step :
         {&Finder::SeenFromProbe, &Finder::OfEnv, &Finder::OfEnvFrom, &Finder::OfService,
          &Finder::OfImage, &Finder::OfOtherContainer, &Finder::OfSourceNotGiven,
          &Finder::OfServiceNotGiven, &Finder::OfUnreadKey, &Finder::Mistyped}) {
      if ((this->*step)()) return std::move(absence_);
    }
    Because(AbsenceReason::kNotDefined,
            absl::StrCat("nothing that the container gets sets ", name_),
            absl::StrCat("define ", name_, " in env"), {});
    return std::move(absence_);
  }

 private:
  bool IsInProbe() const {
    return reference_ != nullptr && VisibleAt(reference_->place) == Visibility::kStatic;
  }

  // Takes this for the answer.
  bool Because(AbsenceReason reason, std::string message, std::string remedy, Position position) {
    absence_.reason = reason;
    absence_.message = std::move(message);
    absence_.remedy = std::move(remedy);
    absence_.position = position;
    return true;
  }

  void FindNearest();
  bool SeenFromProbe();
  bool OfEnv();
  bool OfEntry(size_t index);
  bool OfEnvFrom();
  bool OfKeys(size_t index, const ObjectMeta& object, std::string_view kind, const Entries& data);
  bool OfService();
  bool OfServiceHere(const Service& service);
  bool OfServicesElsewhere(const std::vector<const Service*>& services);
  bool OfImage();
  bool OfOtherContainer();
  bool Sets(const Container& container) const;
  bool OfSourceNotGiven();
  bool OfServiceNotGiven();
  bool OfUnreadKey();
  bool Mistyped();
  bool OfOptionalSource();

  const Entries* DataOf(const EnvFrom& source) const;

  const std::string_view name_;
  const Reference* const reference_;
  const Surroundings& there_;
  const PodContext& context_;
  const Container& container_;
  Absence absence_;
};

void Finder::FindNearest() {
  std::vector<std::string_view> names;
  if (IsInProbe()) {
    for (const EnvVar& env : container_.env) names.push_back(env.name.text);
  } else {
    there_.environment.ForEach([&](const Variable& variable) {
      if (variable.name != name_) names.push_back(variable.name);
    });
  }
  absence_.nearest = Nearest(name_, names);
}

bool Finder::SeenFromProbe() {
  if (!IsInProbe()) return false;
  const std::optional<Variable> variable = there_.environment.Find(name_);
  if (!variable.has_value()) return false;
  return Because(AbsenceReason::kNotForProbes,
                 absl::StrCat("probes see only the values of env as they are written, and ", name_,
                              " comes from ", variable->origin.ToString()),
                 absl::StrCat("let a shell read it: [sh, -c, '… $", name_, " …']"),
                 variable->origin.position);
}

bool Finder::OfEnv() {
  for (size_t i = 0; i < container_.env.size(); ++i) {
    if (container_.env[i].name.text == name_ && OfEntry(i)) return true;
  }
  return false;
}

// Of an entry of env that defines the name, or would.
bool Finder::OfEntry(size_t index) {
  const EnvVar& entry = container_.env[index];
  const bool refers_from_env =
      reference_ != nullptr && reference_->place == ReferencePlace::kEnvValue;
  const size_t from = refers_from_env ? static_cast<size_t>(reference_->index) : 0;
  if (refers_from_env && index == from) {
    if (OfImage()) return true;
    return Because(
        AbsenceReason::kDefinedLater,
        absl::StrCat("the value of ", name_, " refers to ", name_, ", which is not set before it"),
        absl::StrCat("define ", name_, " before env[", index, "], or write $$(", name_,
                     ") if this is meant"),
        entry.name.position);
  }
  if (refers_from_env && index > from) {
    return Because(AbsenceReason::kDefinedLater,
                   absl::StrCat(name_, " is defined in env[", index, "], after env[", from,
                                "] that refers to it"),
                   absl::StrCat("move env[", index, "] before env[", from, "]"),
                   entry.name.position);
  }
  const EnvSource* source = entry.value_from;
  if (!entry.value.empty() || source == nullptr) return false;
  const bool secret = source->config_map_key == nullptr;
  const ObjectReference* key = secret ? source->secret_key : source->config_map_key;
  if (key == nullptr || !key->optional) return false;
  return Because(AbsenceReason::kOptionalMissing,
                 absl::StrCat("env[", index, "] takes it from key ", key->key.text, " of ",
                              secret ? "Secret " : "ConfigMap ", context_.namespace_(), "/",
                              key->name.text, ", which is optional and not there"),
                 "create the object or the key, or correct its name", key->name.position);
}

const Entries* Finder::DataOf(const EnvFrom& source) const {
  if (source.config_map.has_value()) {
    const ConfigMap* object =
        context_.cluster.FindConfigMap(context_.namespace_(), source.config_map->name.text);
    return object != nullptr ? &object->data : nullptr;
  }
  if (!source.secret.has_value()) return nullptr;
  const Secret* object =
      context_.cluster.FindSecret(context_.namespace_(), source.secret->name.text);
  return object != nullptr ? &object->data : nullptr;
}

bool Finder::OfEnvFrom() {
  for (size_t i = 0; i < container_.env_from.size(); ++i) {
    const EnvFrom& source = container_.env_from[i];
    const std::string_view namespace_ = context_.namespace_();
    if (source.config_map.has_value()) {
      const ConfigMap* object =
          context_.cluster.FindConfigMap(namespace_, source.config_map->name.text);
      if (object == nullptr) continue;
      if (OfKeys(i, object->meta, "ConfigMap", object->data)) return true;
      for (const std::string_view key : object->binary_keys) {
        if (absl::StrCat(source.prefix.text, key) != name_) continue;
        return Because(
            AbsenceReason::kBinaryKey,
            absl::StrCat("key ", key, " of ConfigMap ", namespace_, "/", object->meta.name.text,
                         " is in binaryData, which never becomes a variable"),
            "move the key to data", object->meta.position);
      }
    } else if (source.secret.has_value()) {
      const Secret* object = context_.cluster.FindSecret(namespace_, source.secret->name.text);
      if (object != nullptr && OfKeys(i, object->meta, "Secret", object->data)) return true;
    }
  }
  return false;
}

bool Finder::OfKeys(size_t index, const ObjectMeta& object, std::string_view kind,
                    const Entries& data) {
  const std::string_view prefix = container_.env_from[index].prefix.text;
  const std::string of = absl::StrCat(" of ", kind, " ", object.namespace_, "/", object.name.text);
  if (absl::StartsWith(name_, prefix)) {
    if (const Entry* entry = FindEntry(data, name_.substr(prefix.size()))) {
      return Because(AbsenceReason::kSkippedKey,
                     absl::StrCat("key ", entry->key, of, " is skipped: before Kubernetes 1.30 '",
                                  name_, "' is no name of a variable"),
                     "rename the key, or read it with valueFrom under another name",
                     entry->position);
    }
  }
  const Entry* entry = FindEntry(data, name_);
  if (entry == nullptr || prefix.empty()) return false;
  return Because(
      AbsenceReason::kPrefixed,
      absl::StrCat("envFrom[", index, "] puts the prefix ", prefix, " before key ", name_, of),
      absl::StrCat("use ", prefix, name_), container_.env_from[index].prefix.position);
}

bool Finder::OfService() {
  std::vector<const Service*> elsewhere;
  for (const std::string_view prefix : ServicePrefixesOf(name_)) {
    const Service* master = nullptr;
    for (const Service* service : there_.prefixes.Find(prefix)) {
      if (service->meta.namespace_ == context_.namespace_()) {
        if (OfServiceHere(*service)) return true;
      } else if (IsMaster(*service)) {
        master = service;
      } else {
        elsewhere.push_back(service);
      }
    }
    if (master != nullptr && OfServiceHere(*master)) return true;
  }
  return OfServicesElsewhere(elsewhere);
}

// Of a service whose variables the pod would get.
bool Finder::OfServiceHere(const Service& service) {
  const std::string which = NameOf(service);
  const std::string dns = absl::StrCat("use its DNS name, ", DnsName(service));
  const Position place = service.meta.name.position;
  if (service.type == "ExternalName") {
    return Because(AbsenceReason::kExternalName,
                   absl::StrCat(which, " is of type ExternalName, which gives no variables"), dns,
                   place);
  }
  if (service.cluster_ip.text == "None") {
    return Because(AbsenceReason::kHeadless,
                   absl::StrCat(which, " is headless (clusterIP: None), so it gives no variables"),
                   absl::StrCat(dns, ", or give it a cluster IP"), service.cluster_ip.position);
  }
  if (service.cluster_ip.empty()) {
    return Because(AbsenceReason::kNoClusterIp,
                   absl::StrCat(which, " has no cluster IP yet, so it gives no variables"),
                   absl::StrCat("--assume-ips CIDR or --cluster-ip ", service.meta.namespace_, "/",
                                service.meta.name.text, "=IP gives it one"),
                   place);
  }
  const auto variables = ServiceVariables::Of({&service});
  if (!variables.ok() || (*variables)->Find(name_) == nullptr) {
    const size_t at = name_.rfind("_SERVICE_PORT_");
    const std::string port =
        at == std::string_view::npos
            ? absl::StrCat("no port that gives ", name_)
            : absl::StrCat("no port named ",
                           absl::AsciiStrToLower(name_.substr(at + sizeof "_SERVICE_PORT_" - 1)));
    return Because(AbsenceReason::kNoSuchPort,
                   absl::StrCat(which, " has ", port, "; it has ", PortsOf(service)),
                   absl::StrCat("svcenv services ", service.meta.namespace_, "/",
                                service.meta.name.text, " shows the variables that it gives"),
                   service.ports.empty() ? place : service.ports.front().position);
  }
  if (context_.pod().spec.enable_service_links.value_or(true)) return false;
  return Because(AbsenceReason::kLinksOff,
                 absl::StrCat("enableServiceLinks is false, so the pod does not get the variables "
                              "of ",
                              which),
                 absl::StrCat("set enableServiceLinks: true, or ", dns), place);
}

bool Finder::OfServicesElsewhere(const std::vector<const Service*>& services) {
  if (services.empty()) return false;
  std::set<std::string_view> namespaces;
  for (const Service* service : services) namespaces.insert(service->meta.namespace_);
  std::vector<std::string_view> shown(namespaces.begin(), namespaces.end());
  std::string more;
  if (shown.size() > kMostNamespaces) {
    more = absl::StrCat(" and ", shown.size() - kMostNamespaces, " more");
    shown.resize(kMostNamespaces);
  }
  return Because(AbsenceReason::kOtherNamespace,
                 absl::StrCat("Service ", services.front()->meta.name.text, " is in namespace ",
                              absl::StrJoin(shown, ", "), more, " only, and a pod of ",
                              context_.namespace_(), " gets the variables of its own namespace"),
                 absl::StrCat("use its DNS name, ", DnsName(*services.front()), ", or define ",
                              name_, " in env"),
                 services.front()->meta.name.position);
}

bool Finder::OfImage() {
  const std::string_view setter = UsualSetter(name_);
  if (setter.empty()) return false;
  return Because(AbsenceReason::kImageVariable,
                 absl::StrCat(setter, " sets ", name_, ", and the kubelet does not see that"),
                 absl::StrCat("let a shell read it, [sh, -c, '… $", name_, " …'], or define ",
                              name_, " in env with its whole value"),
                 {});
}

bool Finder::Sets(const Container& container) const {
  for (const EnvVar& env : container.env) {
    if (env.name.text == name_) return true;
  }
  return std::any_of(container.env_from.begin(), container.env_from.end(),
                     [&](const EnvFrom& source) {
                       const Entries* data = DataOf(source);
                       return data != nullptr && absl::StartsWith(name_, source.prefix.text) &&
                              FindEntry(*data, name_.substr(source.prefix.text.size())) != nullptr;
                     });
}

bool Finder::OfOtherContainer() {
  for (const Container* other : AllContainers(context_.pod().spec)) {
    if (other == &container_ || !Sets(*other)) continue;
    return Because(AbsenceReason::kOtherContainer,
                   absl::StrCat("only ", ContainerKindName(other->kind), " ", other->name.text,
                                " of this pod has it"),
                   absl::StrCat("define ", name_, " in env of ", container_.name.text, " too"),
                   other->position);
  }
  return false;
}

bool Finder::OfSourceNotGiven() {
  const std::vector<UnknownSource>& sources = there_.environment.unknown_sources();
  if (sources.empty() || IsInProbe()) return false;
  const auto object = [](std::string* out, const UnknownSource& source) {
    absl::StrAppend(out, source.object);
  };
  return Because(AbsenceReason::kSourceNotGiven,
                 absl::StrCat("it may be a key of ", absl::StrJoin(sources, " or ", object),
                              ", which ", sources.front().why),
                 context_.options.complete ? "ask for the permission to read it"
                                           : "name the file that holds it with -f",
                 {});
}

bool Finder::OfServiceNotGiven() {
  const std::vector<std::string_view> prefixes = ServicePrefixesOf(name_);
  if (prefixes.empty() || IsInProbe()) return false;
  const std::string_view prefix = prefixes.back();
  const std::string service = LikelyServiceName(prefix);
  const bool master = prefix == "KUBERNETES";
  const std::string which =
      absl::StrCat("Service ", master ? "default" : context_.namespace_(), "/", service);
  if (context_.cluster.IsUnreadable(
          "Service", master ? std::string_view("default") : context_.namespace_(), service)) {
    return Because(AbsenceReason::kServiceNotGiven,
                   absl::StrCat(which, " would give it, and may not be read"),
                   "ask for the permission to read it", {});
  }
  return Because(AbsenceReason::kServiceNotGiven,
                 context_.options.complete
                     ? absl::StrCat("there is no ", which, " that would give it")
                     : absl::StrCat(which, " would give it, and was not given"),
                 context_.options.complete
                     ? absl::StrCat("create the service, or define ", name_, " in env")
                     : "name the file that holds it with -f; --complete takes what was read as all "
                       "there is",
                 {});
}

bool Finder::OfUnreadKey() {
  const auto look = [&](const auto& objects, std::string_view kind) {
    for (const auto& object : objects) {
      if (object.meta.namespace_ != context_.namespace_()) continue;
      const Entry* entry = FindEntry(object.data, name_);
      if (entry == nullptr) continue;
      return Because(AbsenceReason::kKeyNotUsed,
                     absl::StrCat(kind, " ", object.meta.namespace_, "/", object.meta.name.text,
                                  " has a key ", name_, ", which this container does not read"),
                     "read it with valueFrom, or the whole object with envFrom", entry->position);
    }
    return false;
  };
  return look(context_.cluster.config_maps(), "ConfigMap") ||
         look(context_.cluster.secrets(), "Secret");
}

// Of a source of envFrom that may be absent and is.
bool Finder::OfOptionalSource() {
  for (size_t i = 0; i < container_.env_from.size(); ++i) {
    const EnvFrom& source = container_.env_from[i];
    const auto& reference = source.config_map.has_value() ? source.config_map : source.secret;
    if (!reference.has_value() || !reference->optional || DataOf(source) != nullptr) continue;
    return Because(AbsenceReason::kOptionalMissing,
                   absl::StrCat("it may be a key of ",
                                source.config_map.has_value() ? "ConfigMap " : "Secret ",
                                context_.namespace_(), "/", reference->name.text,
                                ", which is optional and not there"),
                   "create the object, or correct its name", reference->name.position);
  }
  return false;
}

bool Finder::Mistyped() {
  if (absence_.nearest.empty()) return OfOptionalSource();
  return Because(AbsenceReason::kMistyped,
                 absl::StrCat("nothing that the container gets sets ", name_),
                 absl::StrCat("did you mean ", absl::StrJoin(absence_.nearest, " or "), "?"), {});
}

}  // namespace

std::string_view AbsenceReasonName(AbsenceReason reason) {
  static constexpr std::string_view kNames[] = {
      "defined-later",  "not-for-probes",  "headless",         "external-name",     "no-cluster-ip",
      "no-such-port",   "links-off",       "other-namespace",  "service-not-given", "skipped-key",
      "binary-key",     "prefixed",        "optional-missing", "source-not-given",  "key-not-used",
      "image-variable", "other-container", "mistyped",         "not-defined",
  };
  return kNames[static_cast<size_t>(reason)];
}

Absence WhyAbsent(std::string_view name, const Surroundings& there) {
  return Finder(name, nullptr, there).Run();
}

Absence WhyAbsent(const Reference& reference, const Surroundings& there) {
  return Finder(reference.name, &reference, there).Run();
}

}  // namespace svcenv
