#include "cli/workspace/workspace.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/sources/files.h"
#include "cli/sources/kubectl.h"
#include "cli/sources/live.h"
#include "cli/sources/manifest_files.h"
#include "cli/sources/rendered.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/parallel.h"
#include "svcenv/check/rule.h"
#include "svcenv/kubernetes/template_to_pod.h"
#include "svcenv/kubernetes/version.h"
#include "svcenv/manifest/load.h"

namespace svcenv::cli {

class Workspace::Reader {
 public:
  Reader(const WorkspaceFlags& flags, const WorkspaceQuery& query, Progress* progress,
         std::function<void(std::string_view)> on_line)
      : flags_(flags),
        query_(query),
        progress_(*progress),
        on_line_(std::move(on_line)),
        kubectl_(flags.kubectl, PrefixedBy("kubectl")) {
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
  // Uses the version of the kubelets if they are known and agree, otherwise that of the API server.
  void ReadLiveVersion(const std::string& server);
  void ReadFiles();
  // Returns the manifests at the paths. On failure, returns none and appends an error to `errors`.
  static ManifestFiles FindFiles(const ManifestPaths& paths, Diagnostics* errors);
  void AddRendered(absl::StatusOr<Rendered> rendered, LoadedManifests* loaded);
  // Returns a callback that forwards the lines of a tool to on_line_, prefixed with its name.
  LineCallback PrefixedBy(std::string tool) const {
    return [on_line = on_line_, tool = std::move(tool)](std::string_view line) {
      on_line(absl::StrCat(tool, ": ", line));
    };
  }
  // Sorts diagnostics into errors of the whole input, faults of objects, and findings.
  void SortDiagnostics(LoadedManifests loaded);
  // Returns whether the input is only files that are operands of lint. They may all be something
  // other than Kubernetes objects.
  bool IsLintOfFiles() const;
  std::string InputText() const;
  // Reads the configurations of these manifests. Only lint reports their errors and uses
  // all of their settings.
  void ReadConfigs(const ManifestFiles& manifests);
  void ReadNodeFile();
  void HideSecrets();

  LoadOptions OptionsOfFiles() const;
  void Note(std::string message, std::string remedy = "");

  Workspace& workspace() { return *opened_.workspace; }
  const Workspace& workspace() const { return *opened_.workspace; }

  const WorkspaceFlags& flags_;
  const WorkspaceQuery& query_;
  Progress& progress_;
  const LineCallback on_line_;
  const Kubectl kubectl_;
  OpenedWorkspace opened_;
};

void Workspace::Reader::Read() {
  absl::Status status = ReadFlags();
  if (status.ok() && workspace().live_) status = ReadCluster();
  if (!status.ok()) return opened_.diagnostics.push_back(FromStatus(status));
  if (!workspace().live_) {
    ReadFiles();
  } else if (query_.lint) {
    ReadConfigs({});
  }
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
  if (absl::Status status = flags_.CheckInputs(); !status.ok()) return status;
  if (absl::Status status = flags_.CheckAddresses(); !status.ok()) return status;
  workspace().facts_.pod_ips = flags_.pod_ips;
  workspace().facts_.node_ips = flags_.node_ips;
  workspace().facts_.host_ips = flags_.host_ips;
  workspace().facts_.node_name = flags_.node_name;
  workspace().live_ = flags_.live();
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
  constexpr int kMaxThreads = 1024;
  if (absl::SimpleAtoi(text, &threads) && threads >= 1 && threads <= kMaxThreads) {
    return absl::OkStatus();
  }
  return WrongUse(absl::StrCat("-j '", text, "' is not a valid number of threads"),
                  absl::StrCat("write a whole number from 1 to ", kMaxThreads));
}

absl::Status Workspace::Reader::ReadCluster() {
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
  Note(absl::StrCat("cannot determine the version of the cluster: using the rules of Kubernetes ",
                    workspace().options_.version->name),
       "set --kube-version");
}

LoadOptions Workspace::Reader::OptionsOfFiles() const {
  LoadOptions options;
  if (!flags_.namespace_.empty()) options.default_namespace = flags_.namespace_;
  options.version = workspace().options_.version;
  options.threads = workspace().threads_;
  options.unknown_fields =
      query_.lint ? LoadOptions::UnknownFields::kReported : LoadOptions::UnknownFields::kWarned;
  options.drop_refused = !query_.lint;
  options.kinds = workspace().kinds_.all();
  return options;
}

void Workspace::Reader::ReadConfigs(const ManifestFiles& manifests) {
  opened_.config_errors = opened_.configs.Load(manifests, flags_.paths.config);
  opened_.configs.AddWorkloads(&workspace().kinds_);
}

void Workspace::Reader::AddRendered(absl::StatusOr<Rendered> rendered, LoadedManifests* loaded) {
  if (!rendered.ok()) return loaded->errors.push_back(FromStatus(rendered.status()));
  loaded->Add(LoadRendered(*std::move(rendered), OptionsOfFiles(), &workspace().cluster_));
}

ManifestFiles Workspace::Reader::FindFiles(const ManifestPaths& paths, Diagnostics* errors) {
  absl::StatusOr<ManifestFiles> found = FindManifests(paths);
  if (found.ok()) return *std::move(found);
  errors->push_back(FromStatus(found.status()));
  return {};
}

void Workspace::Reader::ReadFiles() {
  LoadedManifests loaded;
  ManifestFiles manifests = FindFiles(flags_.paths, &loaded.errors);
  ReadConfigs(manifests);
  loaded.Add(LoadFiles(std::move(manifests), OptionsOfFiles(), &workspace().cluster_, &progress_));
  for (const std::string& directory : flags_.kustomizations) {
    progress_.Show(absl::StrCat("building ", directory));
    AddRendered(RunKustomize(directory, PrefixedBy("kustomize")), &loaded);
  }
  if (!flags_.helm.chart.empty()) {
    progress_.Show(absl::StrCat("rendering ", flags_.helm.chart));
    AddRendered(RunHelm(flags_.helm, flags_.namespace_, flags_.kube_version, PrefixedBy("helm")),
                &loaded);
  }
  FollowTemplateReferences(&workspace().cluster_);
  SortDiagnostics(std::move(loaded));
}

void Workspace::Reader::SortDiagnostics(LoadedManifests loaded) {
  // Lint reads the whole configuration and reports all of its errors itself.
  if (!loaded.config_error.ok() && !query_.lint) {
    loaded.errors.push_back(FromStatus(loaded.config_error));
  }
  const bool failed = !loaded.errors.empty();
  const bool has_faults = loaded.has_faults();
  if (loaded.usable == 0 && !failed && !has_faults && !IsLintOfFiles()) {
    loaded.errors.push_back(NoObjects(InputText(), loaded));
  }
  // Without a usable object, only lint has something to report: the faults.
  const bool fatal = failed || (loaded.usable == 0 && !query_.lint);
  for (Diagnostic& one : loaded.faults) {
    const bool is_error = one.severity == Severity::kError;
    if (query_.lint && is_error && FindRule(one.code) == nullptr) one.code = "refused-by-api";
    if (query_.lint && FindRule(one.code) != nullptr) {
      opened_.findings.push_back(std::move(one));
    } else {
      (is_error && !fatal ? opened_.faults : opened_.diagnostics).push_back(std::move(one));
    }
  }
  for (Diagnostic& error : loaded.errors) opened_.diagnostics.push_back(std::move(error));
  opened_.skipped = std::move(loaded.skipped);
  opened_.unchecked_kinds = std::move(loaded.unchecked_kinds);
  workspace().partial_ = !opened_.faults.empty();
  workspace().incomplete_ = loaded.incomplete;
  if (loaded.incomplete) workspace().options_.complete = false;
}

bool Workspace::Reader::IsLintOfFiles() const {
  return query_.lint && flags_.paths.files.empty() && !flags_.paths.operands.empty() &&
         std::none_of(flags_.paths.operands.begin(), flags_.paths.operands.end(),
                      [](const std::string& path) {
                        std::error_code code;
                        return std::filesystem::is_directory(path, code);
                      });
}

std::string Workspace::Reader::InputText() const {
  std::vector<std::string> names = flags_.paths.files;
  names.insert(names.end(), flags_.paths.operands.begin(), flags_.paths.operands.end());
  names.insert(names.end(), flags_.kustomizations.begin(), flags_.kustomizations.end());
  if (!flags_.helm.chart.empty()) names.push_back(flags_.helm.chart);
  std::replace(names.begin(), names.end(), std::string("-"), std::string("standard input"));
  return absl::StrJoin(names, ", ");
}

// Uses only the Nodes of the file.
void Workspace::Reader::ReadNodeFile() {
  Cluster& cluster = workspace().cluster_;
  Cluster& node_cluster = workspace().node_cluster_.emplace(&cluster);
  ManifestPaths paths;
  paths.files = {flags_.node_file};
  LoadedManifests loaded;
  ManifestFiles manifests = FindFiles(paths, &loaded.errors);
  loaded.Add(LoadFiles(std::move(manifests), OptionsOfFiles(), &node_cluster, &progress_));
  AppendDiagnostics(std::move(loaded.faults), &opened_.diagnostics);
  AppendDiagnostics(std::move(loaded.errors), &opened_.diagnostics);
  const auto& nodes = node_cluster.nodes();
  if (nodes.empty() && opened_.ok()) {
    opened_.diagnostics.push_back(
        FromStatus(WrongUse(absl::StrCat("--node ", flags_.node_file, " contains no Node"),
                            "save one with kubectl get node NAME -o yaml")));
  }
  for (Node node : nodes) {
    // Its positions do not refer to the sources of `cluster`.
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
                                Progress* progress, std::function<void(std::string_view)> on_line) {
  return Reader(flags, query, progress, std::move(on_line)).Run();
}

PodFacts Workspace::FactsOf(const Workload& workload) const {
  PodFacts facts = facts_;
  if (facts.node_name.empty() && workload.pod.spec.node_name.empty())
    facts.node_name = default_node_;
  return facts;
}

}  // namespace svcenv::cli
