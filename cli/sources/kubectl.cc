#include "cli/sources/kubectl.h"

#include <sys/wait.h>

#include <cstdlib>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "re2/re2.h"
#include "svcenv/base/terminal_text.h"

namespace svcenv::cli {
namespace {

std::string Program() {
  const char* set = std::getenv("KUBECTL");
  return set != nullptr && *set != '\0' ? set : "kubectl";
}

absl::Status Failure(absl::StatusCode status, std::string_view code, std::string message,
                     std::string remedy) {
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = std::string(code);
  error.message = std::move(message);
  error.remedy = std::move(remedy);
  return ToStatus(error, status);
}

// Returns the error for a system call that failed for lack of descriptors, memory, or processes.
absl::Status OutOfResources(const absl::Status& problem) {
  return Failure(absl::StatusCode::kResourceExhausted, "kubectl-failed",
                 absl::StrCat("cannot run kubectl: ", problem.message()),
                 "raise the limits of this process (ulimit -n, ulimit -u), or read manifests with "
                 "-f FILE");
}

absl::Status NotStarted(const std::string& program, const absl::Status& problem) {
  if (absl::IsNotFound(problem)) {
    return Failure(
        absl::StatusCode::kFailedPrecondition, "no-kubectl",
        absl::StrCat("cannot read the cluster: program ", Visible(program), " not found"),
        "install kubectl, set KUBECTL to its path, or read manifests with -f FILE");
  }
  if (absl::IsResourceExhausted(problem) || absl::IsUnavailable(problem)) {
    return OutOfResources(problem);
  }
  return Failure(absl::StatusCode::kFailedPrecondition, "no-kubectl",
                 absl::StrCat("cannot run ", Visible(program), ": ", problem.message()),
                 "fix KUBECTL or PATH, or read manifests with -f FILE");
}

// Parses a denial as written by apiserver's pkg/endpoints/handlers/responsewriters/errors.go:
// 'secrets "db" is forbidden: User "dev" cannot get resource "secrets" in API group "" in the
// namespace "shop": …'.
std::optional<Denial> ReadDenial(std::string_view line) {
  static const RE2& pattern = *new RE2(
      "(?: \"([^\"]*)\")? is forbidden: User \"([^\"]*)\" cannot ([a-z]+) resource \"([^\"]*)\" in "
      "API group \"([^\"]*)\"(?: in the namespace \"([^\"]*)\")?");
  std::string group;
  Denial denial;
  if (!RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), pattern, &denial.name,
                         &denial.user, &denial.verb, &denial.resource, &group,
                         &denial.namespace_)) {
    return std::nullopt;
  }
  if (!group.empty()) absl::StrAppend(&denial.resource, ".", group);
  return denial;
}

bool IsUnreachable(std::string_view message) {
  for (const std::string_view part :
       {"was refused", "Unable to connect to the server", "no such host", "i/o timeout",
        "connection refused", "context deadline exceeded", "TLS handshake timeout"}) {
    if (absl::StrContains(message, part)) return true;
  }
  return false;
}

// Converts kubectl's messages, which may be empty, to an error.
absl::Status StatusOf(const std::vector<std::string>& lines, int wait_status) {
  for (const std::string& line : lines) {
    const std::optional<Denial> denial = ReadDenial(line);
    if (!denial.has_value()) continue;
    return ToStatus(denial->ToDiagnostic(), absl::StatusCode::kPermissionDenied);
  }
  std::string message = absl::StrJoin(lines, "; ");
  if (message.empty()) {
    message = WIFSIGNALED(wait_status)
                  ? absl::StrCat("killed by signal ", WTERMSIG(wait_status))
                  : absl::StrCat("exited with status ", WEXITSTATUS(wait_status));
  }
  const bool missing = absl::StrContains(message, "Error from server (NotFound)");
  for (const std::string_view prefix : {"error: ", "Error: ", "Error from server (NotFound): "}) {
    if (absl::StartsWith(message, prefix)) message.erase(0, prefix.size());
  }
  message = absl::StrCat("kubectl: ", message);
  if (missing) {
    return Failure(
        absl::StatusCode::kNotFound, "no-such-object", std::move(message),
        "check the name, or choose another namespace with -n or another cluster with --context");
  }
  if (IsUnreachable(message)) {
    return Failure(
        absl::StatusCode::kUnavailable, "unreachable", std::move(message),
        "run kubectl cluster-info to check the cluster, choose another with --context or "
        "--kubeconfig, or read manifests with -f FILE");
  }
  return Failure(
      absl::StatusCode::kUnknown, "kubectl-failed", std::move(message),
      "run kubectl config get-contexts to list the known clusters, or read manifests with "
      "-f FILE");
}

}  // namespace

