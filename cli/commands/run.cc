#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/commands/command.h"
#include "cli/exec/environment_block.h"
#include "cli/exec/exec_program.h"
#include "cli/exec/inherit.h"
#include "cli/exec/local_pod.h"
#include "cli/reports/findings.h"
#include "cli/terminal/errors.h"
#include "cli/workspace/containers.h"
#include "svcenv/base/nearest.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/env/resolver.h"
#include "svcenv/env/unknown.h"

namespace svcenv::cli {
namespace {

constexpr size_t kValueColumns = 60;

class RunLocally : public Command {
 public:
  void Declare(Arguments* arguments) override;
  int Run(Console* console) override;

 private:
  // Returns the error in the command line, or an empty string.
  std::string_view Misused() const;
  absl::Status Prepare(LocalPod* pod) const;
  // Fails if a required value is unknown.
  absl::Status CheckKnown(const ResolvedContainer& resolved, const Workspace& workspace) const;
  absl::StatusOr<std::vector<std::string>> CommandLine(const ResolvedContainer& resolved) const;

  WorkspaceFlags flags_;
  Selection selection_;
  std::vector<std::string> command_;
  std::vector<std::string> set_, volumes_;
  std::string inherit_ = "default";
  bool own_command_ = false;
  bool with_secrets_ = false;
  bool skip_unknown_ = false;
};

void RunLocally::Declare(Arguments* arguments) {
  arguments->Argument(&selection_.target, "TARGET");
  arguments->Command(&command_, CommandBegin::kAfterDashes);
  arguments->Group("Command");
  arguments->Add(&selection_.container, "-c,--container", "CONTAINER",
                 "Container whose environment the command gets. Required if the pod has several "
                 "containers, not counting init containers");
  arguments->Add(&own_command_, "--command",
                 "Run the container's own command and args, with each $(VAR) expanded");
  arguments->Add(&inherit_, "--inherit", "NAMES",
                 absl::StrCat("Variables to inherit from the local environment if the container "
                              "does not set them: comma-separated names, or A* for all names that "
                              "start with A. Defaults to `default`: ",
                              kDefaultNames));
  arguments->Add(&set_, "--set", "NAME=VALUE",
                 "Set a variable, overriding the container. References $(NAME) expand to this "
                 "value. Can be repeated");
  arguments->Add(&with_secrets_, "--with-secrets",
                 "Read Secrets and pass their values to the command");
  arguments->Add(&skip_unknown_, "--skip-unknown",
                 "Skip variables whose value is unknown, including those from Secrets without "
                 "--with-secrets");
  flags_.AddObjectFlags(arguments, /*set_is_taken=*/true);
  flags_.AddServiceFlags(arguments);
  flags_.AddReachFlags(arguments);
  flags_.AddPodFlags(arguments);
  arguments->Add(&volumes_, "--volume", "VOLUME=DIRECTORY",
                 "Local directory with the files that fileKeyRef reads from a volume. Can be "
                 "repeated");
  flags_.AddMessageFlags(arguments);
}

std::string_view RunLocally::Misused() const {
  if (selection_.target.empty())
    return "missing TARGET: pass the workload whose environment the command gets";
  if (own_command_ && !command_.empty()) return "--command and COMMAND are mutually exclusive";
  if (!own_command_ && command_.empty())
    return "missing COMMAND: write it after --, or pass --command to run the container's own";
  return "";
}

// Returns the container to run: the only one, or the only one that is not an init, sidecar, or
// ephemeral container. Fails if there are several candidates.
absl::StatusOr<Selected> ChooseOne(const std::vector<Selected>& all) {
  const Workload* const workload = all.front().workload;
  std::vector<std::string> containers;
  std::vector<Selected> regular;
  for (const Selected& one : all) {
    if (one.workload != workload) {
      return WrongUse(absl::StrCat(TargetOf(*workload), " is in several namespaces: ",
                                   workload->meta.namespace_, ", ", one.workload->meta.namespace_),
                      absl::StrCat("pass a namespace: -n ", workload->meta.namespace_));
    }
    containers.emplace_back(one.container->name.text);
    if (one.container->kind == ContainerKind::kContainer) regular.push_back(one);
  }
  if (all.size() == 1) return all.front();
  if (regular.size() == 1) return regular.front();
  return WrongUse(
      absl::StrCat(TargetOf(*workload), " has several containers: ", JoinFirst(containers, ", ")),
      absl::StrCat("pass a container: -c ", containers.front()));
}

absl::Status RunLocally::Prepare(LocalPod* pod) const {
  if (!own_command_) pod->DropCommand();
  for (const std::string& text : set_) {
    if (absl::Status status = pod->Set(text); !status.ok()) return status;
  }
  for (const std::string& text : volumes_) {
    if (absl::Status status = pod->Mount(text); !status.ok()) return status;
  }
  return absl::OkStatus();
}

// Reports the placeholders for values of `before` that are unknown.
void PrintPlaceholders(const Environment& before, const Environment& after, Console* console) {
  std::string text;
  for (const Variable* variable : after.own()) {
    const std::optional<Variable> earlier = before.Find(variable->name);
    if (!variable->known() || !earlier.has_value() || earlier->known() ||
        variable->origin.kind == OriginKind::kValue) {
      continue;
    }
    absl::StrAppend(
        &text, "    ", Visible(variable->name), "=", Cut(Visible(variable->value), kValueColumns),
        " for ", Visible(variable->origin.key), ": override with ", FlagInsteadOf(*variable), "\n");
  }
  if (!text.empty())
    console->Remark(
        absl::StrCat("info: placeholders for values that only a running pod has:\n", text));
}

absl::Status RunLocally::CheckKnown(const ResolvedContainer& resolved,
                                    const Workspace& workspace) const {
  size_t variables = 0, texts = 0;                      // that are unknown
  bool secrets = false, files = false, others = false;  // the causes
  const auto note = [&](UnknownCause cause, size_t* count) {
    if (cause == UnknownCause::kNone) return;
    ++*count;
    const bool secret = cause == UnknownCause::kUnreadSecret && !with_secrets_;
    const bool file = cause == UnknownCause::kFile;
    secrets = secrets || secret;
    files = files || file;
    others = others || (!secret && !file);
  };
  for (const UnknownSource& source : resolved.environment.unknown_sources())
    note(source.cause, &variables);
  for (const Variable* variable : resolved.environment.own()) note(variable->cause, &variables);
  for (const auto* list : {&resolved.command, &resolved.args}) {
    for (const ResolvedText& text : *list) note(text.cause, &texts);
  }
  if (texts == 0 && (variables == 0 || skip_unknown_)) return absl::OkStatus();
  std::vector<std::string> remedies;
  if (secrets) remedies.push_back("pass --with-secrets to read Secrets");
  if (others && !workspace.live())
    remedies.push_back("pass files with the missing objects with -f");
  if (files) remedies.push_back("pass the files of a volume with --volume VOLUME=DIRECTORY");
  remedies.push_back("set a variable with --set NAME=VALUE");
  if (texts == 0) remedies.push_back("skip unknown variables with --skip-unknown");
  return InputError("value-unknown", "cannot run the command: part of its environment is unknown",
                    absl::StrJoin(remedies, "; "));
}

absl::StatusOr<std::vector<std::string>> RunLocally::CommandLine(
    const ResolvedContainer& resolved) const {
  if (!own_command_) return command_;
  if (resolved.command.empty()) {
    return InputError("no-command",
                      absl::StrCat("container ", resolved.container->name.text,
                                   " sets no command, and the command of its image is unknown"),
                      "write the command after -- instead of --command");
  }
  std::vector<std::string> words;
  for (const auto* list : {&resolved.command, &resolved.args}) {
    for (const ResolvedText& text : *list) words.push_back(text.text);
  }
  return words;
}

// Returns the inherited variables of this process, overridden by those of the container.
EnvironmentBlock Merge(const Inherited& inherited, const Environment& environment) {
  EnvironmentBlock block = EnvironmentBlock::OfThisProcess();
  block.RemoveIf([&](const char* record) { return !inherited.Has(SplitRecord(record).name); });
  environment.ForEach([&](const Variable& variable) {
    if (variable.known()) block.Set(variable.name, variable.value);
  });
  return block;
}

int RunLocally::Run(Console* console) {
  if (const std::string_view wrong = Misused(); !wrong.empty())
    return Misuse(console, "run", wrong);
  const absl::StatusOr<Inherited> inherited = Inherited::Parse(inherit_);
  if (!inherited.ok()) return console->Fail(inherited.status());
  flags_.secrets = with_secrets_;
  const std::unique_ptr<Containers> containers =
      OpenContainers(flags_, selection_, Require::kContainer, console);
  if (containers == nullptr) return console->failure();
  Workspace& workspace = *containers->workspace;
  const absl::StatusOr<Selected> selected = ChooseOne(containers->selected);
  if (!selected.ok()) return console->Fail(selected.status());
  LocalPod pod(*selected, workspace.FactsOf(*selected->workload), &workspace.mutable_cluster());
  if (const absl::Status status = Prepare(&pod); !status.ok()) return console->Fail(status);

  ResolveOptions options = workspace.options();
  options.facts_complete = false;  // --complete covers objects only: there is no running pod
  const absl::StatusOr<Environment> before =
      Resolver(workspace.cluster(), options)
          .EnvironmentOf(pod.workload(), pod.container(), pod.facts());
  pod.SetPlaceholders();
  const Result result = ContainerResult(
      *selected->workload, pod.container(),
      Resolver(workspace.cluster(), options).Resolve(pod.workload(), pod.container(), pod.facts()));
  Findings findings(workspace, /*strict=*/false);
  findings.AddContainer({&pod.workload(), &pod.container()}, result);
  findings.Say(console);
  if (!result.ok()) return console->failure();
  if (before.ok()) PrintPlaceholders(*before, result.resolved->environment, console);
  if (const absl::Status status = CheckKnown(*result.resolved, workspace); !status.ok())
    return console->Fail(status);
  const absl::StatusOr<std::vector<std::string>> words = CommandLine(*result.resolved);
  if (!words.ok()) return console->Fail(words.status());
  return ExecProgram(*words, std::nullopt, Merge(*inherited, result.resolved->environment),
                     console);
}

}  // namespace

std::unique_ptr<Command> MakeRun() { return std::make_unique<RunLocally>(); }

}  // namespace svcenv::cli
