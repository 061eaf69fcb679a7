#include "cli/pager.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string>

#include "absl/strings/str_split.h"
#include "svcenv/render/terminal_text.h"

namespace svcenv::cli {
namespace {

// The statuses with which sh says that there is no such command, or none that runs.
constexpr int kNotFound = 127;
constexpr int kNotExecutable = 126;

std::string PagerCommand() {
  for (const char* variable : {"SVCENV_PAGER", "PAGER"}) {
    if (const char* command = std::getenv(variable); command != nullptr) return command;
  }
  return "command -v less >/dev/null || exit 127; exec less";
}

// How many lines of the terminal the text takes.
size_t LinesOf(std::string_view text, size_t width) {
  size_t lines = 0;
  for (const std::string_view line : absl::StrSplit(text, '\n')) {
    lines += std::max<size_t>(1, (ColumnsOfStyled(line) + width - 1) / std::max<size_t>(width, 1));
  }
  return lines - 1;  // what follows the last line end is no line
}

// Signals that are for the pager while it runs, and that of a pager that reads no more.
class IgnoredSignals {
 public:
  IgnoredSignals() {
    for (size_t i = 0; i < kSignals.size(); ++i) before_[i] = std::signal(kSignals[i], SIG_IGN);
  }
  ~IgnoredSignals() { Restore(); }

  void Restore() const {
    for (size_t i = 0; i < kSignals.size(); ++i) std::signal(kSignals[i], before_[i]);
  }

 private:
  static constexpr std::array<int, 3> kSignals = {SIGINT, SIGQUIT, SIGPIPE};
  std::array<void (*)(int), 3> before_;
};

// Runs the pager; false where it could not be run, and nothing was shown.
bool RunPager(const std::string& command, std::string_view text) {
  int ends[2];
  if (pipe(ends) != 0) return false;
  const IgnoredSignals ignored;
  const pid_t child = fork();
  if (child == 0) {
    ignored.Restore();
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    close(ends[1]);
    setenv("LESS", "FRX", 0);
    execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    _exit(kNotFound);
  }
  close(ends[0]);
  FileOutput to_pager(ends[1]);
  if (child > 0) {
    to_pager.Append(text);
    to_pager.Flush();
  }
  close(ends[1]);
  int status = 0;
  while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (child < 0) return false;
  return !WIFEXITED(status) ||
         (WEXITSTATUS(status) != kNotFound && WEXITSTATUS(status) != kNotExecutable);
}

}  // namespace

void ShowPaged(std::string_view text, Console* console) {
  const std::string command = PagerCommand();
  const char* terminal = std::getenv("TERM");
  const bool pages = terminal != nullptr && std::string_view(terminal) != "dumb" &&
                     !command.empty() && command != "cat";
  const bool is_long =
      console->height() > 0 && LinesOf(text, console->width()) >= console->height();
  if (pages && is_long && RunPager(command, text)) return;
  console->out().Append(text);
}

void WritePaged(bool paged, absl::FunctionRef<void(Output*)> write, Console* console) {
  if (!paged || !console->out_is_terminal()) return write(&console->out());
  StringOutput text;
  write(&text);
  ShowPaged(text.Take(), console);
}

}  // namespace svcenv::cli