Diagnostic Denial::ToDiagnostic() const {
  const std::string in = namespace_.empty() ? "" : absl::StrCat(" -n ", namespace_);
  const std::string_view role = namespace_.empty() ? "clusterrole" : "role";
  const std::string role_name = absl::StrCat("svcenv-", verb, "-", resource);
  Diagnostic result;
  result.severity = Severity::kError;
  result.code = "forbidden";
  result.message =
      absl::StrCat("user \"", user, "\" cannot ", verb, " ", resource,
                   name.empty() ? "" : absl::StrCat(" \"", name, "\""),
                   namespace_.empty() ? " at the cluster scope"
                                      : absl::StrCat(" in namespace \"", namespace_, "\""));
  result.remedy =
      absl::StrCat("ask an administrator to run: kubectl create ", role, " ", role_name,
                   " --verb=", verb, " --resource=", resource, in, "; kubectl create ", role,
                   "binding ", role_name, " --", role, "=", role_name, " --user='", user, "'", in,
                   ". To check: kubectl auth can-i ", verb, " ", resource, in);
  return result;
}

absl::StatusOr<ToolResult> Kubectl::Start(const std::vector<std::string>& arguments) const {
  const std::string program = Program();
  std::vector<std::string> words = {program};
  // Global flags go first: anything after a `--` in the arguments is not for kubectl.
  if (!flags_.kubeconfig.empty()) words.push_back(absl::StrCat("--kubeconfig=", flags_.kubeconfig));
  if (!flags_.context.empty()) words.push_back(absl::StrCat("--context=", flags_.context));
  words.insert(words.end(), arguments.begin(), arguments.end());
  // A denial is not a prompt, even if kubectl keeps running after it.
  std::string denials;
  const auto on_line = [&](std::string_view line) {
    if (!ReadDenial(line).has_value()) return on_line_(line);
    absl::StrAppend(&denials, line, "\n");
  };
  absl::StatusOr<ToolResult> ended = RunTool(std::move(words), on_line);
  if (!ended.ok()) return NotStarted(program, ended.status());
  ended->err.insert(0, denials);
  return ended;
}

absl::StatusOr<std::string> Kubectl::Run(const std::vector<std::string>& arguments) const {
  absl::StatusOr<ToolResult> ended = Start(arguments);
  if (!ended.ok()) return ended.status();
  const std::vector<std::string> lines = ToolLines(ended->err);
  if (ended->status != 0) return StatusOf(lines, ended->status);
  for (const std::string& line : lines) on_line_(line);
  return std::move(ended->out);
}

absl::StatusOr<KubectlObjects> Kubectl::Get(const std::vector<std::string>& arguments) const {
  std::vector<std::string> words = {"get"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  words.insert(words.end(), {"-o", "json", "--ignore-not-found"});
  absl::StatusOr<ToolResult> ended = Start(words);
  if (!ended.ok()) return ended.status();
  KubectlObjects objects;
  std::vector<std::string> others;
  for (std::string& line : ToolLines(ended->err)) {
    if (std::optional<Denial> denial = ReadDenial(line); denial.has_value()) {
      objects.denied.push_back(*std::move(denial));
    } else {
      others.push_back(std::move(line));
    }
  }
  if (ended->status != 0 && (objects.denied.empty() || !others.empty())) {
    return StatusOf(others, ended->status);
  }
  for (const std::string& line : others) on_line_(line);
  objects.json = std::move(ended->out);
  return objects;
}

}  // namespace svcenv::cli
