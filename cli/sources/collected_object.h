// Reduces an object of a cluster to what svcenv reads, for `svcenv collect`.
#ifndef SVCENV_CLI_SOURCES_COLLECTED_OBJECT_H_
#define SVCENV_CLI_SOURCES_COLLECTED_OBJECT_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace svcenv::cli {

// One object, as one line of JSON.
struct CollectedObject {
  std::string key;  // sorts objects by kind, namespace, and name
  std::string json;

  friend bool operator<(const CollectedObject& a, const CollectedObject& b) {
    return a.key != b.key ? a.key < b.key : a.json < b.json;
  }
  friend bool operator==(const CollectedObject& a, const CollectedObject& b) {
    return a.json == b.json;
  }
};

// Appends the objects in the answer of `kubectl get -o json`, a List or one object. Leaves out
// workloads that another workload controls, except Pods, and fields that svcenv does not read and
// that change by themselves: managedFields, resourceVersion, and most of the status. Fails if the
// answer is not JSON.
absl::Status AppendObjects(const std::string& answer, std::vector<CollectedObject>* objects);

// The template for `kubectl get configmaps -o go-template=…` and secrets, which prints names of
// objects and keys, but no values.
extern const std::string_view kKeysTemplate;

// Appends a ConfigMapKeys or SecretKeys for each object that kKeysTemplate printed. `kind` is
// ConfigMap or Secret.
absl::Status AppendKeys(std::string_view kind, std::string_view answer,
                        std::vector<CollectedObject>* objects);

// Returns an Unreadable: objects that RBAC does not allow to read. An empty namespace stands for
// all, and so does an empty name.
CollectedObject Unreadable(std::string_view kind, std::string_view namespace_,
                           std::string_view name);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_COLLECTED_OBJECT_H_
