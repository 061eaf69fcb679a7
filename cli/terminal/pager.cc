#include "cli/terminal/pager.h"

#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/terminal/child.h"
#include "svcenv/base/terminal_text.h"

namespace svcenv::cli {
namespace {

// The exit statuses of sh for a command that is not found or cannot be executed.
constexpr int kNotFound = 127;
constexpr int kNotExecutable = 126;

std::string PagerCommand() {
  for (const char* variable : {"SVCENV_PAGER", "PAGER"}) {
    if (const char* command = std::getenv(variable); command != nullptr) return command;
  }
  return "command -v less >/dev/null || exit 127; exec less";
}

// Returns the number of terminal lines that the string takes.
size_t LinesOf(std::string_view text, size_t width) {
  size_t lines = 0;
  for (const std::string_view line : absl::StrSplit(text, '\n')) {
    lines += std::max<size_t>(1, (ColumnsOfStyled(line) + width - 1) / std::max<size_t>(width, 1));
  }
  return lines - 1;  // without the empty string after the last newline
}

// Ignores signals that are meant for the pager while it runs, and SIGPIPE from a pager
// that stops reading.
class IgnoredSignals {
 public:
  IgnoredSignals() {
    for (const int signal : {SIGINT, SIGQUIT, SIGPIPE}) {
      before_.emplace_back(signal, std::signal(signal, SIG_IGN));
      if (before_.back().second != SIG_IGN) changed_.push_back(signal);
    }
  }
  ~IgnoredSignals() {
    for (const auto& [signal, handler] : before_) std::signal(signal, handler);
  }
  IgnoredSignals(const IgnoredSignals&) = delete;
  IgnoredSignals& operator=(const IgnoredSignals&) = delete;

  // The signals that were not ignored before.
  const std::vector<int>& changed() const { return changed_; }

 private:
  std::vector<std::pair<int, void (*)(int)>> before_;
  std::vector<int> changed_;
};

// Runs the pager. Returns false if it could not run and showed nothing.
bool RunPager(const std::string& command, std::string_view text) {
  absl::StatusOr<Pipe> input = Pipe::Make();
  if (!input.ok()) return false;
  const IgnoredSignals ignored;
  // A user's LESS may lack R, without which less shows colors as escape sequences.
  const std::string script = absl::StrCat("LESS=\"-R ${LESS-FX}\"; export LESS; ", command);
  const absl::StatusOr<ChildProcess> child =
      ChildProcess::Start({"/bin/sh", "-c", script},
                          {input->read.number(), std::nullopt, std::nullopt}, ignored.changed());
  if (!child.ok()) return false;
  input->read.Close();
  FileOutput to_pager(input->write.number());
  to_pager.Append(text);
  to_pager.Flush();
  input->write.Close();
  const absl::StatusOr<int> status = child->Wait();
  if (!status.ok() || !WIFEXITED(*status)) return true;
  return WEXITSTATUS(*status) != kNotFound && WEXITSTATUS(*status) != kNotExecutable;
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
  console->Separate();
  if (!paged || !console->out_is_terminal()) return write(&console->out());
  StringOutput text;
  write(&text);
  ShowPaged(text.Take(), console);
}

}  // namespace svcenv::cli
