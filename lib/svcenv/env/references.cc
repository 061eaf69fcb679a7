#include "svcenv/env/references.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/kubernetes/controller.h"
#include "svcenv/kubernetes/master_service.h"
#include "svcenv/kubernetes/template_to_pod.h"

namespace svcenv {
namespace {

std::string ServiceText(const Service& service) {
  return NameOf("Service", service.meta).ToString();
}

// An entry of env whose name has a placeholder may set any variable.
Unknown OfTemplatedEntry(const PodContext& context) {
  if (context.workload.placeholders == Placeholders::kNone) return {};
  for (const EnvVar& entry : context.container.env) {
    if (!context.HasPlaceholder(entry.name.text)) continue;
    return {UnknownCause::kRuntime,
            absl::StrCat("env entry ", entry.name.text, " has a placeholder and may set it")};
  }
  return {};
}

// Gathers the references of one container.
class Collector {
 public:
  Collector(const Workload& workload, const Container& container, DollarRule rule)
      : container_(container),
        path_(absl::StrCat(workload.path, workload.path.empty() ? "" : ".",
                           ContainerPath(workload.pod.spec, container), ".")),
        rule_(rule) {}

  std::vector<Reference> Run() && {
    AddList(container_.command, ReferencePlace::kCommand, "command[");
    AddList(container_.args, ReferencePlace::kArgs, "args[");
    for (size_t i = 0; i < container_.env.size(); ++i) {
      Add(container_.env[i].value, ReferencePlace::kEnvValue, i, "env[", "].value");
    }
    ForEachExecProbe(container_, [&](Probe probe, const std::vector<Located>& command) {
      AddList(command, ReferencePlace::kProbe, absl::StrCat(ProbeField(probe), ".exec.command["));
    });
    for (size_t i = 0; i < container_.volume_mounts.size(); ++i) {
      Add(container_.volume_mounts[i].sub_path_expr, ReferencePlace::kSubPathExpr, i,
          "volumeMounts[", "].subPathExpr");
    }
    std::stable_sort(result_.begin(), result_.end(), [](const Reference& a, const Reference& b) {
      return std::tie(a.position.file, a.position.offset) <
             std::tie(b.position.file, b.position.offset);
    });
    return std::move(result_);
  }

 private:
  void AddList(const std::vector<Located>& texts, ReferencePlace place, std::string_view field) {
    for (size_t i = 0; i < texts.size(); ++i) Add(texts[i], place, i, field, "]");
  }

  // The path of `text` within the container is `before`, then the index, then `after`.
  void Add(const Located& text, ReferencePlace place, size_t index, std::string_view before,
           std::string_view after) {
    for (const std::string_view name : Template::Parse(text.text, rule_).references()) {
      result_.push_back({name, place, static_cast<int>(index),
                         absl::StrCat(path_, before, index, after), text.position,
                         static_cast<size_t>(name.data() - text.text.data())});
    }
  }

  const Container& container_;
  const std::string path_;
  const DollarRule rule_;
  std::vector<Reference> result_;
};

}  // namespace

Visibility VisibleAt(ReferencePlace place) {
  switch (place) {
    case ReferencePlace::kEnvValue:
      return Visibility::kEarlier;
    case ReferencePlace::kProbe:
      return Visibility::kStatic;
    case ReferencePlace::kCommand:
    case ReferencePlace::kArgs:
    case ReferencePlace::kSubPathExpr:
      return Visibility::kFinal;
  }
  return Visibility::kFinal;
}

std::vector<Reference> ReferencesOf(const Workload& workload, const Container& container,
                                    DollarRule rule) {
  return Collector(workload, container, rule).Run();
}

Unknown UnknownReference(std::string_view name, const PodContext& context,
                         const ServicePrefixes& prefixes,
                         const std::vector<UnknownSource>& unknown_sources) {
  if (context.cluster.replaced_names().Has(context.workload.meta.position.file, name)) {
    return {UnknownCause::kNotInInput, absl::StrCat("kustomize replaces $(", name, ")")};
  }
  if (MaySetVariable(context.workload, name)) {
    return {UnknownCause::kRuntime, absl::StrCat("the ", context.kind(), " controller may set it")};
  }
  for (const UnknownSource& source : unknown_sources) {
    if (source.object.kind == "Service") continue;  // see below
    return {source.cause,
            absl::StrCat("it may be a key of ", source.object.ToString(), ", which ", source.why)};
  }
  if (Unknown unknown = OfTemplatedEntry(context); !unknown.known()) return unknown;
  const std::string_view namespace_ = context.namespace_();
  const bool links = context.pod().spec.has_service_links();
  const bool links_unknown = context.pod().spec.links_unknown;
  bool known = false;  // whether the input has a service that could set the variable
  std::string_view candidate;
  for (const std::string_view prefix : ServicePrefixesOf(name)) {
    const bool may_be_master = prefix == kMasterPrefix;
    if (links_unknown && !may_be_master) {
      return {UnknownCause::kRuntime, WhyLinksUnknown(context.workload)};
    }
    if (!links && !may_be_master) continue;
    if (IsSubstituted(namespace_) && !may_be_master) {
      return {UnknownCause::kNotInInput,
              absl::StrCat("namespace ", namespace_, " has a placeholder")};
    }
    if (candidate.empty()) candidate = prefix;
    const ObjectMeta& viewer = context.workload.meta;
    if (const Service* service = links ? prefixes.FindUnclear(prefix, viewer) : nullptr) {
      return {UnknownCause::kNotInInput, absl::StrCat(ServiceText(*service), " may set it: it ",
                                                      prefixes.variants().WhyUnclear(*service))};
    }
    const auto of_master = may_be_master ? prefixes.Find(prefix, kMasterNamespace)
                                         : absl::Span<const Service* const>();
    for (const auto& services : {prefixes.Find(prefix, namespace_), of_master}) {
      for (const Service* service : services) {
        if (!prefixes.variants().IsSeen(*service, viewer)) continue;
        if (service->lacks_ports()) {
          return {UnknownCause::kFailed, absl::StrCat(ServiceText(*service), " has no ports")};
        }
        if (service->cluster_ip.empty() && service->type != "ExternalName" &&
            !context.options.complete) {
          return {UnknownCause::kNotInInput,
                  absl::StrCat(ServiceText(*service), " has no cluster IP yet")};
        }
      }
    }
    if (const Service* service = prefixes.FindTemplated(prefix, namespace_)) {
      return {UnknownCause::kNotInInput,
              absl::StrCat(ServiceText(*service), " may set it: ", WhyTemplated(*service))};
    }
    known = known || !(may_be_master ? of_master : prefixes.Find(prefix)).empty();
  }
  if (candidate.empty() || known) return {};
  const bool master = candidate == kMasterPrefix;
  const std::string_view of_namespace = master ? kMasterNamespace : namespace_;
  const std::string_view service = master ? kMasterName : std::string_view();
  const UnknownCause cause = context.CauseOfUnknown("Service", of_namespace, service);
  if (cause == UnknownCause::kNone) return {};
  if (master) {
    return {cause, absl::StrCat("Service ", kMasterNamespace, "/", kMasterName, " ",
                                context.WhyUnknown("Service", of_namespace, service))};
  }
  if (!context.options.complete) {
    return {cause, absl::StrCat("no Service in the input sets ", name)};
  }
  return {cause, absl::StrCat("the Services of namespace ", namespace_, " ",
                              context.WhyUnknown("Service", of_namespace, service))};
}

}  // namespace svcenv
