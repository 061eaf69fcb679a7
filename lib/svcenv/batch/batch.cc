#include "svcenv/batch/batch.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "svcenv/batch/answer.h"
#include "svcenv/batch/request.h"
#include "svcenv/env/resolver.h"

namespace svcenv {
namespace {

Diagnostic RequestError(std::string_view code, std::string message, std::string_view field) {
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = std::string(code);
  error.message = std::move(message);
  error.field = std::string(field);
  return error;
}

// Returns the Pod that the request names, or else another workload with that name. Without a name,
// returns the only workload.
absl::StatusOr<const Workload*> FindTarget(const BatchRequest& request) {
  const Workload* found = nullptr;
  for (const Workload& workload : request.cluster.workloads()) {
    if (request.pod.empty() && found != nullptr) {
      return ToStatus(
          RequestError("pod-not-named", "more than one workload in objects; set pod", "pod"));
    }
    if (!request.pod.empty() && (workload.meta.name.text != request.pod ||
                                 workload.meta.namespace_ != request.namespace_)) {
      continue;
    }
    if (found == nullptr || found->is_template()) found = &workload;
  }
  if (found == nullptr) {
    return ToStatus(RequestError("pod-not-found",
                                 request.pod.empty() ? "no Pod in objects"
                                                     : absl::StrCat("Pod ", request.namespace_, "/",
                                                                    request.pod, " not found"),
                                 "pod"));
  }
  return found;
}

// Writes to the current map.
void AnswerContainer(Resolver& resolver, const Workload& workload, const Container& container,
                     const BatchRequest& request, JsonWriter* json) {
  absl::StatusOr<ResolvedContainer> resolved = resolver.Resolve(workload, container, request.facts);
  if (resolved.ok()) return WriteContainer(*resolved, request.diagnostics, json);
  if (request.container.empty()) json->Key("container").String(container.name.text);
  json->Key("error");
  WriteError(FromStatus(resolved.status()), json);
}

// Writes what follows "id" in the answer. Writes nothing on failure.
absl::Status Answer(const BatchRequest& request, const VersionProfile& default_version,
                    JsonWriter* json) {
  ResolveOptions options;
  options.version = &default_version;
  if (!request.kube_version.empty()) {
    const auto version = ParseVersion(request.kube_version);
    if (!version.ok()) {
      return ToStatus(
          RequestError("bad-version", std::string(version.status().message()), "kubeVersion"));
    }
    options.version = version->profile;
  }
  const absl::StatusOr<const Workload*> workload = FindTarget(request);
  if (!workload.ok()) return workload.status();
  const std::vector<const Container*> containers = AllContainers((*workload)->pod.spec);
  Resolver resolver(request.cluster, options);
  if (!request.container.empty()) {
    for (const Container* container : containers) {
      if (!container->is_called(request.container)) continue;
      AnswerContainer(resolver, **workload, *container, request, json);
      return absl::OkStatus();
    }
    return ToStatus(RequestError("container-not-found",
                                 absl::StrCat((*workload)->kind, " ", (*workload)->meta.name.text,
                                              " has no container ", request.container),
                                 "container"));
  }
  json->Key("containers").BeginList();
  for (const Container* container : containers) {
    json->BeginMap();
    AnswerContainer(resolver, **workload, *container, request, json);
    json->EndMap();
  }
  json->EndList();
  return absl::OkStatus();
}

// Writes "error" to the current map, which already has its "id".
void WriteFailure(Diagnostic error, int line, JsonWriter* json) {
  if (error.code == "bad-request" && line > 0) {
    error.message = absl::StrCat("line ", line, ": ", error.message);
  }
  json->Key("error");
  WriteError(error, json);
}

}  // namespace

std::string AnswerRequest(std::string_view text, const VersionProfile& version, int line) {
  BatchRequest request;
  absl::Status status = ReadRequest(text, &request);
  std::string answer;
  JsonWriter json(&answer);
  json.BeginMap();
  json.Key("id").Raw(request.id);
  if (status.ok()) status = Answer(request, version, &json);
  if (!status.ok()) WriteFailure(FromStatus(status), line, &json);
  json.EndMap();
  return answer;
}

std::string RefuseLongRequest(int line) {
  std::string answer;
  JsonWriter json(&answer);
  json.BeginMap();
  json.Key("id").Null();
  WriteFailure(
      RequestError("bad-request",
                   absl::StrCat("the request is longer than ", kMaxRequestMiB, " MiB"), ""),
      line, &json);
  json.EndMap();
  return answer;
}

}  // namespace svcenv
