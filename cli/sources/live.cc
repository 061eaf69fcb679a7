#include "cli/sources/live.h"

#include <algorithm>
#include <future>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "cli/sources/needs.h"
#include "cli/terminal/errors.h"
#include "nlohmann/json.hpp"
#include "svcenv/base/nearest.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/kubernetes/kinds.h"
#include "svcenv/kubernetes/master_service.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/kubernetes/template_to_pod.h"
#include "svcenv/manifest/load.h"

namespace svcenv::cli {
namespace {

// Falls back to the calling thread, in get(), if the system cannot start more threads.
constexpr auto kInParallel = std::launch::async | std::launch::deferred;

using Words = std::vector<std::string>;

// One `kubectl get`.
struct Call {
  std::string kind;  // "Secret"
  Words words;       // "secrets", "db", "-n", "shop"
};

std::string NameOf(const Call& call) {
  return absl::StrCat("kubectl get ", absl::StrJoin(call.words, " "));
}

// Returns whether an object can have this name. A name that begins with a dash, which kubectl would
// take as a flag, is not valid.
bool IsName(std::string_view text) { return Dns1123SubdomainProblem(text).empty(); }

absl::Status CheckName(std::string_view name) {
  if (IsName(name)) return absl::OkStatus();
  return WrongUse(absl::StrCat("'", Visible(name), "' is not a valid object name"),
                  "use lowercase letters, digits, '-', and '.'");
}

class LiveReader {
 public:
  LiveReader(const Kubectl& kubectl, const LiveQuery& query, Cluster* cluster, Progress* progress)
      : kubectl_(kubectl), query_(query), cluster_(*cluster), progress_(*progress) {}

  absl::StatusOr<LiveAnswer> Run();

 private:
  // Reads the requested objects. Fails if none of them may be read.
  absl::Status ReadServices();
  absl::Status ReadWorkloads();
  // Reads the workloads of these kinds, or pods.
  absl::Status ReadKinds(std::vector<SelectedKind> kinds);
  // Reads the objects that contain the pod templates of the workloads read.
  absl::Status ReadTemplates();
  // Returns the error for a missing object, with suggestions from the existing objects of
  // `resource`. `kind` is a lower-case word such as "pod".
  absl::Status NotThere(std::string_view kind, std::string_view name, const std::string& resource,
                        const Words& where) const;
  // Reads the objects that the requested ones depend on.
  absl::Status ReadRest();
  std::vector<Call> CallsForRest();

  // Makes the calls in parallel.
  absl::Status Read(const std::vector<Call>& calls);
  absl::Status Take(const Call& call, absl::StatusOr<KubectlObjects> objects);
  absl::Status ReadEssential(const Call& call);
  // Leaves the version unknown if kubectl could not read it. Fails if kubectl could not run.
  absl::Status ReadVersion(const absl::StatusOr<std::string>& text);

