#include <unistd.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "cli/commands/command.h"
#include "cli/reports/difference_report.h"
#include "cli/reports/findings.h"
#include "cli/reports/report_flags.h"
#include "cli/select/operands.h"
#include "cli/sources/kubectl.h"
#include "cli/sources/process.h"
#include "cli/terminal/errors.h"
#include "cli/terminal/pager.h"
#include "cli/workspace/containers.h"
#include "svcenv/base/nearest.h"
#include "svcenv/base/visible.h"
#include "svcenv/check/difference.h"
#include "svcenv/env/resolver.h"
#include "svcenv/kubernetes/version.h"
#include "svcenv/render/heading.h"
#include "svcenv/render/output.h"

namespace svcenv::cli {
namespace {

// A parsed operand.
struct Operand {
  enum class Kind { kFiles, kTarget, kProcess, kContainer };
  Kind kind = Kind::kTarget;
  std::string text;  // without the prefix "pid:" or "exec:"

  bool is_process() const { return kind == Kind::kProcess || kind == Kind::kContainer; }
};

Operand ParseOperand(std::string_view text) {
  std::string_view rest = text;
  if (absl::ConsumePrefix(&rest, "pid:")) return {Operand::Kind::kProcess, std::string(rest)};
  if (absl::ConsumePrefix(&rest, "exec:")) return {Operand::Kind::kContainer, std::string(rest)};
  const std::string path(text);
  const bool is_path = IsPath(text) || access(path.c_str(), F_OK) == 0;
  return {is_path ? Operand::Kind::kFiles : Operand::Kind::kTarget, path};
}

// The objects of a side and their resolver. Its address is stable.
struct Loaded {
  std::unique_ptr<Workspace> workspace;
  std::unique_ptr<Resolver> resolver;
};

// One side of the comparison: containers or a process.
struct Side {
  std::string label;
  Loaded* loaded = nullptr;
  std::vector<Selected> selected;
  std::vector<Result> results;  // one for each of `selected`
  std::optional<ProcessVariables> process;
  std::string container;  // of the process, as the user gave it
};

class Diff : public Command {
 public:
  void Declare(Arguments* arguments) override;
  int Run(Console* console) override;

 private:
  absl::Status CheckUse() const;
  // Identifies loaded objects: files, version, context, and, with a live cluster, the target.
  using LoadKey = std::tuple<std::string, std::string, std::string, std::string>;

  // Whether B has flags of its own.
  bool has_flags_of_b() const { return !kube_version_b_.empty() || !context_b_.empty(); }
  // Returns the objects that the flags name, loaded once for the same flags. Returns null after
  // reporting an error.
  Loaded* Load(const WorkspaceFlags& flags, const Selection& selection, Console* console);
  bool Open(const Operand& operand, const WorkspaceFlags& flags, Side* side, Console* console);
  bool OpenProcess(const Operand& operand, const WorkspaceFlags& flags, Side* side,
                   Console* console);
  bool OpenContainers(const Operand& operand, WorkspaceFlags flags, Side* side, Console* console);
  // Returns the objects of a side, or null for a process. They identify the values of Secrets in
  // the process on the other side.
  static const Cluster* Secrets(const Side& side) {
    return side.loaded == nullptr ? nullptr : &side.loaded->workspace->cluster();
  }
  absl::StatusOr<Pair> PairProcess(const Side& a, const Side& b) const;
  static std::vector<Pair> PairContainers(const Side& a, const Side& b);
  int Report(const Side& a, const Side& b, std::vector<Pair> pairs, const ReportStyle& style,
             Console* console) const;

