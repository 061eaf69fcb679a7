#include "cli/sources/collect.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "cli/sources/collected_object.h"
#include "cli/terminal/errors.h"
#include "svcenv/kubernetes/master_service.h"

namespace svcenv::cli {
namespace {

using Words = std::vector<std::string>;

// One `kubectl get`.
struct Call {
  std::string kind;  // "Secret"
  Words words;       // "secrets", "-n", "shop"
  bool keys_only = false;
};

// Resources in a namespace, besides ConfigMaps and Secrets.
constexpr std::pair<const char*, const char*> kResources[] = {
    {"Service", "services"},
    {"Pod", "pods"},
    {"Deployment", "deployments.apps"},
    {"StatefulSet", "statefulsets.apps"},
    {"DaemonSet", "daemonsets.apps"},
    {"ReplicaSet", "replicasets.apps"},
    {"Job", "jobs.batch"},
    {"CronJob", "cronjobs.batch"},
    {"ReplicationController", "replicationcontrollers"},
    {"PodTemplate", "podtemplates"},
    {"LimitRange", "limitranges"},
};

std::vector<Call> CallsFor(const CollectQuery& query) {
  const Words where = query.all_namespaces       ? Words{"-A"}
                      : query.namespace_.empty() ? Words{}
                                                 : Words{"-n", query.namespace_};
  const auto in_scope = [&](std::string resource) {
    Words words = {std::move(resource)};
    words.insert(words.end(), where.begin(), where.end());
    return words;
  };
  std::vector<Call> calls;
  for (const auto& [kind, resource] : kResources) calls.push_back({kind, in_scope(resource)});
  for (const SelectedKind& kind : query.kinds) {
    const Words words = in_scope(kind.Resource());
    const bool is_known = std::any_of(calls.begin(), calls.end(),
                                      [&](const Call& call) { return call.words == words; });
    if (is_known) continue;
    calls.push_back({std::string(kind.known == nullptr ? kind.word : kind.known->name), words});
  }
  calls.push_back({"ConfigMap", in_scope("configmaps"), /*keys_only=*/true});
  calls.push_back({"Secret", in_scope("secrets"), /*keys_only=*/true});
  if (query.all_namespaces) {
    calls.push_back({"Node", {"nodes"}});
  } else if (query.namespace_ != kMasterNamespace) {
    calls.push_back(
        {"Service", {"services", std::string(kMasterName), "-n", std::string(kMasterNamespace)}});
  }
  return calls;
}

// Makes a call, and adds the objects and the denials in its answer. Returns whether any object may
// be read.
absl::StatusOr<bool> Make(const Kubectl& kubectl, const Call& call, Collection* collection,
                          std::vector<CollectedObject>* objects) {
  const absl::StatusOr<KubectlObjects> answer = kubectl.Get(call.words);
  if (!answer.ok()) return answer.status();
  for (const Denial& denial : answer->denied) {
    objects->push_back(Unreadable(call.kind, denial.namespace_, denial.name));
    collection->denied.push_back(denial.ToDiagnostic());
  }
  if (!answer->json.empty()) {
    if (absl::Status status = AppendObjects(answer->json, objects); !status.ok()) return status;
  }
  return answer->denied.empty();
}

// Same as Make, for the names of keys.
absl::StatusOr<bool> MakeForKeys(const Kubectl& kubectl, const Call& call,
                                 std::string_view namespace_, Collection* collection,
                                 std::vector<CollectedObject>* objects) {
  Words words = {"get"};
  words.insert(words.end(), call.words.begin(), call.words.end());
  words.insert(words.end(),
               {"-o", absl::StrCat("go-template=", kKeysTemplate), "--ignore-not-found"});
  const absl::StatusOr<std::string> answer = kubectl.Run(words);
  if (absl::IsPermissionDenied(answer.status())) {
    objects->push_back(Unreadable(call.kind, namespace_, ""));
    collection->denied.push_back(FromStatus(answer.status()));
    return false;
  }
  if (!answer.ok()) return answer.status();
  if (absl::Status status = AppendKeys(call.kind, *answer, objects); !status.ok()) return status;
  return true;
}

std::string ListOf(std::vector<CollectedObject>* objects) {
  std::sort(objects->begin(), objects->end());
  // Without -n, the namespace of kubectl's context may be `default`.
  objects->erase(std::unique(objects->begin(), objects->end()), objects->end());
  std::string list = R"({"apiVersion":"v1","kind":"List","items":[)";
  std::string_view before = "\n";
  for (const CollectedObject& object : *objects) {
    absl::StrAppend(&list, before, object.json);
    before = ",\n";
  }
  absl::StrAppend(&list, "\n]}\n");
  return list;
}

}  // namespace

absl::StatusOr<Collection> Collect(const Kubectl& kubectl, const CollectQuery& query,
                                   Progress* progress) {
  Collection collection;
  std::vector<CollectedObject> objects;
  size_t answered = 0;
  const std::string_view namespace_ =
      query.all_namespaces ? std::string_view() : std::string_view(query.namespace_);
  // One after the other: only one answer, which may be large, is in memory.
  for (const Call& call : CallsFor(query)) {
    progress->Show(absl::StrCat("kubectl get ", call.words.front()));
    const absl::StatusOr<bool> is_readable =
        call.keys_only ? MakeForKeys(kubectl, call, namespace_, &collection, &objects)
                       : Make(kubectl, call, &collection, &objects);
    if (!is_readable.ok()) return is_readable.status();
    if (*is_readable) ++answered;
  }
  if (answered == 0) {
    return ToStatus(collection.denied.front(), absl::StatusCode::kPermissionDenied);
  }
  collection.json = ListOf(&objects);
  collection.objects = objects.size();
  return collection;
}

}  // namespace svcenv::cli
