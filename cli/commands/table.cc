#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "cli/commands/command.h"
#include "cli/terminal/errors.h"
#include "cli/terminal/program.h"

namespace svcenv::cli {
namespace {

constexpr std::string_view kTargets =
    "TARGET is KIND/NAME, like pod/web, deployment/web, or deploy/web (also sts, ds, rs, rc, job, "
    "cj, podtemplate), or the name of a pod. Without a target, all workloads read are shown; with "
    "a live cluster, the pods of the namespace.";

const CommandRow kCommands[] = {
    {"env", CommandGroup::kInspect, "[TARGET] [-f FILE] [flags]",
     "Show the exact environment of each container", kTargets,
     "svcenv env pod/web -n shop\n"
     "svcenv env -f examples/spark.yaml\n"
     "svcenv env deploy/web -n shop -f manifests/ -R -o json\n"
     "svcenv env pod/web -c app -f pod.yaml --assume-ips 10.96.0.0/12\n"
     "svcenv env pod/web -n shop --watch\n"
     "kubectl get svc,cm,pod -n shop -o json | svcenv env pod/web -f -",
     "--filename --recursive --namespace --container --output --all --sort --show-secrets --strict "
     "--watch --assume-ips --kube-version",
     MakeEnv},
    {"explain", CommandGroup::kInspect, "VARIABLE [TARGET] [-f FILE] [flags]",
     "Explain where a variable comes from, or why it is not set",
     "Shows the value of VARIABLE, where it is defined, the values it expands, the "
     "definitions it overrides, and the fields that use it. If it is not set, shows why and "
     "lists the nearest names. TARGET is KIND/NAME, like deploy/web, or the name of a pod. "
     "Without a target, all containers that have the variable or refer to it are shown.",
     "svcenv explain REDIS_SERVICE_HOST -f manifests/\n"
     "svcenv explain DATABASE_URL deploy/web -n shop -f manifests/ -o json",
     "--filename --recursive --namespace --container --output --show-secrets --strict --assume-ips "
     "--kube-version",
     MakeExplain},
    {"services", CommandGroup::kInspect, "[SERVICE…] [-f FILE] [flags]",
     "Show the variables that services set",
     "SERVICE is NAME or NAMESPACE/NAME. Without a service, all services read are shown.",
     "svcenv services -f services.yaml\n"
     "svcenv services redis shop/web -f manifests/ -o json\n"
     "svcenv services -f services.yaml --cluster-ip redis=10.96.0.7",
     "--filename --recursive --namespace --output --sort --cluster-ip --assume-ips --reach",
     MakeServices},
    {"resolve", CommandGroup::kInspect, "[TARGET] [-f FILE] [flags]",
     "Write manifests with every $(VAR) and source as a literal", kTargets,
     "svcenv resolve -f examples/spark.yaml\n"
     "svcenv resolve deploy/web -n shop -f manifests/ -o json",
     "--filename --recursive --namespace --container --output --show-secrets --strict --assume-ips "
     "--kube-version",
     MakeResolve},
    {"diff", CommandGroup::kInspect, "A [B] [-f FILE] [flags]", "Compare two environments",
     "A and B are each one of:\n"
     "a file or directory of manifests, read in addition to those of -f;\n"
     "a target in the manifests of -f, like deploy/web;\n"
     "pid:N, the environment of a local process;\n"
     "exec:POD[/CONTAINER], the environment of a running container, read with kubectl exec.\n"
     "\n"
     "With --kube-version-b and without B, A is compared with itself under that Kubernetes "
     "version. Containers are paired by kind, namespace, and name. If each side has one "
     "container, these are compared regardless of their names. Exits with status 1 if the "
     "environments differ.",
     "svcenv diff old/ new/ --target deploy/web\n"
     "svcenv diff pod/web exec:web -n shop -f manifests/\n"
     "svcenv diff deploy/web pid:4711 -f manifests/\n"
     "svcenv diff manifests/ --kube-version 1.29 --kube-version-b 1.37",
     "--filename --recursive --namespace --target --container --kube-version --kube-version-b "
     "--context-b --output --show-secrets",
     MakeDiff},
    {"graph", CommandGroup::kInspect, "[TARGET] [-f FILE] [flags]",
     "Show which workloads use which services",
     "A workload uses a service if a $(VAR) in it refers to a variable of the service. A service "
     "selects the workloads whose pods match its selector. The graph also contains external "
     "names, and services that are referred to but not found. TARGET is the same as for svcenv "
     "env; with a target, the graph contains only that workload and its neighbors.",
     "svcenv graph -f manifests/ | dot -Tsvg > services.svg\n"
     "svcenv graph deploy/web -n shop -f manifests/ -o mermaid\n"
     "svcenv graph -A -o json",
     "--filename --recursive --namespace --all-namespaces --output --by", MakeGraph},
    {"report", CommandGroup::kInspect, "[TARGET] [-f FILE] [flags] > FILE",
     "Write an HTML report: what is broken, environments, graph",
     "The page is self-contained: you can mail it, archive it with a build, and open it from a "
     "file. TARGET is the same as for svcenv env.",
     "svcenv report -R -f manifests/ --write report.html --fail-on error\n"
     "svcenv report -A --write report.html --title Staging\n"
     "svcenv report --diff main/ branch/ --write changes.html",
     "--filename --recursive --namespace --all-namespaces --write --diff --title --fail-on "
     "--show-secrets",
     MakeReport},
    {"lint", CommandGroup::kCheck, "[TARGET|FILE|DIR…] [-f FILE] [flags]",
     "Find mistakes in manifests, with location and fix",
     "An operand is a target or a path. KIND/NAME, like deploy/web, is always a target; anything "
     "else is a path if it exists. ./web is a path, and pod/web is a pod. A file that is not a "
     "Kubernetes object is skipped and counted, unless -f names it. An invalid object is a "
     "finding.",
     "svcenv lint manifests/ -R\n"
     "svcenv lint web.yaml redis.yaml\n"
     "svcenv lint -k overlays/prod\n"
     "svcenv lint --helm chart/ --values prod.yaml\n"
     "svcenv lint manifests/ --fix --diff\n"
     "svcenv lint deploy/web -n shop -f manifests/ --fail-on warning\n"
     "svcenv lint -f manifests/ --disable links-unused --disable cluster-ip-unassigned",
     "--filename --recursive --kustomize --helm --namespace --output --fail-on --disable "
     "--baseline --write-baseline --fix --explain",
     MakeLint},
    {"size", CommandGroup::kCheck, "[TARGET] [-f FILE] [flags]",
     "Check environment size against kernel limits",
     "Shows the size of each container's environment and arguments, and what takes the space. "
     "Counts as the kernel does when it starts the process, which fails with 'argument list too "
     "long' above its limits. Exits with status 1 if a container exceeds a limit. TARGET is the "
     "same as for svcenv env.",
     "svcenv size -f manifests/\n"
     "svcenv size deploy/web -n shop -f manifests/ --stack-limit 1Mi",
     "--filename --recursive --namespace --container --output --stack-limit --strict", MakeSize},
    {"review", CommandGroup::kCheck, "[FILE] [-f FILE] [--policy FILE] [flags]",
     "Preview what an admission policy does to a pod",
     "Reads an AdmissionReview or a Pod from FILE or stdin. A Pod is treated as a request to "
     "create it. Services are read with -f or from the live cluster. Exits with status 1 if the "
     "policy denies the request.",
     "svcenv review pod.yaml -f services.yaml --policy policy.yaml\n"
     "svcenv review pod.yaml -f services.yaml --policy policy.yaml --apply\n"
     "kubectl get pod web -o json | svcenv review --policy policy.yaml --apply",
     "--policy --filename --namespace --apply --output", MakeReview},
    {"exec", CommandGroup::kRun, "[flags] [--] COMMAND [ARG…]",
     "Prepare the environment, then exec COMMAND",
     "Use it in front of a container's command. COMMAND replaces svcenv in the same process, with "
     "the same signals and file descriptors. Flags end at the first word that is not a flag. The "
     "exit status is that of COMMAND, or 127 if it is not found, 126 if it cannot be executed, and "
     "125 if svcenv itself fails.",
     "svcenv exec --require SERVICE/redis --drop-links nginx -g 'daemon off;'\n"
     "svcenv exec --wait-for db:5432 --timeout 2m --template app.conf.in:/run/app.conf -- app\n"
     "svcenv exec --expand --strict --set 'URL=redis://$(REDIS_SERVICE_HOST)' app "
     "'--redis=$(URL)'\n"
     "svcenv exec --drop-links=unused --print app",
     "--set --unset --env-file --require --wait-for --timeout --template --drop-links --expand "
     "--strict --print",
     MakeExec, Fate::kEntrypoint},
    {"run", CommandGroup::kRun, "TARGET [-f FILE] [flags] -- COMMAND [ARG…]",
     "Run a command locally with the environment of a pod",
     "TARGET is the same as for svcenv env. The command inherits some local variables "
     "(--inherit). Variables of the container override them, and --set overrides both. Values "
     "that only a running pod has are replaced by placeholders and reported. The command replaces "
     "svcenv in the same process, with the same terminal, streams, and signals. The exit status "
     "is that of the command, or 127 if it is not found, 126 if it cannot be executed, and 125 if "
     "svcenv itself fails.",
     "svcenv run deploy/web -n shop --with-secrets -- ./web --port 8080\n"
     "svcenv run deploy/web -n shop --reach nodeport --set DB_PASSWORD=dev -- gdb ./web\n"
     "svcenv run deploy/web -c app -f manifests/ --set REDIS_SERVICE_HOST=127.0.0.1 -- npm start\n"
     "svcenv run pod/web -f pod.yaml --command",
     "--filename --recursive --namespace --container --command --inherit --set --with-secrets "
     "--skip-unknown --reach --volume",
     MakeRun, Fate::kExecs},
    {"batch", CommandGroup::kIntegrate, "[flags]", "Answer JSON-lines requests on stdin",
     "Each line is a request: {\"id\": …, \"objects\": […], \"namespace\": …, \"pod\": …, "
     "\"container\": …}. Each request gets one line as its answer, in order. A line can be up to "
     "64 MiB long.\n"
     "\n"
     "Requests can share objects: {\"snapshot\": NAME, \"objects\": […]} keeps them, "
     "{\"useSnapshot\": NAME, …} adds its own to them, and {\"dropSnapshot\": NAME} forgets them.",
     "svcenv batch --kube-version 1.34 < requests.jsonl", "--kube-version", MakeBatch},
    {"collect", CommandGroup::kIntegrate, "[-n NAMESPACE|-A] [flags] > FILE.gz",
     "Collect what an analysis of a cluster needs, without values",
     "Writes the services, workloads, pods, and LimitRanges of a live cluster, and the names of "
     "the keys of its ConfigMaps and Secrets, but none of their values, as one compressed file. "
     "The same objects give the same file. Every command reads it with -f. Exits with status 1 if "
     "the cluster denies a permission; the file then says so.",
     "svcenv collect -A --write prod.json.gz\n"
     "svcenv collect -n shop --context staging > shop.json.gz\n"
     "svcenv lint -f prod.json.gz --complete",
     "--namespace --all-namespaces --kinds --context --write --strict", MakeCollect},
    {"completion", CommandGroup::kIntegrate, "bash|zsh|fish|kubectl",
     "Print a shell completion script",
     "Completes commands, flags and their values, and the targets, containers, services, and "
     "namespaces in the -f files on the command line. Without -f, completes those of the cluster, "
     "except containers. Load it in each new shell:\n"
     "bash: source <(svcenv completion bash), in ~/.bashrc\n"
     "zsh: source <(svcenv completion zsh), in ~/.zshrc, after compinit\n"
     "fish: svcenv completion fish | source, in ~/.config/fish/config.fish\n"
     "\n"
     "To complete `kubectl svcenv …`, with svcenv installed as kubectl-svcenv, save the kubectl "
     "script as an executable kubectl_complete-svcenv on the PATH. kubectl's own completion runs "
     "it.",
     "source <(svcenv completion bash)\n"
     "svcenv completion fish > ~/.config/fish/completions/svcenv.fish\n"
     "svcenv completion kubectl > ~/bin/kubectl_complete-svcenv; chmod +x "
     "~/bin/kubectl_complete-svcenv",
     "", MakeCompletion},
    {"version", CommandGroup::kOther, "[flags]",
     "Print the svcenv version and supported Kubernetes versions", "",
     "svcenv version\n"
     "svcenv version -o json\n"
     "svcenv version --licenses",
     "--output --licenses", MakeVersion},
    {"help", CommandGroup::kOther, "[COMMAND]", "Show help for a command", "", "svcenv help env",
     "", MakeHelp},
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
                 "Color messages and tables. auto (the default) uses colors on a terminal, unless "
                 "NO_COLOR is set or TERM is dumb, and everywhere if CLICOLOR_FORCE is set");
}

int Misuse(Console* console, std::string_view name, std::string_view message) {
  const std::string help = absl::StrCat("'svcenv ", name, name.empty() ? "" : " ", "--help'");
  if (console->failure() == kOwnFailure) {
    return console->Refuse(absl::StrCat(message, " (run ", AsCalled(help), " for the flags)"));
  }
  return console->Fail(WrongUse(std::string(message), absl::StrCat("try ", help)));
}

}  // namespace svcenv::cli
