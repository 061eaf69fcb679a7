#include "cli/workspace/workspace.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "cli/sources/files.h"
#include "cli/sources/kubectl.h"
#include "cli/sources/live.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/parallel.h"
#include "svcenv/check/rule.h"
#include "svcenv/kubernetes/version.h"
#include "svcenv/manifest/load.h"

namespace svcenv::cli {

class Workspace::Reader {
 public:
  Reader(const WorkspaceFlags& flags, const WorkspaceQuery& query, Progress* progress,
         std::function<void(std::string_view)> tell)
      : flags_(flags),
        query_(query),
        progress_(*progress),
        kubectl_(flags.kubectl, std::move(tell)) {
    opened_.workspace.reset(new Workspace());
  }

  OpenedWorkspace Run() {
    Read();
    return std::move(opened_);
  }

 private:
  void Read();
  absl::Status ReadFlags();
  absl::Status ReadJobs(const std::string& text);
  absl::Status ReadCluster();
  // Of the kubelets if they are known and agree, otherwise of the API server.
  void ReadLiveVersion(const std::string& server);
  void ReadFiles();
  void ReadNodeFile();
  void HideSecrets();

  LoadOptions OptionsOfFiles() const;
  void Note(std::string message, std::string remedy = "");

  Workspace& workspace() { return *opened_.workspace; }
  const Workspace& workspace() const { return *opened_.workspace; }

