#include "cli/sources/kubectl.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "cli/terminal/child.h"
#include "re2/re2.h"
#include "svcenv/render/terminal_text.h"

namespace svcenv::cli {
namespace {

constexpr size_t kPieceBytes = 64 << 10;  // what a pipe holds
constexpr int kSilenceMs = 1000;          // after which what stderr holds is a prompt, not an error

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

// A system call failed for want of descriptors, memory or processes.
absl::Status OutOfResources(const absl::Status& problem) {
  return Failure(absl::StatusCode::kResourceExhausted, "kubectl-failed",
                 absl::StrCat("cannot run kubectl: ", problem.message()),
                 "raise the limits of this process (ulimit -n, ulimit -u), or read manifests with "
                 "-f FILE");
}

absl::Status NotStarted(const std::string& program, const absl::Status& problem) {
  if (absl::IsNotFound(problem)) {
    return Failure(absl::StatusCode::kFailedPrecondition, "no-kubectl",
                   absl::StrCat("a live cluster is read through kubectl, and there is no program ",
                                Visible(program)),
                   "install kubectl, set KUBECTL to its path, or read manifests with -f FILE");
  }
  if (absl::IsResourceExhausted(problem) || absl::IsUnavailable(problem)) {
    return OutOfResources(problem);
  }
  return Failure(absl::StatusCode::kFailedPrecondition, "no-kubectl",
                 absl::StrCat("cannot run ", Visible(program), ": ", problem.message()),
                 "correct KUBECTL or PATH, or read manifests with -f FILE");
}

// The lines that people can read: without those of the client library's log.
std::vector<std::string> LinesOf(std::string_view text) {
  static const RE2& log = *new RE2("[EWIF]\\d{4} [0-9:.]+ +\\d+ .*");
  std::vector<std::string> lines;
  for (const std::string_view line : absl::StrSplit(text, '\n')) {
    if (line.empty() || RE2::FullMatch(line, log)) continue;
    lines.push_back(Visible(absl::StripSuffix(line, "\r")));
  }
  return lines;
}

// 'secrets "db" is forbidden: User "dev" cannot get resource "secrets" in API group "" in the
// namespace "shop": …': apiserver's pkg/endpoints/handlers/responsewriters/errors.go.
bool ReadDenial(const std::string& line, Denial* denial) {
  static const RE2& pattern = *new RE2(
      "(?: \"([^\"]*)\")? is forbidden: User \"([^\"]*)\" cannot ([a-z]+) resource \"([^\"]*)\" in "
      "API group \"([^\"]*)\"(?: in the namespace \"([^\"]*)\")?");
  std::string group;
  Denial read;
  if (!RE2::PartialMatch(line, pattern, &read.name, &read.user, &read.verb, &read.resource, &group,
                         &read.namespace_)) {
    return false;
  }
  if (!group.empty()) absl::StrAppend(&read.resource, ".", group);
  *denial = std::move(read);
  return true;
}

bool IsUnreachable(std::string_view message) {
  for (const std::string_view part :
       {"was refused", "Unable to connect to the server", "no such host", "i/o timeout",
        "connection refused", "context deadline exceeded", "TLS handshake timeout"}) {
    if (absl::StrContains(message, part)) return true;
  }
  return false;
}

// What kubectl says, as a Status. No line: it said nothing.
absl::Status StatusOf(const std::vector<std::string>& lines, int wait_status) {
  Denial denial;
  for (const std::string& line : lines) {
    if (!ReadDenial(line, &denial)) continue;
    return ToStatus(denial.ToDiagnostic(), absl::StatusCode::kPermissionDenied);
  }
  std::string message = absl::StrJoin(lines, "; ");
  if (message.empty()) {
    message = WIFSIGNALED(wait_status)
                  ? absl::StrCat("ended by signal ", WTERMSIG(wait_status))
                  : absl::StrCat("ended with status ", WEXITSTATUS(wait_status));
  }
  const bool missing = absl::StrContains(message, "Error from server (NotFound)");
  for (const std::string_view prefix : {"error: ", "Error: ", "Error from server (NotFound): "}) {
    if (absl::StartsWith(message, prefix)) message.erase(0, prefix.size());
  }
  message = absl::StrCat("kubectl: ", message);
  if (missing) {
    return Failure(absl::StatusCode::kNotFound, "no-such-object", std::move(message),
                   "check the name; -n names another namespace, --context another cluster");
  }
  if (IsUnreachable(message)) {
    return Failure(absl::StatusCode::kUnavailable, "unreachable", std::move(message),
                   "kubectl cluster-info tells whether the cluster answers; --context and "
                   "--kubeconfig choose another, -f FILE reads manifests instead");
  }
  return Failure(absl::StatusCode::kUnknown, "kubectl-failed", std::move(message),
                 "kubectl config get-contexts shows the clusters it knows; -f FILE reads manifests "
                 "instead");
}

// What a child writes, read while it runs.
class Listener {
 public:
  explicit Listener(const std::function<void(std::string_view)>& tell) : tell_(tell) {}

