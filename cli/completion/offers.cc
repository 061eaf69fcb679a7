#include "cli/completion/offers.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/select/targets.h"
#include "cli/sources/files.h"
#include "cli/sources/manifest_files.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/check/rule.h"
#include "svcenv/env/resolver.h"
#include "svcenv/kubernetes/version.h"
#include "svcenv/manifest/load.h"

namespace svcenv::cli {
namespace {

constexpr size_t kMeaningColumns = 60;
// The resources to list in a live cluster while the target has no kind yet.
constexpr char kOfferedResources[] =
    "pods,deployments.apps,statefulsets.apps,daemonsets.apps,jobs.batch,cronjobs.batch";

// Loads the -f files. Ignores errors.
void Load(const Typed& typed, Cluster* cluster) {
  if (typed.files.empty()) return;
  LoadOptions options;
  if (!typed.namespace_.empty()) options.default_namespace = typed.namespace_;
  ManifestPaths paths;
  paths.files = typed.files;
  paths.recursive = typed.recursive;
  absl::StatusOr<ManifestFiles> found = FindManifests(paths);
  if (found.ok()) LoadFiles(*std::move(found), options, cluster, nullptr);
}

// Adds the namespaces that the user typed to the words of `kubectl get`.
void AddNamespace(const Typed& typed, std::vector<std::string>* words) {
  if (typed.all_namespaces) {
    words->emplace_back("-A");
  } else if (!typed.namespace_.empty()) {
    words->insert(words->end(), {"-n", typed.namespace_});
  }
}

// Loads the objects of a live cluster that set variables, except Secrets. Loads none if the cluster
// cannot be read.
void LoadLive(const Typed& typed, Cluster* cluster) {
  if (typed.is_rendered) return;
  std::vector<std::string> words = {"get", "services,configmaps,pods", "-o", "json",
                                    "--request-timeout=3s"};
  AddNamespace(typed, &words);
  const Kubectl kubectl(typed.kubectl, [](std::string_view) {});
  absl::StatusOr<std::string> objects = kubectl.Run(words);
  if (!objects.ok()) return;
  LoadOptions options;
  options.source = LoadOptions::Source::kServed;
  (void)LoadManifest("kubectl", *std::move(objects), options, cluster);
}

bool IsShown(const Typed& typed, std::string_view namespace_) {
  return typed.namespace_.empty() || typed.namespace_ == namespace_;
}

// Returns the KIND/NAME of objects of a live cluster, without the group of the kind. Returns none
// if the cluster cannot be read.
std::vector<std::string> LiveNames(const Typed& typed, std::string_view resources,
                                   bool of_namespace) {
  if (typed.is_rendered) return {};
  std::vector<std::string> words = {"get", std::string(resources), "-o", "name",
                                    "--request-timeout=3s"};
  if (of_namespace) AddNamespace(typed, &words);
  const absl::StatusOr<std::string> lines =
      Kubectl(typed.kubectl, [](std::string_view) {}).Run(words);
  std::vector<std::string> names;
  if (!lines.ok()) return names;
  for (const std::string_view line : absl::StrSplit(*lines, '\n', absl::SkipEmpty())) {
    const size_t slash = line.find('/');
    if (slash == line.npos) continue;
    names.push_back(
        absl::StrCat(line.substr(0, std::min(slash, line.find('.'))), line.substr(slash)));
  }
  return names;
}

// Offers targets with the kind as the user wrote it: "deploy/web" for "deploy/w".
void OfferTargets(const Typed& typed, Offers* offers) {
  const size_t slash = offers->begun().find('/');
  const std::string_view word =
      slash == offers->begun().npos ? "" : offers->begun().substr(0, slash);
  const std::string_view kind = WorkloadKindOf(word);
  if (kind.empty() && !word.empty()) return;
  const auto as_begun = [&](const std::string& target) {
    return word.empty() ? target : absl::StrCat(word, target.substr(target.find('/')));
  };
  if (typed.files.empty()) {
    const std::string resources = kind.empty() ? kOfferedResources : ResourceOf(kind);
    for (const std::string& target : LiveNames(typed, resources, true)) {
      offers->Add(as_begun(target));
    }
    return;
  }
  Cluster cluster;
  Load(typed, &cluster);
  for (const Workload& workload : cluster.workloads()) {
    if (!IsShown(typed, workload.meta.namespace_)) continue;
    if (!kind.empty() && workload.kind != kind) continue;
    offers->Add(as_begun(TargetOf(workload)),
                absl::StrCat("in namespace ", workload.meta.namespace_));
  }
}

// Offers files and, if there are -f files, targets in them.
void OfferOperands(const Typed& typed, Offers* offers) {
  offers->AddFiles();
  if (!typed.files.empty()) OfferTargets(typed, offers);
}

// Offers the names of the objects of one resource.
void OfferLive(const Typed& typed, std::string_view resource, bool of_namespace, Offers* offers) {
  for (const std::string& name : LiveNames(typed, resource, of_namespace)) {
    offers->Add(std::string_view(name).substr(name.find('/') + 1));
  }
}

void OfferServices(const Typed& typed, Offers* offers) {
  if (typed.files.empty()) return OfferLive(typed, "services", true, offers);
  Cluster cluster;
  Load(typed, &cluster);
  for (const Service& service : cluster.services()) {
    if (!IsShown(typed, service.meta.namespace_)) continue;
    offers->Add(service.meta.name.text, absl::StrCat("in namespace ", service.meta.namespace_));
  }
}

void OfferContainers(const Typed& typed, Offers* offers) {
  Cluster cluster;
  Load(typed, &cluster);
  std::set<std::string_view> names;
  for (const Workload& workload : cluster.workloads()) {
    const auto is_named = [&](const std::string& a) { return a == TargetOf(workload); };
    if (!IsShown(typed, workload.meta.namespace_) ||
        (absl::c_any_of(typed.arguments,
                        [](const std::string& a) { return absl::StrContains(a, '/'); }) &&
         absl::c_none_of(typed.arguments, is_named))) {
      continue;
    }
    for (const Container* container : AllContainers(workload.pod.spec)) {
      names.insert(container->name.text);
    }
  }
  for (const std::string_view name : names) offers->Add(name);
}

void OfferNamespaces(const Typed& typed, Offers* offers) {
  if (typed.files.empty()) return OfferLive(typed, "namespaces", false, offers);
  Cluster cluster;
  Load(typed, &cluster);
  std::set<std::string_view> names;
  for (const Workload& workload : cluster.workloads()) names.insert(workload.meta.namespace_);
  for (const Service& service : cluster.services()) names.insert(service.meta.namespace_);
  for (const std::string_view name : names) offers->Add(name);
}

void OfferVersions(const Typed&, Offers* offers) {
  for (const VersionProfile& version : KnownVersions()) offers->Add(version.name);
}

// Offers the names of variables that containers have or refer to, but those of Secrets only if
// files define them.
void OfferVariables(const Typed& typed, Offers* offers) {
  Cluster cluster;
  if (typed.files.empty()) {
    LoadLive(typed, &cluster);
  } else {
    Load(typed, &cluster);
  }
  const Resolver resolver(cluster, ResolveOptions());
  std::set<std::string> names;
  for (const Workload& workload : cluster.workloads()) {
    if (!IsShown(typed, workload.meta.namespace_)) continue;
    for (const Container* container : AllContainers(workload.pod.spec)) {
      const ResolvedContainer resolved =
          resolver.ResolveWithFailures(workload, *container, PodFacts()).container;
      resolved.environment.ForEach([&](const Variable& variable) { names.emplace(variable.name); });
      for (const auto* list : {&resolved.environment.unresolved(), &resolved.unresolved}) {
        for (const UnresolvedReference& reference : *list) names.insert(reference.name);
      }
    }
  }
  for (const std::string& name : names) offers->Add(name);
}

void OfferCommands(const Typed& typed, Offers* offers) {
  for (const CommandRow& row : typed.commands) offers->Add(row.name, row.summary);
}
void OfferCodes(const Typed&, Offers* offers) {
  for (const Rule& rule : Rules()) offers->Add(rule.code, rule.summary);
}
void OfferFiles(const Typed&, Offers* offers) { offers->AddFiles(); }

// The names that help gives to values and arguments, and the offers for them.
constexpr struct {
  std::string_view name;
  void (*offer)(const Typed& typed, Offers* offers);
} kKinds[] = {
    {"TARGET", OfferTargets},
    {"VARIABLE", OfferVariables},
    {"SERVICE", OfferServices},
    {"CONTAINER", OfferContainers},
    {"NAMESPACE", OfferNamespaces},
    {"VERSION", OfferVersions},
    {"COMMAND", OfferCommands},
    {"CODE", OfferCodes},
    {"FILE|DIR|-", OfferFiles},
    {"FILE", OfferFiles},
    {"DIR", OfferFiles},
    {"CHART", OfferFiles},
    {"GLOB", OfferFiles},
    {"TARGET|FILE|DIR", OfferOperands},
    {"A", OfferOperands},
    {"B", OfferOperands},
};

}  // namespace

void Offers::Add(std::string_view word, std::string_view meaning) {
  if (!absl::StartsWith(word, begun_)) return;
  absl::StrAppend(&text_, before_, Visible(word), meaning.empty() ? "" : "\t",
                  Cut(meaning.substr(0, meaning.find('\n')), kMeaningColumns), "\n");
}

std::string Offers::Take() const { return absl::StrCat(text_, files_ ? ":0" : ":4", "\n"); }

void OfferKind(std::string_view name, const Typed& typed, Offers* offers) {
  for (const auto& kind : kKinds) {
    if (kind.name == name) return kind.offer(typed, offers);
  }
  if (!absl::ascii_islower(static_cast<unsigned char>(name.front()))) return;
  for (const std::string_view word : absl::StrSplit(name, '|')) offers->Add(word);
}

void OfferValues(const Flag& flag, const Typed& typed, Offers* offers) {
  if (flag.choices.empty()) return OfferKind(flag.value_name, typed, offers);
  for (const Choice& choice : flag.choices) offers->Add(choice.name, choice.help);
}

}  // namespace svcenv::cli
