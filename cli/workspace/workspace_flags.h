// The flags that name objects and facts about a running pod.
#ifndef SVCENV_CLI_WORKSPACE_WORKSPACE_FLAGS_H_
#define SVCENV_CLI_WORKSPACE_WORKSPACE_FLAGS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/flags/arguments.h"
#include "cli/select/targets.h"
#include "cli/sources/kubectl.h"
#include "cli/sources/manifest_files.h"
#include "cli/sources/rendered.h"
#include "cli/terminal/console.h"
#include "svcenv/kubernetes/version.h"

namespace svcenv::cli {

// Values of --reach.
inline constexpr std::string_view kReachNodePort = "nodeport";
inline constexpr std::string_view kReachLoadBalancer = "loadbalancer";

// Values of --warnings.
inline constexpr char kFewWarnings[] = "few";
inline constexpr char kAllWarnings[] = "all";

// The flags as the user wrote them.
struct WorkspaceFlags {
  ManifestPaths paths;
  std::vector<std::string> kustomizations;  // directories
  HelmFlags helm;
  bool verbose = false;
  std::string warnings = kFewWarnings;
  bool quiet = false;
  std::string namespace_;
  bool all_namespaces = false;
  KubectlFlags kubectl;
  bool complete = false;
  std::string kube_version;
  std::string assume_ips;
  std::vector<std::string> cluster_ips;
  std::string legacy_service_host;
  std::string reach, node_address;
  // Facts about a running pod.
  std::vector<std::string> pod_ips, node_ips, host_ips;
  std::string node_file, node_name;
  // Whether Secrets may be read. If not, their values are unknown (kSecretsNotRead).
  bool secrets = true;
  std::string jobs;

  // Whether objects come from a live cluster: no flag or operand names another input.
  bool live() const { return paths.empty() && kustomizations.empty() && helm.chart.empty(); }

  // Declares --helm-set without its alias --set if the command has a --set flag of its own.
  void AddObjectFlags(Arguments* arguments, bool set_is_taken = false);
  void AddServiceFlags(Arguments* arguments);
  void AddLegacyFlag(Arguments* arguments);
  void AddReachFlags(Arguments* arguments);
  void AddPodFlags(Arguments* arguments);
  // Declares --warnings only for commands that list them. lint does not: it reports findings.
  void AddMessageFlags(Arguments* arguments, bool lists_warnings = true);

  // Applies the flags about messages.
  void SetUp(Console* console) const;

  // Parses --kube-version, which must be set.
  absl::StatusOr<ParsedVersion> Version() const;

  // Fails if --values or --helm-set is given without a chart, or -R without a path, or if
  // --warnings has an invalid value.
  absl::Status CheckInputs() const;

  // Fails if a flag that takes an address, or --reach, has an invalid value.
  absl::Status CheckAddresses() const;

  // The namespace to select targets and services in; empty for all namespaces.
  std::string_view namespace_filter() const {
    return all_namespaces ? std::string_view() : std::string_view(namespace_);
  }

  // Returns the selection restricted to namespace_filter().
  Selection InNamespace(Selection selection) const;
};

// Declares -l and -c, for commands that act on containers.
void AddSelectionFlags(Selection* selection, Arguments* arguments);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_WORKSPACE_WORKSPACE_FLAGS_H_