  // Reads both streams to their ends.
  absl::Status Listen(const Pipe& out, const Pipe& err) {
    std::array<pollfd, 2> open = {{{out.read.number(), POLLIN, 0}, {err.read.number(), POLLIN, 0}}};
    while (open[0].fd >= 0 || open[1].fd >= 0) {
      const int ready = poll(open.data(), open.size(), texts_[1].empty() ? -1 : kSilenceMs);
      if (ready < 0 && errno != EINTR) return SystemError(errno);
      if (ready == 0) {
        for (const std::string& line : LinesOf(std::exchange(texts_[1], ""))) tell_(line);
      }
      for (size_t i = 0; i < open.size() && ready > 0; ++i) {
        if (open[i].revents == 0) continue;
        const absl::StatusOr<bool> more = ReadPiece(open[i].fd, &texts_[i]);
        if (!more.ok()) return more.status();
        if (!*more) open[i].fd = -1;
      }
    }
    return absl::OkStatus();
  }

  std::string TakeOut() { return std::move(texts_[0]); }
  std::string TakeErr() { return std::move(texts_[1]); }  // without what was told

 private:
  // Returns whether the stream goes on.
  absl::StatusOr<bool> ReadPiece(int descriptor, std::string* text) {
    const ssize_t got = read(descriptor, piece_.data(), piece_.size());
    if (got < 0 && errno == EINTR) return true;
    if (got < 0) return SystemError(errno);
    text->append(piece_, 0, static_cast<size_t>(got));
    return got > 0;
  }

  const std::function<void(std::string_view)>& tell_;
  std::array<std::string, 2> texts_;
  std::string piece_ = std::string(kPieceBytes, '\0');
};

}  // namespace

Diagnostic Denial::ToDiagnostic() const {
  const std::string in = namespace_.empty() ? "" : absl::StrCat(" -n ", namespace_);
  const std::string_view role = namespace_.empty() ? "clusterrole" : "role";
  const std::string role_name = absl::StrCat("svcenv-", verb, "-", resource);
  Diagnostic result;
  result.severity = Severity::kError;
  result.code = "forbidden";
  result.message = absl::StrCat(
      "User ", user, " may not ", verb, " ", resource, name.empty() ? "" : absl::StrCat(" ", name),
      namespace_.empty() ? " at the cluster scope" : absl::StrCat(" in namespace ", namespace_));
  result.remedy =
      absl::StrCat("someone who may grant it can: kubectl create ", role, " ", role_name,
                   " --verb=", verb, " --resource=", resource, in, "; kubectl create ", role,
                   "binding ", role_name, " --", role, "=", role_name, " --user='", user, "'", in,
                   ". To see: kubectl auth can-i ", verb, " ", resource, in);
  return result;
}

struct Kubectl::Ended {
  int status = 0;  // of waitpid
  std::string out;
  std::string err;  // without what was told while it ran
};

absl::StatusOr<Kubectl::Ended> Kubectl::Start(const std::vector<std::string>& arguments) const {
  const std::string program = Program();
  std::vector<std::string> words = {program};
  // In front: what stands behind a `--` of the arguments is not kubectl's.
  if (!flags_.kubeconfig.empty()) words.push_back(absl::StrCat("--kubeconfig=", flags_.kubeconfig));
  if (!flags_.context.empty()) words.push_back(absl::StrCat("--context=", flags_.context));
  words.insert(words.end(), arguments.begin(), arguments.end());
  absl::StatusOr<Pipe> out = Pipe::Make();
  if (!out.ok()) return OutOfResources(out.status());
  absl::StatusOr<Pipe> err = Pipe::Make();
  if (!err.ok()) return OutOfResources(err.status());
  Descriptor nothing(open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (nothing.number() < 0) return OutOfResources(SystemError(errno));
  const absl::StatusOr<ChildProcess> child = ChildProcess::Start(
      std::move(words), {nothing.number(), out->write.number(), err->write.number()});
  if (!child.ok()) return NotStarted(program, child.status());
  for (Descriptor* unused : {&nothing, &out->write, &err->write}) unused->Close();

  Listener listener(tell_);
  const absl::Status heard = listener.Listen(*out, *err);
  if (!heard.ok()) child->Terminate();
  for (Descriptor* done : {&out->read, &err->read}) done->Close();
  const absl::StatusOr<int> status = child->Wait();
  if (!heard.ok()) return OutOfResources(heard);
  if (!status.ok()) return OutOfResources(status.status());
  return Ended{*status, listener.TakeOut(), listener.TakeErr()};
}

absl::StatusOr<std::string> Kubectl::Run(const std::vector<std::string>& arguments) const {
  absl::StatusOr<Ended> ended = Start(arguments);
  if (!ended.ok()) return ended.status();
  const std::vector<std::string> lines = LinesOf(ended->err);
  if (ended->status != 0) return StatusOf(lines, ended->status);
  for (const std::string& line : lines) tell_(line);
  return std::move(ended->out);
}

absl::StatusOr<KubectlObjects> Kubectl::Get(const std::vector<std::string>& arguments) const {
  std::vector<std::string> words = {"get"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  words.insert(words.end(), {"-o", "json", "--ignore-not-found"});
  absl::StatusOr<Ended> ended = Start(words);
  if (!ended.ok()) return ended.status();
  KubectlObjects objects;
  std::vector<std::string> others;
  for (std::string& line : LinesOf(ended->err)) {
    if (Denial denial; ReadDenial(line, &denial)) {
      objects.denied.push_back(std::move(denial));
    } else {
      others.push_back(std::move(line));
    }
  }
  if (ended->status != 0 && (objects.denied.empty() || !others.empty())) {
    return StatusOf(others, ended->status);
  }
  for (const std::string& line : others) tell_(line);
  objects.json = std::move(ended->out);
  return objects;
}

}  // namespace svcenv::cli
