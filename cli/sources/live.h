// Reads from a live cluster only the objects that a command needs.
#ifndef SVCENV_CLI_SOURCES_LIVE_H_
#define SVCENV_CLI_SOURCES_LIVE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "cli/select/targets.h"
#include "cli/sources/kubectl.h"
#include "cli/terminal/progress.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv::cli {

// Why Secrets are unknown to a command that reads none by default.
inline constexpr std::string_view kSecretsNotRead = "is not read without --with-secrets";

struct LiveQuery {
  std::string namespace_;  // empty: the namespace of kubectl's context
  bool all_namespaces = false;
  bool version = false;  // read the server's version
  bool nodes = false;    // read all nodes
  bool secrets = true;   // false: mark all as unreadable (kSecretsNotRead)
  int threads = 1;       // for parsing

  // To read services: their names, as in SelectServices, or none for all.
  bool services = false;
  std::vector<std::string> names;

  // To read containers: a target, or a selector of pods. Also reads the services of their
  // namespaces, `kubernetes` of `default`, the ConfigMaps and Secrets that they refer to (by name
  // within one namespace), and their nodes if a variable depends on them.
  Selection selection;
};

struct LiveAnswer {
  std::string server_version;  // "v1.37.2"; empty: not requested or unknown
  // Denied permissions. The Cluster marks the objects as unreadable.
  Diagnostics denied;
};

// Adds the objects to `cluster`. Fails (see Kubectl) if the requested objects cannot be read or do
// not exist. Returns permissions denied for other objects in the answer. Each source in
// cluster->sources() is named after its call: "kubectl get pods web -n shop".
absl::StatusOr<LiveAnswer> ReadLive(const Kubectl& kubectl, const LiveQuery& query,
                                    Cluster* cluster, Progress* progress);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_LIVE_H_
