#include "cli/terminal/child.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <mutex>

#include "absl/cleanup/cleanup.h"
#include "cli/platform/descriptors.h"
#include "cli/platform/process.h"
#include "cli/terminal/errors.h"

namespace svcenv::cli {
namespace {

// If SIGCHLD is ignored, which a process can inherit, the kernel keeps no status for waitpid. So
// SIGCHLD gets its default action while there are children.
std::mutex child_signal_mutex;
int children = 0;
struct sigaction child_signal_before;

void BeginChild() {
  const std::lock_guard<std::mutex> lock(child_signal_mutex);
  if (children++ > 0) return;
  struct sigaction action {};
  action.sa_handler = SIG_DFL;
  sigaction(SIGCHLD, &action, &child_signal_before);
}

void EndChild() {
  const std::lock_guard<std::mutex> lock(child_signal_mutex);
  if (--children == 0) sigaction(SIGCHLD, &child_signal_before, nullptr);
}

// Configures the child for posix_spawn. Spawn returns the first error.
class SpawnSetup {
 public:
  SpawnSetup() {
    Check(posix_spawn_file_actions_init(&actions_));
    Check(posix_spawnattr_init(&attributes_));
  }
  ~SpawnSetup() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnSetup(const SpawnSetup&) = delete;
  SpawnSetup& operator=(const SpawnSetup&) = delete;

  void Redirect(const std::optional<int>& descriptor, int stream) {
    if (!descriptor.has_value()) return;
    Check(posix_spawn_file_actions_adddup2(&actions_, *descriptor, stream));
  }

  void SetDefaultSignals(absl::Span<const int> signals) {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : signals) sigaddset(&set, signal);
    Check(posix_spawnattr_setsigdefault(&attributes_, &set));
    Check(posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF));
  }

  // Returns an errno, or 0.
  int Spawn(char* const* argv, pid_t* pid) const {
    if (error_ != 0) return error_;
    return posix_spawnp(pid, argv[0], &actions_, &attributes_, argv, ProcessEnvironment());
  }

 private:
  void Check(int code) {
    if (error_ == 0) error_ = code;
  }

  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
  int error_ = 0;
};

}  // namespace

absl::Status SystemError(int code) { return {absl::ErrnoToStatusCode(code), ErrnoText(code)}; }

void Descriptor::Close() {
  if (number_ >= 0) close(std::exchange(number_, -1));
}

absl::StatusOr<Pipe> Pipe::Make() {
  int ends[2];
  if (!OpenPipe(ends)) return SystemError(errno);
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

absl::StatusOr<ChildProcess> ChildProcess::Start(std::vector<std::string> words,
                                                 const ChildStreams& streams,
                                                 absl::Span<const int> default_signals) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  SpawnSetup setup;
  setup.Redirect(streams.in, STDIN_FILENO);
  setup.Redirect(streams.out, STDOUT_FILENO);
  setup.Redirect(streams.err, STDERR_FILENO);
  setup.SetDefaultSignals(default_signals);
  BeginChild();
  pid_t pid = -1;
  if (const int code = setup.Spawn(argv.data(), &pid); code != 0) {
    EndChild();
    return SystemError(code);
  }
  return ChildProcess(pid);
}

void ChildProcess::Terminate() const { kill(pid_, SIGTERM); }

absl::StatusOr<int> ChildProcess::Wait() const {
  const absl::Cleanup end = [] { EndChild(); };
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0) {
    if (errno != EINTR) return SystemError(errno);
  }
  return status;
}

}  // namespace svcenv::cli
