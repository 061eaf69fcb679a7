#include "cli/completion/completion.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/flags/arguments.h"
#include "cli/select/targets.h"
#include "cli/sources/files.h"
#include "cli/sources/kubectl.h"
#include "cli/sources/manifest_files.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/check/rule.h"
#include "svcenv/kubernetes/version.h"
#include "svcenv/render/format.h"

namespace svcenv::cli {
namespace {

constexpr size_t kMeaningColumns = 60;
// The resources to list in a live cluster while the target has no kind yet.
constexpr char kOfferedResources[] =
    "pods,deployments.apps,statefulsets.apps,daemonsets.apps,jobs.batch,cronjobs.batch";

// The offered words, in order.
class Offers {
 public:
  // Offers only words that start with `begun`, each prefixed with `before`.
  Offers(std::string_view begun, std::string_view before) : begun_(begun), before_(before) {}

  void Add(std::string_view word, std::string_view meaning = "") {
    if (!absl::StartsWith(word, begun_)) return;
    absl::StrAppend(&text_, before_, Visible(word), meaning.empty() ? "" : "\t",
                    Cut(meaning.substr(0, meaning.find('\n')), kMeaningColumns), "\n");
  }
  void AddFiles() { files_ = true; }
  std::string_view begun() const { return begun_; }

  std::string Take() { return absl::StrCat(text_, files_ ? ":0" : ":4", "\n"); }