  const WorkspaceFlags& flags_;
  const WorkspaceQuery& query_;
  Progress& progress_;
  const Kubectl kubectl_;
  OpenedWorkspace opened_;
};

void Workspace::Reader::Read() {
  absl::Status status = ReadFlags();
  if (status.ok() && workspace().live_) status = ReadCluster();
  if (!status.ok()) return opened_.diagnostics.push_back(FromStatus(status));
  if (!workspace().live_) ReadFiles();
  if (opened_.ok() && !flags_.node_file.empty()) ReadNodeFile();
  if (!flags_.secrets) HideSecrets();
}

void Workspace::Reader::Note(std::string message, std::string remedy) {
  Diagnostic note;
  note.severity = Severity::kInfo;
  note.message = std::move(message);
  note.remedy = std::move(remedy);
  opened_.diagnostics.push_back(std::move(note));
}

absl::Status Workspace::Reader::ReadFlags() {
  if (!flags_.kube_version.empty()) {
    const absl::StatusOr<ParsedVersion> version = flags_.Version();
    if (!version.ok()) return version.status();
    workspace().options_.version = version->profile;
  }
  if (absl::Status status = ReadJobs(flags_.jobs); !status.ok()) return status;
  if (absl::Status status = flags_.CheckAddresses(); !status.ok()) return status;
  workspace().facts_.pod_ips = flags_.pod_ips;
  workspace().facts_.node_ips = flags_.node_ips;
  workspace().facts_.host_ips = flags_.host_ips;
  workspace().facts_.node_name = flags_.node_name;
  workspace().live_ = flags_.files.empty();
  ResolveOptions& options = workspace().options_;
  options.complete = workspace().live_ || flags_.complete;
  options.facts_complete = flags_.complete;
  options.legacy_service_host = flags_.legacy_service_host;
  return absl::OkStatus();
}

absl::Status Workspace::Reader::ReadJobs(const std::string& text) {
  int& threads = workspace().threads_;
  threads = AvailableProcessors();
  if (text.empty()) return absl::OkStatus();
  constexpr int kMostThreads = 1024;
  if (absl::SimpleAtoi(text, &threads) && threads >= 1 && threads <= kMostThreads) {
    return absl::OkStatus();
  }
  return WrongUse(absl::StrCat("-j '", text, "' is no number of threads"),
                  absl::StrCat("write a whole number from 1 to ", kMostThreads));
}

absl::Status Workspace::Reader::ReadCluster() {
  if (flags_.recursive)
    return WrongUse("-R goes with -f", "name a directory with -f, or leave it out");
  LiveQuery query;
  query.selection = query_.selection;
  query.services = query_.services.has_value();
  if (query.services) query.names = *query_.services;
  query.namespace_ = flags_.namespace_;
  query.all_namespaces = flags_.all_namespaces;
  query.version = flags_.kube_version.empty() && !query.services;
  query.nodes = flags_.reach == kReachNodePort && flags_.node_address.empty();
  query.secrets = flags_.secrets;
  query.threads = workspace().threads_;
  absl::StatusOr<LiveAnswer> answer = ReadLive(kubectl_, query, &workspace().cluster_, &progress_);
  if (!answer.ok()) return answer.status();
  workspace().partial_ = !answer->denied.empty();
  for (Diagnostic& denied : answer->denied) {
    denied.severity = Severity::kWarning;
    opened_.diagnostics.push_back(std::move(denied));
  }
  if (query.version) ReadLiveVersion(answer->server_version);
  return absl::OkStatus();
}

void Workspace::Reader::ReadLiveVersion(const std::string& server) {
  std::string version = server;
  const VersionProfile* of_nodes = nullptr;
  for (const Node& node : workspace().cluster_.nodes()) {
    const absl::StatusOr<ParsedVersion> parsed = ParseVersion(node.kubelet_version);
    if (!parsed.ok() || (of_nodes != nullptr && of_nodes != parsed->profile)) {
      version = server;
      break;
    }
    of_nodes = parsed->profile;
    version = std::string(node.kubelet_version);
  }
  if (const absl::StatusOr<ParsedVersion> parsed = ParseVersion(version); parsed.ok()) {
    workspace().options_.version = parsed->profile;
    if (!parsed->note.empty()) Note(parsed->note);
    return;
  }
  Note(absl::StrCat("the version of the cluster is not known: the rules of Kubernetes ",
                    workspace().options_.version->name, " are used"),
       "--kube-version names it");
}

LoadOptions Workspace::Reader::OptionsOfFiles() const {
  LoadOptions options;
  if (!flags_.namespace_.empty()) options.default_namespace = flags_.namespace_;
  options.version = workspace().options_.version;
  options.threads = workspace().threads_;
  if (query_.lint) options.unknown_fields = LoadOptions::UnknownFields::kReported;
  return options;
}

void Workspace::Reader::ReadFiles() {
  Diagnostics diagnostics = LoadFiles(flags_.files, flags_.recursive, OptionsOfFiles(),
                                      &workspace().cluster_, &progress_);
  for (Diagnostic& diagnostic : diagnostics) {
    const bool is_finding = query_.lint && FindRule(diagnostic.code) != nullptr;
    (is_finding ? opened_.findings : opened_.diagnostics).push_back(std::move(diagnostic));
  }
}

// Only the nodes of the file count.
void Workspace::Reader::ReadNodeFile() {
  Cluster& cluster = workspace().cluster_;
  Cluster& node_cluster = workspace().node_cluster_.emplace(&cluster);
  AppendDiagnostics(
      LoadFiles({flags_.node_file}, false, OptionsOfFiles(), &node_cluster, &progress_),
      &opened_.diagnostics);
  const auto& nodes = node_cluster.nodes();
  if (nodes.empty() && opened_.ok()) {
    opened_.diagnostics.push_back(
        FromStatus(WrongUse(absl::StrCat("--node ", flags_.node_file, " holds no Node"),
                            "kubectl get node NAME -o yaml writes one")));
  }
  for (Node node : nodes) {
    // Its positions are not in the sources of `cluster`.
    node.meta.position = node.meta.name.position = {};
    for (Entry& entry : node.allocatable) entry.position = {};
    cluster.Add(std::move(node));
  }
  if (nodes.size() == 1) workspace().default_node_ = std::string(nodes.front().meta.name.text);
}

void Workspace::Reader::HideSecrets() {
  Cluster& cluster = workspace().cluster_;
  for (const Secret& secret : cluster.secrets()) {
    cluster.AddUnreadable("Secret", secret.meta.namespace_, secret.meta.name.text, kSecretsNotRead);
  }
}

OpenedWorkspace Workspace::Open(const WorkspaceFlags& flags, const WorkspaceQuery& query,
                                Progress* progress, std::function<void(std::string_view)> tell) {
  return Reader(flags, query, progress, std::move(tell)).Run();
}

PodFacts Workspace::FactsOf(const Workload& workload) const {
  PodFacts facts = facts_;
  if (facts.node_name.empty() && workload.pod.spec.node_name.empty())
    facts.node_name = default_node_;
  return facts;
}

}  // namespace svcenv::cli