  WorkspaceFlags flags_;
  ReportFlags report_flags_;
  Selection selection_;
  std::vector<std::string> operands_;
  std::string kube_version_b_;
  std::string context_b_;
  bool strict_ = false;
  std::map<LoadKey, std::unique_ptr<Loaded>> loaded_;
};

void Diff::Declare(Arguments* arguments) {
  arguments->Argument(&operands_, "A");
  flags_.AddObjectFlags(arguments);
  arguments->Add(&kube_version_b_, "--kube-version-b", "VERSION",
                 "Kubernetes version for B. Without B, A is compared with itself under it");
  arguments->Add(&context_b_, "--context-b", "NAME",
                 "Kubeconfig context for B. Without B, A is compared with itself in it");
  arguments->Group("Containers");
  arguments->Add(&selection_.target, "--target", "TARGET",
                 "Compare only this target, like deploy/web, if an operand is a file or directory");
  AddSelectionFlags(&selection_, arguments);
  report_flags_.Add(arguments);
  arguments->Add(&strict_, "--strict",
                 "Exit with status 2 and write nothing if a value is unknown");
  flags_.AddServiceFlags(arguments);
  flags_.AddLegacyFlag(arguments);
  flags_.AddPodFlags(arguments);
  flags_.AddMessageFlags(arguments);
}

absl::Status Diff::CheckUse() const {
  if (operands_.empty()) return absl::InvalidArgumentError("diff needs two inputs: A B");
  if (operands_.size() > 2) {
    return absl::InvalidArgumentError(
        absl::StrCat("unexpected argument '", operands_[2], "': diff needs two inputs: A B"));
  }
  if (operands_.size() == 1 && !has_flags_of_b()) {
    return absl::InvalidArgumentError(
        "diff needs two inputs: pass B, or set --kube-version-b or --context-b to compare A with "
        "itself");
  }
  return absl::OkStatus();
}

Loaded* Diff::Load(const WorkspaceFlags& flags, const Selection& selection, Console* console) {
  std::string files;
  for (const std::string& file : flags.paths.files) absl::StrAppend(&files, file, "\n");
  const auto [slot, is_new] =
      loaded_.try_emplace(LoadKey{files, flags.kube_version, flags.kubectl.context,
                                  flags.live() ? selection.target : std::string()});
  if (!is_new) return slot->second.get();
  const auto reads_stdin = [](const auto& entry) {
    return absl::StrContains(absl::StrCat("\n", std::get<0>(entry.first)), "\n-\n");
  };
  if (std::count_if(loaded_.begin(), loaded_.end(), reads_stdin) > 1) {
    console->Fail(WrongUse("cannot read standard input for both sides",
                           "save it to a file, and pass the file"));
    return nullptr;
  }
  WorkspaceQuery query;
  query.selection = selection;
  OpenedWorkspace opened = OpenWorkspace(flags, query, console);
  if (!opened.ok()) return nullptr;
  const Workspace& workspace = *opened.workspace;
  auto resolver = std::make_unique<Resolver>(workspace.cluster(), workspace.options());
  slot->second = std::make_unique<Loaded>();
  *slot->second = {std::move(opened.workspace), std::move(resolver)};
  return slot->second.get();
}

bool Diff::OpenProcess(const Operand& operand, const WorkspaceFlags& flags, Side* side,
                       Console* console) {
  absl::StatusOr<ProcessVariables> variables = absl::UnknownError("");
  if (operand.kind == Operand::Kind::kProcess) {
    variables = ReadProcess(operand.text);
  } else {
    std::string_view pod = operand.text;
    absl::ConsumePrefix(&pod, "pod/");
    const size_t slash = pod.find('/');
    if (slash != std::string_view::npos) side->container = std::string(pod.substr(slash + 1));
    pod = pod.substr(0, slash);
    if (pod.empty() || pod.front() == '-' || absl::StartsWith(side->container, "-")) {
      console->Fail(WrongUse(absl::StrCat("'exec:", operand.text, "' does not name a pod"),
                             "write exec:POD or exec:POD/CONTAINER"));
      return false;
    }
    if (side->container.empty()) side->container = selection_.container;
    const Kubectl kubectl(flags.kubectl, [console](std::string_view line) {
      console->Say(absl::StrCat(Visible(line), "\n"));
    });
    variables = ReadContainer(kubectl, std::string(pod), side->container, flags.namespace_);
  }
  if (!variables.ok()) {
    console->Fail(variables.status());
    return false;
  }
  side->process = *std::move(variables);
  return true;
}

bool Diff::OpenContainers(const Operand& operand, WorkspaceFlags flags, Side* side,
                          Console* console) {
  Selection selection = flags_.InNamespace(selection_);
  if (operand.kind == Operand::Kind::kFiles) {
    flags.paths.files.push_back(operand.text);
  } else {
    selection.target = operand.text;
  }
  side->loaded = Load(flags, selection, console);
  if (side->loaded == nullptr) return false;
  const Workspace& workspace = *side->loaded->workspace;
  absl::StatusOr<std::vector<Selected>> selected = SelectContainers(workspace.cluster(), selection);
  if (!selected.ok()) {
    console->Fail(selected.status());
    return false;
  }
  side->selected = *std::move(selected);
  side->results = ResultsOf(workspace, *side->loaded->resolver, side->selected);
  return true;
}

bool Diff::Open(const Operand& operand, const WorkspaceFlags& flags, Side* side, Console* console) {
  return operand.is_process() ? OpenProcess(operand, flags, side, console)
                              : OpenContainers(operand, flags, side, console);
}

// Returns the index of the only container of a side that can be compared with a process.
absl::StatusOr<size_t> OneContainer(const Side& side, std::string_view container) {
  std::vector<size_t> fitting;
  std::vector<std::string> names;
  for (size_t i = 0; i < side.results.size(); ++i) {
    if (!container.empty() && side.results[i].container != container) continue;
    fitting.push_back(i);
    names.push_back(SelectionOf(side.results[i]));
  }
  if (fitting.size() == 1) return fitting.front();
  if (fitting.empty()) {
    return InputError("no-such-container",
                      absl::StrCat(side.label, " has no container ", container),
                      "pass one of its containers with -c");
  }
  return WrongUse(
      absl::StrCat("cannot compare a process with ", fitting.size(), " containers of ", side.label),
      absl::StrCat("select one: ", JoinFirst(names, "; ")));
}

DifferenceSide Variables(const Result& result) {
  return result.ok() ? SideOf(result.resolved->environment) : DifferenceSide{};
}

absl::StatusOr<Pair> Diff::PairProcess(const Side& a, const Side& b) const {
  Pair pair;
  const auto take = [&](const Side& side, const Side& other,
                        const Result** result) -> absl::StatusOr<DifferenceSide> {
    if (side.process.has_value()) return SideOf(*side.process, Secrets(other));
    const absl::StatusOr<size_t> index = OneContainer(side, other.container);
    if (!index.ok()) return index.status();
    *result = &side.results[*index];
    pair.workload = side.selected[*index].workload;
    return Variables(side.results[*index]);
  };
  const absl::StatusOr<DifferenceSide> of_a = take(a, b, &pair.a);
  if (!of_a.ok()) return of_a.status();
  const absl::StatusOr<DifferenceSide> of_b = take(b, a, &pair.b);
  if (!of_b.ok()) return of_b.status();
  pair.failed = (pair.a != nullptr && !pair.a->ok()) || (pair.b != nullptr && !pair.b->ok());
  if (!pair.failed) pair.changes = Compare(*of_a, *of_b);
  return pair;
}

// Pairs containers by kind, namespace, name, and container. If each side is one workload, pairs by
// container; if each side is one container, pairs these.
std::vector<Pair> Diff::PairContainers(const Side& a, const Side& b) {
  const auto one_workload = [](const Side& side) {
    return std::all_of(side.selected.begin(), side.selected.end(), [&](const Selected& one) {
      return one.workload == side.selected.front().workload;
    });
  };
  const bool by_name = one_workload(a) && one_workload(b);
  const bool single = a.results.size() == 1 && b.results.size() == 1;
  const auto key = [&](const Result& result) {
    if (single) return std::string();
    return by_name ? result.container : SelectionOf(result);
  };
  std::multimap<std::string, size_t> in_b;  // variants of one object have the same key
  for (size_t i = 0; i < b.results.size(); ++i) in_b.emplace(key(b.results[i]), i);
  std::vector<Pair> pairs;
  for (size_t i = 0; i < a.results.size(); ++i) {
    Pair pair;
    pair.a = &a.results[i];
    pair.workload = a.selected[i].workload;
    const std::string wanted = key(a.results[i]);
    const auto found = in_b.lower_bound(wanted);  // the first variant
    if (found == in_b.end() || found->first != wanted) {
      pair.alone = true;
    } else {
      pair.b = &b.results[found->second];
      pair.failed = !pair.a->ok() || !pair.b->ok();
      if (!pair.failed) {
        pair.changes = Compare(Variables(*pair.a), Variables(*pair.b));
        pair.unknown_items =
            UnknownOnBoth(pair.a->resolved->environment, pair.b->resolved->environment);
      }
      in_b.erase(found);
    }
    pairs.push_back(std::move(pair));
  }
  for (size_t i = 0; i < b.results.size(); ++i) {
    const std::string wanted = key(b.results[i]);
    const auto left = in_b.lower_bound(wanted);
    if (left == in_b.end() || left->first != wanted || left->second != i) continue;
    in_b.erase(left);
    Pair pair;
    pair.b = &b.results[i];
    pair.workload = b.selected[i].workload;
    pair.alone = true;
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

int Diff::Report(const Side& a, const Side& b, std::vector<Pair> pairs, const ReportStyle& style,
                 Console* console) const {
  bool unknown = false, failed = false, partial = false;
  for (const Side* side : {&a, &b}) {
    if (side->loaded == nullptr) continue;
    partial = partial || side->loaded->workspace->partial();
    Findings findings(*side->loaded->workspace, strict_);
    for (size_t i = 0; i < side->results.size(); ++i) {
      const Result& result = side->results[i];
      failed = failed || !result.ok();
      if (!result.ok()) {
        findings.AddError(result);
      } else if (strict_) {
        findings.AddUnknowns(result, *side->selected[i].container);
      }
    }
    findings.PrintWithHelp(console);
    unknown = unknown || findings.unknown();
  }
  if (unknown && strict_) return kWrong;
  static const auto& nowhere = *new Sources();
  Differences all{a.label, b.label, std::move(pairs), &nowhere, &nowhere};
  if (a.loaded != nullptr) all.a_sources = &a.loaded->workspace->cluster().sources();
  if (b.loaded != nullptr) all.b_sources = &b.loaded->workspace->cluster().sources();
  all.partial = partial;
  WritePaged(
      style.paged, [&](Output* output) { WriteDifferences(all, style, output); }, console);
  const bool differs =
      std::any_of(all.pairs.begin(), all.pairs.end(), [](const Pair& p) { return p.differs(); });
  return differs || failed || partial ? kFindings : kDone;
}

int Diff::Run(Console* console) {
  if (const absl::Status status = CheckUse(); !status.ok()) {
    return Misuse(console, "diff", status.message());
  }
  const absl::StatusOr<ReportStyle> style = report_flags_.Read(*console);
  if (!style.ok()) return Misuse(console, "diff", style.status().message());
  WorkspaceFlags flags_b = flags_;
  if (!kube_version_b_.empty()) flags_b.kube_version = kube_version_b_;
  if (!context_b_.empty()) flags_b.kubectl.context = context_b_;
  const Operand operand_a = ParseOperand(operands_.front());
  const Operand operand_b = ParseOperand(operands_.back());
  // A target on one side also applies to the other.
  for (const Operand* operand : {&operand_b, &operand_a}) {
    if (operand->kind == Operand::Kind::kTarget && selection_.target.empty()) {
      selection_.target = operand->text;
    }
  }
  console->set_says_once();  // both sides may read the same faults
  Side a, b;
  a.label = operands_.front();
  b.label = operands_.back();
  if (!kube_version_b_.empty()) {
    absl::StrAppend(&a.label, " (Kubernetes ",
                    flags_.kube_version.empty() ? DefaultVersion().name : flags_.kube_version, ")");
    absl::StrAppend(&b.label, " (Kubernetes ", kube_version_b_, ")");
  }
  if (!context_b_.empty()) absl::StrAppend(&b.label, " (context ", context_b_, ")");
  if (!Open(operand_a, flags_, &a, console) || !Open(operand_b, flags_b, &b, console)) {
    return kWrong;
  }
  std::vector<Pair> pairs;
  if (a.process.has_value() || b.process.has_value()) {
    absl::StatusOr<Pair> pair = PairProcess(a, b);
    if (!pair.ok()) return console->Fail(pair.status());
    pairs.push_back(*std::move(pair));
  } else {
    pairs = PairContainers(a, b);
  }
  return Report(a, b, std::move(pairs), *style, console);
}

}  // namespace

std::unique_ptr<Command> MakeDiff() { return std::make_unique<Diff>(); }

}  // namespace svcenv::cli