  // "-A", "-n NAMESPACE", or nothing.
  Words Where() const {
    if (query_.all_namespaces) return {"-A"};
    if (query_.namespace_.empty()) return {};
    return {"-n", query_.namespace_};
  }
  std::string InNamespace() const {
    if (query_.all_namespaces) return " in the cluster";
    if (query_.namespace_.empty()) return " in the namespace of kubectl's context";
    return absl::StrCat(" in namespace ", query_.namespace_);
  }
  static Words Join(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

  const Kubectl& kubectl_;
  const LiveQuery& query_;
  Cluster& cluster_;
  Progress& progress_;
  LiveAnswer answer_;
};

absl::StatusOr<LiveAnswer> LiveReader::Run() {
  // The first call runs alone, so that a login happens once.
  if (absl::Status status = query_.services ? ReadServices() : ReadWorkloads(); !status.ok()) {
    return status;
  }
  if (absl::Status status = ReadRest(); !status.ok()) return status;
  return std::move(answer_);
}

absl::Status LiveReader::ReadServices() {
  // By namespace: kubectl accepts one per call.
  std::map<std::string, Words> names;
  for (const std::string& name : query_.names) {
    std::pair<std::string, std::string> parts = absl::StrSplit(name, absl::MaxSplits('/', 1));
    if (parts.second.empty()) parts = {"", parts.first};
    const Kind* kind = FindKindByWord(parts.first);
    if (kind != nullptr && kind->type == Kind::Type::kService) parts.first.clear();
    names[parts.first].push_back(parts.second);
  }
  if (names.empty() || query_.all_namespaces) {
    const absl::Status status = ReadEssential({"Service", Join({"services"}, Where())});
    if (!status.ok() || !cluster_.services().empty()) return status;
    return InputError("no-services", absl::StrCat("no services found", InNamespace()),
                      "choose another namespace with -n, or all namespaces with -A");
  }
  for (const auto& [namespace_, list] : names) {
    const Words where = namespace_.empty() ? Where() : Words{"-n", namespace_};
    for (const std::string& name : list) {
      if (absl::Status status = CheckName(name); !status.ok()) return status;
    }
    const size_t before = cluster_.services().size();
    const absl::Status status = ReadEssential({"Service", Join(Join({"services"}, list), where)});
    if (!status.ok()) return status;
    for (const std::string& name : list) {
      const auto begin = cluster_.services().begin() + static_cast<std::ptrdiff_t>(before);
      const bool found = std::any_of(begin, cluster_.services().end(), [&](const Service& service) {
        return service.meta.name.text == name;
      });
      if (!found) return NotThere("service", name, "services", where);
    }
  }
  return absl::OkStatus();
}

absl::Status LiveReader::ReadWorkloads() {
  const Selection& selection = query_.selection;
  absl::StatusOr<std::vector<SelectedKind>> kinds = KindsOf(selection);
  if (!kinds.ok()) return kinds.status();
  if (selection.target.empty()) return ReadKinds(*std::move(kinds));
  const absl::StatusOr<Target> target = ParseTarget(selection.target);
  if (!target.ok()) return target.status();
  if (absl::Status status = CheckName(target->name); !status.ok()) return status;
  if (query_.all_namespaces) {
    return WrongUse(absl::StrCat("-A and target ", selection.target,
                                 " are mutually exclusive: a target is in one namespace"),
                    "choose its namespace with -n, or omit the target");
  }
  const std::string resource = ResourceOf(target->kind);
  const absl::Status status = ReadEssential(
      {std::string(target->kind), Join({resource, std::string(target->name)}, Where())});
  if (!status.ok()) return status;
  if (!cluster_.workloads().empty()) return ReadTemplates();
  return NotThere(absl::AsciiStrToLower(target->kind), target->name, resource, Where());
}

absl::Status LiveReader::ReadKinds(std::vector<SelectedKind> kinds) {
  const std::string& selector = query_.selection.selector;
  if (const auto parsed = ParseSelector(selector); !parsed.ok()) return parsed.status();
  if (kinds.empty()) kinds.push_back({"pods", FindKind("Pod")});
  for (const SelectedKind& kind : kinds) {
    Words words = Join({kind.Resource()}, Where());
    if (!selector.empty()) words.push_back("--selector=" + selector);
    const std::string name(kind.known == nullptr ? kind.word : kind.known->name);
    if (absl::Status status = ReadEssential({name, words}); !status.ok()) return status;
  }
  if (!cluster_.workloads().empty()) return ReadTemplates();
  const std::string wanted = absl::StrJoin(
      kinds, ", ", [](std::string* out, const SelectedKind& kind) { out->append(kind.word); });
  return InputError(
      "no-containers",
      absl::StrCat("no ", wanted, " found", InNamespace(),
                   selector.empty() ? "" : absl::StrCat(" that match -l '", selector, "'")),
      "choose another namespace with -n, use all with -A, or name a workload: deploy/NAME");
}

absl::Status LiveReader::ReadTemplates() {
  std::vector<Call> calls;
  for (const Workload& workload : cluster_.workloads()) {
    if (!workload.template_of.has_value() || !IsName(workload.template_of->name)) continue;
    const TemplateReference& reference = *workload.template_of;
    const Kind* const kind = FindKind(reference.api_version, reference.kind);
    if (kind == nullptr || !kind->makes_pods()) continue;
    calls.push_back({std::string(kind->name),
                     {kind->Resource(), std::string(reference.name), "-n",
                      std::string(workload.meta.namespace_)}});
  }
  const absl::Status status = calls.empty() ? absl::OkStatus() : Read(calls);
  FollowTemplateReferences(&cluster_);
  return status;
}

absl::Status LiveReader::NotThere(std::string_view kind, std::string_view name,
                                  const std::string& resource, const Words& where) const {
  const absl::StatusOr<std::string> list =
      kubectl_.Run(Join(Join({"get", resource}, where), {"-o", "name"}));
  Words names;
  if (list.ok()) {
    for (const std::string_view line : absl::StrSplit(*list, '\n', absl::SkipEmpty())) {
      names.push_back(absl::StrCat(kind, "/", line.substr(line.find('/') + 1)));
    }
  }
  const std::string wanted = absl::StrCat(kind, "/", name);
  return InputError(
      kind == "service" ? "no-such-service" : "no-such-target",
      absl::StrCat(wanted, " not found",
                   where.empty() ? InNamespace() : " in namespace " + where.back()),
      names.empty() ? "choose another namespace with -n" : SuggestName(wanted, names, kind));
}

std::vector<Call> LiveReader::CallsForRest() {
  std::vector<Call> calls;
  if (query_.nodes) calls.push_back({"Node", {"nodes"}});
  if (query_.services) return calls;
  Needs needs;
  std::string namespace_;  // of all workloads, without -A
  for (const Workload& workload : cluster_.workloads()) {
    namespace_ = std::string(workload.meta.namespace_);
    for (const Container* container : AllContainers(workload.pod.spec)) {
      const std::string& wanted = query_.selection.container;
      if (wanted.empty() || container->is_called(wanted)) needs.Add(workload, *container);
    }
  }
  const auto add = [&](const char* kind, const char* resource, const std::set<std::string>& names,
                       const Words& where) {
    Words by_name;
    std::copy_if(names.begin(), names.end(), std::back_inserter(by_name), IsName);
    if (by_name.empty()) return;
    calls.push_back({kind, Join(query_.all_namespaces && !where.empty() ? Words{resource}
                                                                        : Join({resource}, by_name),
                                where)});
  };
  const Words where = query_.all_namespaces ? Where() : Words{"-n", namespace_};
  calls.push_back({"Service", Join({"services"}, where)});
  if (!query_.all_namespaces && namespace_ != kMasterNamespace) {
    calls.push_back(
        {"Service", {"services", std::string(kMasterName), "-n", std::string(kMasterNamespace)}});
  }
  add("ConfigMap", "configmaps", needs.config_maps, where);
  if (query_.secrets) {
    add("Secret", "secrets", needs.secrets, where);
  } else {
    cluster_.AddUnreadable("Secret", "", "", kSecretsNotRead);
  }
  if (!query_.nodes) add("Node", "nodes", needs.nodes, {});
  if (needs.limit_ranges) calls.push_back({"LimitRange", Join({"limitranges"}, where)});
  return calls;
}

absl::Status LiveReader::ReadRest() {
  std::future<absl::StatusOr<std::string>> version;
  if (query_.version) {
    // `kubectl version` would warn about version skew.
    version = std::async(kInParallel, [this] {
      return kubectl_.Run({"get", "--raw", "/version"});
    });
  }
  absl::Status status = Read(CallsForRest());
  if (query_.version) status.Update(ReadVersion(version.get()));
  return status;
}

absl::Status LiveReader::Read(const std::vector<Call>& calls) {
  progress_.Show(absl::StrJoin(calls, ", ", [](std::string* out, const Call& call) {
    absl::StrAppend(out, out->empty() ? "kubectl get " : "", call.words.front());
  }));
  std::vector<std::future<absl::StatusOr<KubectlObjects>>> answers;
  for (const Call& call : calls) {
    answers.push_back(std::async(kInParallel, [this, &call] { return kubectl_.Get(call.words); }));
  }
  absl::Status result;
  for (size_t i = 0; i < calls.size(); ++i) result.Update(Take(calls[i], answers[i].get()));
  return result;
}

absl::Status LiveReader::Take(const Call& call, absl::StatusOr<KubectlObjects> objects) {
  if (!objects.ok()) return objects.status();
  for (const Denial& denial : objects->denied) {
    cluster_.AddUnreadable(call.kind, denial.namespace_, denial.name);
    answer_.denied.push_back(denial.ToDiagnostic());
  }
  if (objects->json.empty()) return absl::OkStatus();
  LoadOptions options;
  options.source = LoadOptions::Source::kServed;
  options.threads = query_.threads;
  const LoadResult loaded =
      LoadManifest(NameOf(call), std::move(objects->json), options, &cluster_);
  if (loaded.ok()) return absl::OkStatus();
  Diagnostic error = *FirstError(loaded.diagnostics);
  error.confidential = true;  // the object may be a Secret
  return ToStatus(error);
}

absl::Status LiveReader::ReadEssential(const Call& call) {
  progress_.Show(NameOf(call));
  absl::StatusOr<KubectlObjects> objects = kubectl_.Get(call.words);
  if (objects.ok() && objects->json.empty() && !objects->denied.empty()) {
    return ToStatus(objects->denied.front().ToDiagnostic(), absl::StatusCode::kPermissionDenied);
  }
  return Take(call, std::move(objects));
}

absl::Status LiveReader::ReadVersion(const absl::StatusOr<std::string>& text) {
  if (absl::IsResourceExhausted(text.status())) return text.status();
  if (!text.ok()) return absl::OkStatus();
  const auto read = nlohmann::json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (read.is_object() && read.contains("gitVersion") && read["gitVersion"].is_string()) {
    answer_.server_version = read["gitVersion"].get<std::string>();
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<LiveAnswer> ReadLive(const Kubectl& kubectl, const LiveQuery& query,
                                    Cluster* cluster, Progress* progress) {
  return LiveReader(kubectl, query, cluster, progress).Run();
}

}  // namespace svcenv::cli
