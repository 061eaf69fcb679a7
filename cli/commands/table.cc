#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/commands/command.h"
#include "cli/terminal/errors.h"
#include "cli/terminal/program.h"

namespace svcenv::cli {
namespace {

constexpr std::string_view kTargets =
    "TARGET is KIND/NAME, like pod/web, deployment/web or deploy/web (also sts, ds, rs, rc, job, "
    "cj, podtemplate), or the bare name of a pod. Without TARGET all that were read are meant, and "
    "of a live cluster the pods of the namespace.";

const CommandRow kCommands[] = {
    {"env", "[TARGET] [-f FILE] [flags]", "the exact environment of each container", kTargets,
     "svcenv env pod/web -n shop\n"
     "svcenv env -f examples/spark.yaml\n"
     "svcenv env deploy/web -n shop -f manifests/ -R -o json\n"
     "svcenv env pod/web -c app -f pod.yaml --assume-ips 10.96.0.0/12\n"
     "svcenv env pod/web -n shop --watch\n"
     "kubectl get svc,cm,pod -n shop -o json | svcenv env pod/web -f -",
     MakeEnv},
    {"services", "[SERVICE…] [-f FILE] [flags]", "the variables that services give",
     "SERVICE is NAME or NAMESPACE/NAME. Without SERVICE all that were read are meant.",
     "svcenv services -f services.yaml\n"
     "svcenv services redis shop/web -f manifests/ -o json\n"
     "svcenv services -f services.yaml --cluster-ip redis=10.96.0.7",
     MakeServices},
    {"resolve", "[TARGET] [-f FILE] [flags]",
     "the manifest with every $(VAR) and source as a literal", kTargets,
     "svcenv resolve -f examples/spark.yaml\n"
     "svcenv resolve deploy/web -n shop -f manifests/ -o json",
     MakeResolve},
    {"explain", "NAME [TARGET] [-f FILE] [flags]",
     "where a variable comes from, or why it is not there",
     "Tells the value of variable NAME and where it is written, what its value was made of, what "
     "it overrode and which fields use it; of a name that is not set, why, and the nearest names. "
     "TARGET is KIND/NAME, like deploy/web, or the bare name of a pod; without it, all containers "
     "that have the variable or refer to it are told of.",
     "svcenv explain REDIS_SERVICE_HOST -f manifests/\n"
     "svcenv explain DATABASE_URL deploy/web -n shop -f manifests/ -o json",
     MakeExplain},
    {"size", "[TARGET] [-f FILE] [flags]", "bytes against the kernel's limits, and what takes them",
     "Counts the environment and the arguments of each container as the kernel does when it starts "
     "the process, which fails with 'argument list too long' where they pass its limits. The exit "
     "status is 1 where something does not fit. TARGET is as in svcenv env.",
     "svcenv size -f manifests/\n"
     "svcenv size deploy/web -n shop -f manifests/ --stack-limit 1Mi",
     MakeSize},
    {"diff", "A [B] [-f FILE] [flags]", "how two environments differ",
     "A and B are each a file or a directory of manifests, read in addition to those of -f; a "
     "target among those of -f, like deploy/web; pid:N, the environment of a process of this "
     "machine; or exec:POD[/CONTAINER], that of a container that runs, by kubectl exec. With "
     "--kube-version-b, A alone is held against itself under that Kubernetes. Containers are "
     "paired by kind, namespace and name; where each side has one, they are a pair whatever their "
     "names. The exit status is 1 where they differ.",
     "svcenv diff old/ new/ --target deploy/web\n"
     "svcenv diff pod/web exec:web -n shop -f manifests/\n"
     "svcenv diff deploy/web pid:4711 -f manifests/\n"
     "svcenv diff manifests/ --kube-version 1.29 --kube-version-b 1.37",
     MakeDiff},
    {"lint", "[TARGET|FILE|DIR…] [-f FILE] [flags]",
     "what is wrong or odd, with its place and what to do",
     "An operand is a target or a path. KIND/NAME, like deploy/web, is a target, whatever files "
     "there "
     "are; anything else is a path if it exists. ./web is a path, pod/web a pod. A file that is "
     "not "
     "a Kubernetes object is skipped and counted, unless -f names it; an object with a fault is a "
     "finding.",
     "svcenv lint manifests/ -R\n"
     "svcenv lint web.yaml redis.yaml\n"
     "svcenv lint -k overlays/prod\n"
     "svcenv lint --helm chart/ --values prod.yaml\n"
     "svcenv lint manifests/ --fix --diff\n"
     "svcenv lint deploy/web -n shop -f manifests/ --fail-on warning\n"
     "svcenv lint -f manifests/ --disable links-unused --disable cluster-ip-unassigned",
     MakeLint},
    {"graph", "[TARGET] [-f FILE] [flags]", "which workloads use which services",
     "A workload uses a service where a $(VAR) in it means a variable of that service, and a "
     "service selects the workloads whose pods have the labels of its selector. Services that are "
     "referred to and not there, and external names, are in the graph too. TARGET is as in svcenv "
     "env; with it the graph holds that workload and what it is joined with.",
     "svcenv graph -f manifests/ | dot -Tsvg > services.svg\n"
     "svcenv graph deploy/web -n shop -f manifests/ -o mermaid\n"
     "svcenv graph -A -o json",
     MakeGraph},
    {"report", "[TARGET] [-f FILE] [flags] > FILE",
     "one HTML page of environments, sizes, findings and the graph",
     "The page loads nothing from anywhere: it can be mailed, put into an archive of a build, and "
     "opened from a file. TARGET is as in svcenv env.",
     "svcenv report -f manifests/ > report.html\n"
     "svcenv report -A > report.html\n"
     "svcenv report deploy/web -n shop > web.html",
     MakeReport},
    {"exec", "[flags] [--] COMMAND [ARG…]",
     "becomes COMMAND, at the front of a container's command",
     "Becomes COMMAND: the same process, with its exit status, signals and descriptors. Flags end "
     "at the first word that is none. The exit status is that of COMMAND; 127 where it is not "
     "found, 126 where it cannot be executed, 125 where svcenv itself fails.",
     "svcenv exec --require SERVICE/redis --drop-links nginx -g 'daemon off;'\n"
     "svcenv exec --wait-for db:5432 --timeout 2m --template app.conf.in:/run/app.conf -- app\n"
     "svcenv exec --expand --strict --set 'URL=redis://$(REDIS_SERVICE_HOST)' app "
     "'--redis=$(URL)'\n"
     "svcenv exec --drop-links=unused --print app",
     MakeExec, Fate::kEntrypoint},
    {"run", "TARGET [-f FILE] [flags] -- COMMAND [ARG…]",
     "runs a command here with the environment of a pod",
     "TARGET is as in svcenv env. The command gets some variables from here, those of the "
     "container, which beat them, and those of --set, which beat both. What only a running pod has "
     "is stood in for, and told of. svcenv becomes the command: its terminal, streams, signals and "
     "exit status are the command's; 127 where it is not found, 126 where it cannot be executed, "
     "125 where svcenv itself fails.",
     "svcenv run deploy/web -n shop --with-secrets -- ./web --port 8080\n"
     "svcenv run deploy/web -n shop --reach nodeport --set DB_PASSWORD=dev -- gdb ./web\n"
     "svcenv run deploy/web -c app -f manifests/ --set REDIS_SERVICE_HOST=127.0.0.1 -- npm start\n"
     "svcenv run pod/web -f pod.yaml --command",
     MakeRun, Fate::kBecomes},
    {"review", "[FILE] [-f FILE] [--policy FILE] [flags]",
     "what an admission hook answers, and the pod that comes of it",
     "FILE, or standard input, holds an AdmissionReview or a Pod, which is taken as one that is "
     "created. The services are those of -f or of a live cluster. The exit status is 1 where the "
     "policy denies it.",
     "svcenv review pod.yaml -f services.yaml --policy policy.yaml\n"
     "svcenv review pod.yaml -f services.yaml --policy policy.yaml --apply\n"
     "kubectl get pod web -o json | svcenv review --policy policy.yaml --apply",
     MakeReview},
    {"batch", "[flags]", "answers requests, JSON lines, from standard input",
     "Each line is a request: {\"id\": …, \"objects\": […], \"namespace\": …, \"pod\": …, "
     "\"container\": …}. Each gets one line as its answer, in order. A line may be up to 64 MiB "
     "long.",
     "svcenv batch --kube-version 1.34 < requests.jsonl", MakeBatch},
    {"completion", "bash|zsh|fish|kubectl", "a script that completes command lines",
     "Completes commands, flags, their values, and the targets, containers, services and "
     "namespaces of the -f files on the line, or without -f those of the cluster, but for "
     "containers. Load it in each new shell:\n"
     "bash: source <(svcenv completion bash), in ~/.bashrc\n"
     "zsh: source <(svcenv completion zsh), in ~/.zshrc, after compinit\n"
     "fish: svcenv completion fish | source, in ~/.config/fish/config.fish\n"
     "\n"
     "For `kubectl svcenv …`, where svcenv is installed as kubectl-svcenv, save the script for "
     "kubectl as an executable kubectl_complete-svcenv on the PATH; kubectl's own completion asks "
     "it.",
     "source <(svcenv completion bash)\n"
     "svcenv completion fish > ~/.config/fish/completions/svcenv.fish\n"
     "svcenv completion kubectl > ~/bin/kubectl_complete-svcenv; chmod +x "
     "~/bin/kubectl_complete-svcenv",
     MakeCompletion},
    {"version", "", "the version of svcenv, and of Kubernetes whose rules it knows", "",
     "svcenv version", MakeVersion},
    {"help", "[COMMAND]", "what a command does, and its flags", "", "svcenv help env", MakeHelp},
};

}  // namespace

absl::Span<const CommandRow> Commands() { return kCommands; }

const CommandRow* FindCommand(std::string_view name) {
  for (const CommandRow& command : kCommands) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

void DeclareFlags(const CommandRow& row, Command* command, Arguments* arguments) {
  command->Declare(arguments);
  if (row.fate == Fate::kEntrypoint) return;
  arguments->Group("All commands");
  arguments->Add(&command->color, "--color", "auto|always|never",
                 "color messages and tables; auto (the default) does on a terminal, unless "
                 "NO_COLOR is set or TERM is dumb, and everywhere if CLICOLOR_FORCE is set");
}

std::string Overview() {
  std::string text =
      "svcenv tells which environment variables Kubernetes gives to a container.\n"
      "\n"
      "Usage:\n"
      "  svcenv COMMAND [arguments] [flags]\n"
      "\n"
      "Commands:\n";
  for (const CommandRow& command : kCommands) {
    std::string name(command.name);
    name.resize(12, ' ');
    absl::StrAppend(&text, "  ", name, command.summary, "\n");
  }
  absl::StrAppend(&text,
                  "\n"
                  "Examples:\n"
                  "  svcenv env pod/web -n shop\n"
                  "  svcenv env -f pod.yaml -f services.yaml\n"
                  "  svcenv resolve deploy/web -f manifests/\n"
                  "\n"
                  "Exit status: 0 done; 1 done, and something was found; 2 wrong usage or input.\n"
                  "`svcenv help COMMAND` tells more of each.\n");
  return AsCalled(text);
}

std::string HelpOf(const CommandRow& command) {
  std::string text =
      absl::StrCat("svcenv ", command.name, ": ", command.summary, "\n\nUsage:\n  svcenv ",
                   command.name, command.usage.empty() ? "" : " ", command.usage, "\n");
  if (!command.details.empty()) absl::StrAppend(&text, "\n", Wrap(command.details, 0), "\n");
  const std::unique_ptr<Command> made = command.make();
  Arguments arguments;
  DeclareFlags(command, made.get(), &arguments);
  absl::StrAppend(&text, arguments.Help(), "\nExamples:\n");
  for (const std::string_view line : absl::StrSplit(command.examples, '\n')) {
    absl::StrAppend(&text, "  ", line, "\n");
  }
  return AsCalled(text);
}

int Misuse(Console* console, std::string_view name, std::string_view message) {
  const std::string help = absl::StrCat("'svcenv ", name, name.empty() ? "" : " ", "--help'");
  if (console->failure() == kOwnFailure) {
    return console->Refuse(absl::StrCat(message, " (", AsCalled(help), " lists the flags)"));
  }
  return console->Fail(WrongUse(std::string(message), absl::StrCat("try ", help)));
}

}  // namespace svcenv::cli
