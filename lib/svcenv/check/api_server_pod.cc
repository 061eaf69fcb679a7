// Checks pods and pod templates as the API server does.
#include <string>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/check/api_server.h"
#include "svcenv/check/api_server_env.h"
#include "svcenv/check/api_server_meta.h"
#include "svcenv/check/refusals.h"
#include "svcenv/kubernetes/kinds.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/kubernetes/resource_value.h"

namespace svcenv {
namespace {

void CheckNumber(const std::string& field, int32_t number, Position position, Refusals& refusals) {
  if (number >= 1 && number <= 65535) return;
  refusals.Add(field, absl::StrCat(number, " is not a valid port number"),
               "write a number from 1 to 65535", position);
}

// validateContainerPorts (1.37.2).
void CheckPorts(const Container& container, Refusals& refusals) {
  absl::flat_hash_set<std::string_view> names;
  for (size_t i = 0; i < container.ports.size(); ++i) {
    const ContainerPort& port = container.ports[i];
    const std::string field = absl::StrCat("ports[", i, "]");
    if (const Located& name = port.name; !name.empty()) {
      const std::string_view problem = ContainerPortNameProblem(name.text);
      refusals.AddName(field + ".name", name, problem,
                       "use at most 15 lowercase letters, digits, and '-', such as http");
      if (problem.empty() && !names.insert(name.text).second) {
        refusals.Add(field + ".name",
                     absl::StrCat(GoQuote(name.text), " is also the name of another port"),
                     "give each port of the container a unique name", name.position);
      }
    }
    if (!port.has_placeholder) {
      CheckNumber(field + ".containerPort", port.container_port, port.position, refusals);
    }
    if (port.host_port != 0) {
      CheckNumber(field + ".hostPort", port.host_port, port.position, refusals);
    }
    const std::string_view protocol = port.protocol.text;
    if (!protocol.empty() && protocol != "TCP" && protocol != "UDP" && protocol != "SCTP" &&
        !IsSubstituted(protocol)) {
      refusals.Add(field + ".protocol", absl::StrCat(GoQuote(protocol), " is not a valid protocol"),
                   "write TCP, UDP, or SCTP in uppercase", port.protocol.position);
    }
  }
}

// validateLocalDescendingPath (1.37.2).
void CheckPath(const std::string& field, const Located& path, Refusals& refusals) {
  if (absl::StartsWith(path.text, "/")) {
    refusals.Add(field, absl::StrCat(GoQuote(path.text), " must be a relative path"),
                 "write it relative to the volume, without the leading /", path.position);
  }
  if (GoesUp(path.text)) {
    refusals.Add(field, absl::StrCat(GoQuote(path.text), " must not contain '..'"),
                 "use a path within the volume", path.position);
  }
}

void CheckMounts(const Container& container, Refusals& refusals) {
  for (size_t i = 0; i < container.volume_mounts.size(); ++i) {
    const VolumeMount& mount = container.volume_mounts[i];
    const std::string field = absl::StrCat("volumeMounts[", i, "]");
    CheckPath(field + ".subPath", mount.sub_path, refusals);
    CheckPath(field + ".subPathExpr", mount.sub_path_expr, refusals);
    if (!mount.sub_path.empty() && !mount.sub_path_expr.empty()) {
      refusals.Add(field + ".subPathExpr", "subPathExpr and subPath are mutually exclusive",
                   "keep one of the two", mount.sub_path_expr.position);
    }
  }
}

void CheckNotNegative(std::string_view list, const Entries& quantities, Refusals& refusals) {
  for (const Entry& entry : quantities) {
    if (Rounded(entry).Compare({}) >= 0) continue;
    refusals.Add(absl::StrCat("resources.", list, "[", entry.key, "]"),
                 absl::StrCat(GoQuote(entry.value), " is negative"), "use 0 or more",
                 entry.position);
  }
}

// validateResourceRequirements (1.37.2).
void CheckResources(const Container& container, Refusals& refusals) {
  const auto& [limits, requests] = container.resources;
  CheckNotNegative("limits", limits, refusals);
  CheckNotNegative("requests", requests, refusals);
  for (const Entry& request : requests) {
    const Entry* limit = FindEntry(limits, request.key);
    if (limit == nullptr || Rounded(request).Compare(Rounded(*limit)) <= 0) continue;
    if (IsSubstituted(limit->value)) continue;
    refusals.Add("resources.requests",
                 absl::StrCat("the request ", request.value, " for ", GoQuote(request.key),
                              " exceeds the limit ", limit->value),
                 "lower the request, or raise the limit", request.position);
  }
}

// Init containers come last, as in the API server, which reports the second use of a name.
void CheckContainerName(const Container& container, absl::flat_hash_set<std::string_view>& earlier,
                        Refusals& refusals) {
  const Located name = {container.name_in_pod(), container.name.position};
  refusals.AddName("name", name.position.known() ? name : Located{name.text, container.position},
                   name.empty() ? "must not be empty" : Dns1123LabelProblem(name.text),
                   kLabelRemedy);
  if (!name.empty() && !earlier.insert(name.text).second) {
    refusals.Add("name", absl::StrCat(GoQuote(name.text), " is also the name of another container"),
                 "give each container of the pod a unique name", name.position);
  }
}

}  // namespace

void FindRefusals(const Workload& workload, const VersionProfile& version,
                  Diagnostics* diagnostics) {
  const PodSpec& spec = workload.pod.spec;
  Refusals refusals(workload.kind, workload.meta, diagnostics);
  if (!workload.is_template() && !workload.meta.name.empty()) {
    refusals.AddName("metadata.name", workload.meta.name,
                     Dns1123SubdomainProblem(workload.meta.name.text), kSubdomainRemedy);
  }
  CheckMeta(workload.meta, refusals);
  if (workload.is_template()) {
    CheckLabelsAndAnnotations(workload.pod.meta, absl::StrCat(workload.path, ".metadata"),
                              refusals);
  }
  // A template without containers may be a patch, or refer to a template elsewhere.
  if (spec.containers.empty() && !(workload.is_template() && spec.init_containers.empty())) {
    refusals.AddMissing(
        absl::StrCat(workload.path, workload.path.empty() ? "" : ".", "spec.containers"),
        "Required value", "add a container to the pod", workload.meta.position);
  }
  // Controllers of custom kinds may name containers themselves, as Knative does.
  const Kind* const kind = FindKind(workload.kind);
  const bool has_names = kind != nullptr && !absl::StrContains(kind->group(), '.');
  absl::flat_hash_set<std::string_view> names;
  for (const auto* list : {&spec.containers, &spec.init_containers, &spec.ephemeral_containers}) {
    for (const Container& container : *list) {
      refusals.SetContainer(container.name.text,
                            absl::StrCat(workload.path, workload.path.empty() ? "" : ".",
                                         ContainerPath(spec, container)));
      if (has_names || !container.name.empty()) CheckContainerName(container, names, refusals);
      CheckEnv(container, spec, version, refusals);
      CheckEnvFrom(container, version, refusals);
      CheckResources(container, refusals);
      CheckPorts(container, refusals);
      CheckMounts(container, refusals);
    }
  }
}

}  // namespace svcenv
