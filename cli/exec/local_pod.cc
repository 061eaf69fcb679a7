#include "cli/exec/local_pod.h"

#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <thread>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/sources/file_bytes.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/render/escape_references.h"

namespace svcenv::cli {
namespace {

constexpr std::string_view kIp = "127.0.0.1";
constexpr std::string_view kNode = "localhost";
constexpr std::string_view kUid = "00000000-0000-0000-0000-000000000000";

// Labels that controllers add. The value "" means the pod's name, "*" the workload's name.
constexpr struct {
  std::string_view kind, key, value;
} kLabels[] = {
    {"Deployment", "pod-template-hash", "local"},
    {"StatefulSet", "apps.kubernetes.io/pod-index", "0"},
    {"StatefulSet", "controller-revision-hash", "local"},
    {"StatefulSet", "statefulset.kubernetes.io/pod-name", ""},
    {"DaemonSet", "controller-revision-hash", "local"},
    {"DaemonSet", "pod-template-generation", "1"},
    {"Job", "batch.kubernetes.io/controller-uid", kUid},
    {"Job", "batch.kubernetes.io/job-completion-index", "0"},
    {"Job", "batch.kubernetes.io/job-name", "*"},
    {"Job", "controller-uid", kUid},
    {"Job", "job-name", "*"},
};

// Splits "A=B", the value of a flag.
absl::StatusOr<std::pair<std::string_view, std::string_view>> Split(std::string_view text,
                                                                    std::string_view flag,
                                                                    std::string_view form,
                                                                    std::string_view example) {
  const size_t equals = text.find('=');
  if (equals != std::string_view::npos && equals > 0)
    return std::make_pair(text.substr(0, equals), text.substr(equals + 1));
  return WrongUse(
      absl::StrCat(flag, " '", Visible(text.substr(0, equals)), "' is not a valid ", form),
      absl::StrCat("write it like ", flag, " ", example));
}

// The sizes in bytes, or 0 if unknown.
uint64_t MemoryOfMachine() {
  const int64_t pages = sysconf(_SC_PHYS_PAGES), page_bytes = sysconf(_SC_PAGESIZE);
  return pages < 0 || page_bytes < 0 ? 0 : static_cast<uint64_t>(pages) * page_bytes;
}
uint64_t DiskOfMachine() {
  struct statvfs info {};
  return statvfs(".", &info) != 0 ? 0 : static_cast<uint64_t>(info.f_blocks) * info.f_frsize;
}

}  // namespace

LocalPod::LocalPod(const Selected& selected, PodFacts facts, Cluster* cluster)
    : cluster_(*cluster), workload_(*selected.workload), facts_(std::move(facts)) {
  const PodSpec& from = selected.workload->pod.spec;
  PodSpec& to = workload_.pod.spec;
  const auto find = [&](const std::vector<Container>& there, std::vector<Container>& here) {
    for (size_t i = 0; i < there.size(); ++i) {
      if (&there[i] == selected.container) container_ = &here[i];
    }
  };
  find(from.init_containers, to.init_containers);
  find(from.containers, to.containers);
  find(from.ephemeral_containers, to.ephemeral_containers);
  // Sub-paths affect only mounts, and nothing is mounted here.
  container_->volume_mounts.clear();
}

absl::Status LocalPod::Set(std::string_view text) {
  const auto parts = Split(text, "--set", "NAME=VALUE", "LOG_LEVEL=debug");
  if (!parts.ok()) return parts.status();
  const std::string_view name = cluster_.arena().Copy(parts->first);
  const std::string_view value = cluster_.arena().Copy(EscapeReferences(parts->second));
  bool defined = false;
  for (EnvVar& variable : container_->env) {
    if (variable.name.text != name) continue;
    variable.value.text = value;
    variable.value_from = nullptr;
    defined = true;
  }
  // Insert it first, so that all other variables can refer to it.
  if (!defined) container_->env.insert(container_->env.begin(), {{name, {}}, {value, {}}, nullptr});
  return absl::OkStatus();
}

absl::Status LocalPod::Mount(std::string_view text) {
  namespace fs = std::filesystem;
  const auto parts = Split(text, "--volume", "VOLUME=DIRECTORY", "config=./config");
  if (!parts.ok()) return parts.status();
  const fs::path directory(std::string(parts->second));
  std::error_code code;
  if (!fs::is_directory(directory, code)) {
    return WrongUse(absl::StrCat("--volume ", Visible(text), ": no such directory"),
                    "pass the directory that contains the files of the volume");
  }
  auto& files = facts_.files[std::string(parts->first)];
  for (const EnvVar& variable : container_->env) {
    if (variable.value_from == nullptr || variable.value_from->file_key == nullptr) continue;
    const FileReference& reference = *variable.value_from->file_key;
    const std::vector<std::string_view> steps = absl::StrSplit(reference.path.text, '/');
    if (reference.volume_name.text != parts->first || absl::c_linear_search(steps, "..")) continue;
    const fs::path path = directory / fs::path(std::string(reference.path.text)).relative_path();
    if (!fs::exists(path, code)) continue;  // resolving applies the kubelet's rules for this case
    absl::StatusOr<std::string> bytes = ReadBytes(path.string());
    if (!bytes.ok()) return bytes.status();
    files[std::string(reference.path.text)] = *std::move(bytes);
  }
  return absl::OkStatus();
}

void LocalPod::DropCommand() {
  container_->command.clear();
  container_->args.clear();
}

void LocalPod::SetPlaceholders() {
  NamePod();
  PlaceOnNode();
  const PodStatus& status = workload_.pod.status;
  if (facts_.pod_ips.empty() && status.pod_ip.empty() && status.pod_ips.empty() &&
      !workload_.pod.spec.host_network) {
    facts_.pod_ips.emplace_back(kIp);
  }
}

void LocalPod::NamePod() {
  ObjectMeta& meta = workload_.pod.meta;
  const std::string_view kind = std::exchange(workload_.kind, "Pod");
  const std::string_view name = workload_.meta.name.text;
  if (meta.name.text.empty()) {
    meta.name.text = cluster_.arena().Copy(
        kind == "Pod" ? absl::StrCat(meta.generate_name, "local")
                      : absl::StrCat(name, kind == "StatefulSet" ? "-0" : "-local"));
  }
  if (meta.uid.empty()) meta.uid = kUid;
  const std::string_view controller = kind == "CronJob" ? "Job" : kind;
  for (const auto& label : kLabels) {
    if (label.kind != controller || FindEntry(meta.labels, label.key) != nullptr) continue;
    meta.labels.push_back({label.key,
                           label.value.empty()  ? meta.name.text
                           : label.value == "*" ? name
                                                : label.value,
                           {}});
  }
  SortByKey(&meta.labels);
}

void LocalPod::PlaceOnNode() {
  const PodSpec& spec = workload_.pod.spec;
  const PodStatus& status = workload_.pod.status;
  std::string& name = facts_.node_name;
  if (name.empty()) name = std::string(spec.node_name);
  if (name.empty() && cluster_.nodes().size() == 1)
    name = std::string(cluster_.nodes().front().meta.name.text);
  if (name.empty()) name = std::string(kNode);
  if (cluster_.FindNode(name) != nullptr) return;

  Node node;
  node.meta.name.text = cluster_.arena().Copy(name);
  for (const std::string_view ip : status.host_ips) node.addresses.push_back({"InternalIP", ip});
  if (node.addresses.empty()) {
    const std::string_view ip = status.host_ip.text;
    node.addresses.push_back({"InternalIP", ip.empty() ? kIp : ip});
  }
  const auto add = [&](std::string_view resource, uint64_t amount) {
    node.allocatable.push_back({resource, cluster_.arena().Copy(absl::StrCat(amount)), {}});
  };
  add("cpu", std::max(1u, std::thread::hardware_concurrency()));
  add("ephemeral-storage", DiskOfMachine());
  add("memory", MemoryOfMachine());
  cluster_.Add(std::move(node));
}

std::string FlagInsteadOf(const Variable& variable) {
  const std::string_view key = variable.origin.key;
  if (variable.origin.kind == OriginKind::kResourceField) return "--node FILE";
  if (absl::StartsWith(key, "status.podIP")) return "--pod-ip IP";
  if (absl::StartsWith(key, "status.hostIP")) return "--host-ip IP";
  if (key == "spec.nodeName" || key == "spec.host") return "--node-name NAME";
  return absl::StrCat("--set ", Visible(variable.name), "=VALUE");
}

}  // namespace svcenv::cli