 private:
  std::string_view begun_, before_;
  std::string text_;
  bool files_ = false;
};

// The words before the one to complete, parsed.
struct Typed {
  absl::Span<const CommandRow> commands;
  std::vector<std::string> arguments;  // the positional ones
  std::vector<std::string> files;      // of -f
  bool recursive = false;
  std::string namespace_;
  bool all_namespaces = false;
  KubectlFlags kubectl;
  bool is_rendered = false;     // by kustomize or helm, which completion does not run
  const Flag* open = nullptr;   // the flag in the last word, if its value comes next
  bool only_arguments = false;  // after --
};

const Flag* FindFlag(const std::vector<Flag>& flags, std::string_view name) {
  for (const Flag& flag : flags) {
    if (std::find(flag.names.begin(), flag.names.end(), name) != flag.names.end()) return &flag;
  }
  return nullptr;
}

void Note(const Flag& flag, std::string_view value, Typed* typed) {
  const std::string& name = flag.names.back();
  if (name == "--filename" && value != "-") typed->files.emplace_back(value);
  if (name == "--recursive") typed->recursive = true;
  if (name == "--kustomize" || name == "--helm") typed->is_rendered = true;
  if (name == "--namespace") typed->namespace_ = std::string(value);
  if (name == "--all-namespaces") typed->all_namespaces = true;
  if (name == "--context") typed->kubectl.context = std::string(value);
  if (name == "--kubeconfig") typed->kubectl.kubeconfig = std::string(value);
}

// Parses a word that is a flag: `-f`, `--filename=a`, or `-fa`.
void ReadFlag(const std::string& word, const std::vector<Flag>& flags, Typed* typed) {
  const size_t equals = word.find('=');
  if (const Flag* flag = FindFlag(flags, word.substr(0, equals))) {
    if (flag->value_name.empty() || flag->value_optional || equals != std::string::npos) {
      Note(*flag, equals == std::string::npos ? "" : word.substr(equals + 1), typed);
    } else {
      typed->open = flag;
    }
  } else if (const Flag* letter = FindFlag(flags, word.substr(0, 2)); letter != nullptr) {
    Note(*letter, word.substr(2), typed);
  }
}

Typed Read(absl::Span<const CommandRow> commands, const std::vector<std::string>& words,
           const Arguments& declared) {
  const std::vector<Flag>& flags = declared.flags();
  const bool ends_at_word = declared.command_begin() == CommandBegin::kAtFirstWord;
  Typed typed;
  typed.commands = commands;
  for (const std::string& word : words) {
    if (typed.open != nullptr) {
      Note(*std::exchange(typed.open, nullptr), word, &typed);
    } else if (!typed.only_arguments && word == "--") {
      typed.only_arguments = true;
    } else if (!typed.only_arguments && word.size() > 1 && word[0] == '-') {
      ReadFlag(word, flags, &typed);
    } else {
      typed.arguments.push_back(word);
      typed.only_arguments = typed.only_arguments || ends_at_word;
    }
  }
  return typed;
}

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
  if (of_namespace && typed.all_namespaces) {
    words.emplace_back("-A");
  } else if (of_namespace && !typed.namespace_.empty()) {
    words.insert(words.end(), {"-n", typed.namespace_});
  }
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

void OfferFormats(const Typed&, Offers* offers) {
  for (const Format& format : Formats()) offers->Add(format.name, format.help);
}
void OfferVersions(const Typed&, Offers* offers) {
  for (const VersionProfile& version : KnownVersions()) offers->Add(version.name);
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
    {"SERVICE", OfferServices},
    {"CONTAINER", OfferContainers},
    {"NAMESPACE", OfferNamespaces},
    {"FORMAT", OfferFormats},
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

// `name` is one of kKinds or a list of words, "auto|always|never".
void OfferKind(std::string_view name, const Typed& typed, Offers* offers) {
  for (const auto& kind : kKinds) {
    if (kind.name == name) return kind.offer(typed, offers);
  }
  if (!absl::ascii_islower(static_cast<unsigned char>(name.front()))) return;
  for (const std::string_view word : absl::StrSplit(name, '|')) offers->Add(word);
}

// Returns the name of the positional argument at `index`, from a command's usage: "NAME [TARGET] -f
// FILE". Returns an empty string if there is none.
std::string_view ArgumentKind(std::string_view usage, size_t index) {
  std::string_view kind;
  for (std::string_view word : absl::StrSplit(usage, ' ', absl::SkipEmpty())) {
    if (word.front() == '-' || absl::StartsWith(word, "[-") || word == "[flags]") break;
    const bool repeats = absl::StrContains(word, "…");
    const size_t begin = std::min(word.find_first_not_of('['), word.size());
    kind = word.substr(begin, word.find_first_of("]\xE2", begin) - begin);
    if (index == 0 || repeats) return kind;
    --index;
  }
  return "";
}

}  // namespace

std::string Complete(absl::Span<const CommandRow> commands, const std::vector<std::string>& words) {
  const std::string current = words.empty() ? "" : words.back();
  if (words.size() < 2) {
    Offers offers(current, "");
    Typed typed;
    typed.commands = commands;
    OfferCommands(typed, &offers);
    return offers.Take();
  }
  const auto row = absl::c_find_if(
      commands, [&](const CommandRow& command) { return command.name == words.front(); });
  if (row == commands.end()) return Offers("", "").Take();
  const std::unique_ptr<Command> command = row->make();
  Arguments declared;
  DeclareFlags(*row, command.get(), &declared);
  const Typed typed = Read(commands, {words.begin() + 1, words.end() - 1}, declared);

  const size_t equals = current.find('=');
  if (typed.open != nullptr) {
    Offers offers(current, "");
    OfferKind(typed.open->value_name, typed, &offers);
    return offers.Take();
  }
  if (!typed.only_arguments && absl::StartsWith(current, "-") && equals != std::string::npos) {
    const std::string_view before = std::string_view(current).substr(0, equals + 1);
    Offers offers(std::string_view(current).substr(equals + 1), before);
    const Flag* flag = FindFlag(declared.flags(), before.substr(0, equals));
    if (flag != nullptr && !flag->value_name.empty()) OfferKind(flag->value_name, typed, &offers);
    return offers.Take();
  }
  Offers offers(current, "");
  const bool of_command = typed.only_arguments
                              ? declared.command_begin().has_value()
                              : declared.command_begin() == CommandBegin::kAtFirstWord &&
                                    !absl::StartsWith(current, "-");
  if (of_command) {
    offers.AddFiles();
    return offers.Take();
  }
  if (!typed.only_arguments && absl::StartsWith(current, "-")) {
    for (const Flag& flag : declared.flags()) offers.Add(flag.names.back(), flag.help);
    offers.Add("--help", "Show help for the command");
    return offers.Take();
  }
  if (const std::string_view kind = ArgumentKind(row->usage, typed.arguments.size());
      !kind.empty()) {
    OfferKind(kind, typed, &offers);
  }
  return offers.Take();
}

}  // namespace svcenv::cli
