#include "svcenv/batch/batch.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "svcenv/batch/answer.h"
#include "svcenv/batch/request.h"
#include "svcenv/batch/snapshots.h"
#include "svcenv/batch/target.h"
#include "svcenv/env/resolver.h"

namespace svcenv {
namespace {

// Returns the Pod that the request names, or else another workload with that name. Without a name,
// returns the only workload. `snapshot` may be null.
absl::StatusOr<const Workload*> FindTarget(const BatchRequest& request,
                                           const BatchSnapshot* snapshot) {
  TargetChoice choice;
  if (snapshot != nullptr) {
    choice = request.pod.empty() ? snapshot->targets()
                                 : snapshot->TargetsCalled(request.namespace_, request.pod);
  }
  for (const Workload& workload : request.cluster.workloads()) {
    const bool is_called =
        workload.meta.name.text == request.pod && workload.meta.namespace_ == request.namespace_;
    if (request.pod.empty() || is_called) choice.Consider(workload);
  }
  if (request.pod.empty() && choice.count() > 1) {
    return ToStatus(
        RequestError("pod-not-named", "more than one workload in objects; set pod", "pod"));
  }
  if (choice.count() == 0) {
    return ToStatus(RequestError("pod-not-found",
                                 request.pod.empty() ? "no Pod in objects"
                                                     : absl::StrCat("Pod ", request.namespace_, "/",
                                                                    request.pod, " not found"),
                                 "pod"));
  }
  return choice.chosen();
}

// Writes to the current map.
void AnswerContainer(const Resolver& resolver, const Workload& workload, const Container& container,
                     const BatchRequest& request, JsonWriter* json) {
  absl::StatusOr<ResolvedContainer> resolved = resolver.Resolve(workload, container, request.facts);
  if (resolved.ok()) return WriteContainer(*resolved, request.diagnostics, json);
  if (request.container.empty()) json->Key("container").String(container.name.text);
  json->Key("error");
  WriteError(FromStatus(resolved.status()), json);
}

// Writes what follows "id" in the answer to a request for an environment. Writes nothing on failure.
// The objects of the request are added to those of `snapshot`, which may be null.
absl::Status AnswerQuestion(const BatchRequest& request, BatchSnapshot* snapshot,
                            const VersionProfile& default_version, JsonWriter* json) {
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
  const absl::StatusOr<const Workload*> workload = FindTarget(request, snapshot);
  if (!workload.ok()) return workload.status();
  const std::vector<const Container*> containers = AllContainers((*workload)->pod.spec);
  if (snapshot != nullptr) snapshot->CountServicesOf((*workload)->meta.namespace_);
  const Resolver resolver = snapshot == nullptr
                                ? Resolver(request.cluster, options)
                                : Resolver(request.cluster, options, snapshot->services());
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

// Returns the answer that `write` writes after "id".
std::string MakeAnswer(const BatchRequest& request, int line,
                       absl::FunctionRef<absl::Status(JsonWriter*)> write) {
  std::string answer;
  JsonWriter json(&answer);
  json.BeginMap();
  json.Key("id").Raw(request.id);
  const absl::Status status = write(&json);
  if (!status.ok()) WriteFailure(FromStatus(status), line, &json);
  json.EndMap();
  return answer;
}

// Rejects a request that also does something else than defining or dropping a snapshot.
absl::Status CheckAlone(const BatchRequest& request) {
  const bool defines = !request.snapshot.empty();
  const std::string_view name = defines ? "snapshot" : "dropSnapshot";
  const std::pair<std::string_view, bool> fields[] = {
      {"dropSnapshot", defines && !request.drop_snapshot.empty()},
      {"useSnapshot", !request.use_snapshot.empty()},
      {"objects", !defines && request.objects > 0},
      {"pod", !request.pod.empty()},
      {"container", !request.container.empty()}};
  for (const auto& [field, is_set] : fields) {
    if (!is_set) continue;
    return ToStatus(RequestError(
        "bad-request", absl::StrCat("a request with ", name, " cannot have ", field), field));
  }
  return absl::OkStatus();
}

absl::Status DefineSnapshot(std::unique_ptr<BatchRequest> request, Snapshots* snapshots,
                            JsonWriter* json) {
  const std::string name = request->snapshot;
  const size_t objects = request->objects;
  absl::Status status = CheckAlone(*request);
  if (status.ok()) status = snapshots->Define(std::move(request));
  if (!status.ok()) {
    snapshots->Drop(name);
    return status;
  }
  json->Key("snapshot").String(name);
  json->Key("objects").Integer(static_cast<int64_t>(objects));
  return absl::OkStatus();
}

absl::Status DropSnapshot(const BatchRequest& request, Snapshots* snapshots, JsonWriter* json) {
  if (absl::Status status = CheckAlone(request); !status.ok()) return status;
  if (!snapshots->Drop(request.drop_snapshot)) {
    return ToStatus(RequestError("no-such-snapshot",
                                 absl::StrCat("snapshot ", request.drop_snapshot, " not found"),
                                 "dropSnapshot"));
  }
  json->Key("dropSnapshot").String(request.drop_snapshot);
  return absl::OkStatus();
}

absl::Status RefuseSnapshots(const BatchRequest& request) {
  for (const auto& [field, name] : {std::make_pair("snapshot", request.snapshot),
                                    std::make_pair("useSnapshot", request.use_snapshot),
                                    std::make_pair("dropSnapshot", request.drop_snapshot)}) {
    if (name.empty()) continue;
    return ToStatus(
        RequestError("no-snapshots", "only a batch of requests keeps snapshots", field));
  }
  return absl::OkStatus();
}

}  // namespace

std::string AnswerRequest(std::string_view text, const VersionProfile& version, int line) {
  BatchRequest request;
  absl::Status status = ReadRequest(text, &request);
  if (status.ok()) status = RefuseSnapshots(request);
  return MakeAnswer(request, line, [&](JsonWriter* json) {
    return status.ok() ? AnswerQuestion(request, nullptr, version, json) : status;
  });
}

BatchSession::BatchSession(const VersionProfile& version)
    : version_(version), snapshots_(std::make_unique<Snapshots>()) {}

BatchSession::~BatchSession() = default;

std::string BatchSession::Answer(std::string_view text, int line) {
  const std::string used = snapshots_->empty() ? "" : FindUsedSnapshot(text);
  BatchSnapshot* snapshot = used.empty() ? nullptr : snapshots_->Find(used);
  auto request = snapshot == nullptr ? std::make_unique<BatchRequest>()
                                     : std::make_unique<BatchRequest>(&snapshot->cluster());
  if (snapshot != nullptr) request->diagnostics = snapshot->definition().diagnostics;
  absl::Status status = ReadRequest(text, request.get());
  const bool uses = !request->use_snapshot.empty();
  if (status.ok() && uses && snapshot == nullptr) {
    status = ToStatus(RequestError("no-such-snapshot",
                                   absl::StrCat("snapshot ", request->use_snapshot, " not found"),
                                   "useSnapshot"));
  }
  if (status.ok() && uses && !snapshot->IsOnlyExtendedBy(*request)) {
    request = std::make_unique<BatchRequest>();
    status = AddObjectsOf(snapshot->definition(), request.get());
    if (status.ok()) status = ReadRequest(text, request.get());
    snapshot = nullptr;
  }
  if (status.ok() && snapshot != nullptr && snapshot->only_node() != nullptr) {
    request->cluster.Add(Node(*snapshot->only_node()));  // see PodContext::node
  }
  const BatchRequest& read = *request;
  return MakeAnswer(read, line, [&](JsonWriter* json) {
    if (!status.ok()) {
      snapshots_->Drop(read.snapshot);  // its objects are invalid
      return status;
    }
    if (!read.snapshot.empty()) return DefineSnapshot(std::move(request), snapshots_.get(), json);
    if (!read.drop_snapshot.empty()) return DropSnapshot(read, snapshots_.get(), json);
    absl::Status answered = AnswerQuestion(read, snapshot, version_, json);
    snapshots_->Trim();
    return answered;
  });
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
