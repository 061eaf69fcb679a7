// Objects from a live cluster: what a command needs of it, and nothing more.
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

// Why a Secret is not known to a command that shows none unless asked to.
inline constexpr std::string_view kSecretsNotRead = "is not read without --with-secrets";

struct LiveQuery {
  std::string namespace_;  // empty: the one of kubectl's context
  bool all_namespaces = false;
  bool version = false;  // of the server
  bool nodes = false;    // all of them
  bool secrets = true;   // else none is asked for, and all are unreadable: kSecretsNotRead
  int threads = 1;       // that may read

  // Either services: of these names, as SelectServices takes them; all without one.
  bool services = false;
  std::vector<std::string> names;

  // Or the containers of a target, or of the pods that the selector takes; the services of their
  // namespaces and `kubernetes` of `default`; the ConfigMaps and Secrets that they refer to, by
  // name where it is one namespace; their nodes where a variable depends on them.
  Selection selection;
};

struct LiveAnswer {
  std::string server_version;  // "v1.37.2"; empty: not asked for, or not told
  // What may not be read; the Cluster has it as unreadable.
  Diagnostics denied;
};

// Adds the objects to `cluster`. Fails (see Kubectl) where what the command is about cannot be read
// or is not there; what else may not be read is in the answer. Each text in cluster->sources() has
// the name of the call that gave it: "kubectl get pods web -n shop".
absl::StatusOr<LiveAnswer> ReadLive(const Kubectl& kubectl, const LiveQuery& query,
                                    Cluster* cluster, Progress* progress);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_LIVE_H_
