// What every command that computes begins with: the flags that say which objects there are and what
// is known of a running pod, and the objects themselves.
#ifndef SVCENV_CLI_WORKSPACE_SESSION_H_
#define SVCENV_CLI_WORKSPACE_SESSION_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "cli/flags/arguments.h"
#include "cli/select/targets.h"
#include "cli/sources/files.h"
#include "cli/sources/kubectl.h"
#include "cli/sources/live.h"
#include "cli/terminal/console.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/env/pod_context.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/manifest/load.h"

namespace svcenv::cli {

// The flags as they were given.
struct SessionFlags {
  std::vector<std::string> files;
  bool recursive = false;
  std::string namespace_;
  bool all_namespaces = false;
  KubectlFlags kubectl;
  bool complete = false;
  std::string kube_version;
  std::string assume_ips;
  std::vector<std::string> cluster_ips;
  std::string legacy_service_host;
  std::string reach, node_address;
  // Of a running pod.
  std::vector<std::string> pod_ips, node_ips, host_ips;
  std::string node_file, node_name;
  // Whether Secrets may be read; else they are not known: kSecretsNotRead.
  bool secrets = true;
  std::string jobs;

  void AddObjectFlags(Arguments* arguments);
  void AddServiceFlags(Arguments* arguments);
  void AddLegacyFlag(Arguments* arguments);
  void AddReachFlags(Arguments* arguments);
  void AddPodFlags(Arguments* arguments);

  // The namespace that targets are looked for in; empty: all.
  std::string_view namespace_filter() const {
    return all_namespaces ? std::string_view() : std::string_view(namespace_);
  }
};

// The objects that the flags name. Nothing is written to stdout.
class Session {
 public:
  // Reads the files that the flags name or, without one, what a command about containers needs of
  // the live cluster for what `wanted` selects; without a target for all pods. False, with all that
  // is wrong said on stderr, where a command cannot go on. Where `findings` is not null it gets
  // what lint has a code for, errors too, and stderr does not.
  bool Open(const SessionFlags& flags, const Selection& wanted, Console* console,
            Diagnostics* findings = nullptr);

  // The same for a command about services: of a live cluster those of these names; without one all.
  bool OpenServices(const SessionFlags& flags, const std::vector<std::string>& names,
                    Console* console);

  const Cluster& cluster() const { return cluster_; }
  Cluster& mutable_cluster() { return cluster_; }
  const ResolveOptions& options() const { return options_; }

  // How many threads may work.
  int threads() const { return threads_; }

  bool live() const { return live_; }  // whether a live cluster was read
  // Whether some of what a live cluster has may not be read, which was said: the exit status is
  // kFindings at least.
  bool partial() const { return partial_; }

  // What is known of the pod of a workload.
  PodFacts FactsOf(const Workload& workload) const;

  // Whether a service gives no variables because it has no cluster IP yet.
  static bool WaitsForIp(const Service& service) {
    return service.cluster_ip.empty() && service.type != "ExternalName";
  }

 private:
  bool OpenFor(const LiveQuery& query, const SessionFlags& flags, Console* console,
               Diagnostics* findings);
  absl::Status ReadVersion(const std::string& version, Console* console);
  absl::Status ReadFacts(const SessionFlags& flags);
  absl::Status ReadJobs(const std::string& text);
  absl::Status ReadCluster(LiveQuery query, const SessionFlags& flags, Console* console);
  // Of the kubelets where they are known and alike, else of the API server.
  absl::Status ReadLiveVersion(const std::string& server, Console* console);
  bool Load(const SessionFlags& flags, Console* console, Diagnostics* findings);
  void HideSecrets();
  bool LoadNode(const std::string& file, const LoadOptions& options, Console* console);
  absl::Status SetClusterIp(const std::string& text, std::string_view namespace_);
  absl::Status AssumeIps(const std::string& cidr, Console* console);
  absl::Status ReachFromOutside(const SessionFlags& flags, Console* console);

  Cluster node_cluster_;  // holds the texts of nodes in cluster_
  Cluster cluster_;
  ResolveOptions options_;
  PodFacts facts_;
  std::string default_node_;  // of pods that name none
  int threads_ = 1;
  bool live_ = false;
  bool partial_ = false;
};

// -l and -c, of commands that are about containers.
void AddSelectionFlags(Selection* selection, Arguments* arguments);
inline constexpr std::string_view kStrictHelp =
    "exit with 1 where a $(VAR) stays as it is, and with 2, nothing written, where a value is "
    "unknown";

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_WORKSPACE_SESSION_H_
