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

// The Pod that the request names, else another workload of that name; the only one where it names
// none.
absl::StatusOr<const Workload*> FindTarget(const BatchRequest& request) {
  const Workload* found = nullptr;
  for (const Workload& workload : request.cluster.workloads()) {
    if (request.pod.empty() && found != nullptr) {
      return ToStatus(
          RequestError("pod-not-named", "there is more than one pod or workload", "pod"));
    }
    if (!request.pod.empty() && (workload.meta.name.text != request.pod ||
                                 workload.meta.namespace_ != request.namespace_)) {
      continue;
    }
    if (found == nullptr || found->is_template()) found = &workload;
  }
  if (found == nullptr) {
    return ToStatus(
        RequestError("pod-not-found",
                     request.pod.empty()
                         ? "there is no Pod among the objects"
                         : absl::StrCat("there is no Pod ", request.namespace_, "/", request.pod),
                     "pod"));
  }
  return found;
}

Json AnswerContainer(Resolver& resolver, const Workload& workload, const Container& container,
                     const BatchRequest& request, bool named) {
  absl::StatusOr<ResolvedContainer> resolved = resolver.Resolve(workload, container, request.facts);
  if (resolved.ok()) return ContainerAnswer(*resolved, request.diagnostics);
  Json error = ErrorAnswer(FromStatus(resolved.status()));
  if (named) return {{"error", std::move(error)}};
  return {{"container", std::string(container.name.text)}, {"error", std::move(error)}};
}

// What comes after "id" in the answer.
absl::StatusOr<Json> Answer(const BatchRequest& request, const VersionProfile& default_version) {
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
  Resolver resolver(request.cluster, options);
  Json containers = Json::array();
  for (const Container* container : AllContainers((*workload)->pod.spec)) {
    const bool named = !request.container.empty();
    if (named && container->name.text != request.container) continue;
    Json answer = AnswerContainer(resolver, **workload, *container, request, named);
    if (named) return answer;
    containers.push_back(std::move(answer));
  }
  if (!request.container.empty()) {
    return ToStatus(RequestError("container-not-found",
                                 absl::StrCat((*workload)->kind, " ", (*workload)->meta.name.text,
                                              " has no container ", request.container),
                                 "container"));
  }
  return Json{{"containers", std::move(containers)}};
}

}  // namespace

std::string AnswerRequest(std::string_view text, const VersionProfile& version, int line) {
  BatchRequest request;
  absl::Status status = ReadRequest(text, &request);
  Json result = {{"id", request.id}};
  absl::StatusOr<Json> answer =
      status.ok() ? Answer(request, version) : absl::StatusOr<Json>(status);
  if (answer.ok()) {
    result.update(*answer);
  } else {
    Diagnostic error = FromStatus(answer.status());
    if (error.code == "bad-request" && line > 0) {
      error.message = absl::StrCat("line ", line, ": ", error.message);
    }
    result["error"] = ErrorAnswer(error);
  }
  return result.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace svcenv
