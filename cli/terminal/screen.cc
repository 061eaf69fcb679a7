#include "cli/terminal/screen.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/terminal/keys.h"
#include "svcenv/base/counted.h"
#include "svcenv/base/terminal_text.h"

namespace svcenv::cli {
namespace {

// Control sequences of xterm: the alternate screen, home, erasing to the end of the line
// and of the screen, and DEC mode 2026, with which terminals that know it show a frame only
// when it is complete.
constexpr std::string_view kEnter = "\x1b[?1049h";
constexpr std::string_view kLeave = "\x1b[?1049l";
constexpr std::string_view kBegin = "\x1b[?2026h\x1b[H";
constexpr std::string_view kEraseLine = "\x1b[K";
constexpr std::string_view kEnd = "\x1b[J\x1b[?2026l";

constexpr int kEnding[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
constexpr int kRedrawing[] = {SIGWINCH, SIGCONT};

// The state of the signal handlers. There is one terminal, and one Screen at a time.
std::atomic<const std::string*> shown{nullptr};
std::atomic<bool> outdated{false};

// Async-signal-safe.
void Write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(STDOUT_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return;
    text.remove_prefix(static_cast<size_t>(written));
  }
}

void Leave() {
  RestoreKeys();
  Write(kLeave);
  if (const std::string* page = shown.exchange(nullptr)) Write(*page);
}

void OnEnd(int signal) {
  Leave();
  std::signal(signal, SIG_DFL);
  (void)raise(signal);  // delivered when this handler returns
}

void OnStop(int) {
  const int error = errno;
  RestoreKeys();
  Write(kLeave);
  (void)raise(SIGSTOP);
  Write(kEnter);
  SilenceKeys();
  outdated = true;
  errno = error;
}

void OnRedraw(int) {
  const int error = errno;
  SilenceKeys();  // the program may have come to the foreground
  outdated = true;
  errno = error;
}

void Handle(int signal, void (*handler)(int)) {
  struct sigaction action {};
  struct sigaction before {};
  action.sa_handler = handler;
  sigfillset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  // Keeps ignored signals ignored, for nohup.
  if (sigaction(signal, nullptr, &before) == 0 && before.sa_handler == SIG_IGN) return;
  sigaction(signal, &action, nullptr);
}

}  // namespace

bool Screen::IsPossible(const Console& console) {
  const char* terminal = std::getenv("TERM");
  return console.out_is_terminal() && terminal != nullptr && *terminal != '\0' &&
         std::string_view(terminal) != "dumb";
}

Screen::Screen(Console* console) : console_(*console) {
  console_.Flush();
  Write(kEnter);
  shown = &pages_[0];
  for (const int signal : kEnding) Handle(signal, OnEnd);
  for (const int signal : kRedrawing) Handle(signal, OnRedraw);
  Handle(SIGTSTP, OnStop);
  SilenceKeys();
}

Screen::~Screen() {
  for (const int signal : kEnding) Handle(signal, SIG_DFL);
  for (const int signal : kRedrawing) Handle(signal, SIG_DFL);
  Handle(SIGTSTP, SIG_DFL);
  Leave();
}

void Screen::Draw(std::string_view status, std::string page) {
  const size_t width = std::max<size_t>(console_.width(), 1);
  // The first row is for the status, the last for the cursor and for Progress.
  const size_t rows = console_.height() - std::min<size_t>(console_.height(), 2);
  const auto rows_of = [&](std::string_view line) {
    return std::max<size_t>(1, (ColumnsOfStyled(line) + width - 1) / width);
  };
  std::vector<std::string_view> lines = absl::StrSplit(page, '\n');
  lines.pop_back();
  size_t needed = 0;
  for (const std::string_view line : lines) needed += rows_of(line);
  std::string more;
  if (needed > rows) {
    size_t fit = 0;
    for (size_t used = 1; fit < lines.size(); ++fit) {
      used += rows_of(lines[fit]);
      if (used > rows) break;
    }
    more = absl::StrCat("… ", Counted(lines.size() - fit, "more line"), ", shown on exit");
    lines.resize(fit);
    lines.push_back(more);
  }
  std::string frame =
      absl::StrCat(kBegin, Styled(Cut(status, width - 1), Style::kDim, console_.shows_color()),
                   kEraseLine, "\n");
  for (const std::string_view line : lines) {
    const size_t columns = ColumnsOfStyled(line);
    // A full row has nothing to erase, and erasing would delete its last column.
    const bool full = columns > 0 && columns % width == 0;
    absl::StrAppend(&frame, line, full ? "" : kEraseLine, "\n");
  }
  absl::StrAppend(&frame, kEnd);
  second_ = !second_;
  pages_[second_] = std::move(page);
  shown = &pages_[second_];
  console_.out().Append(frame);
  console_.Flush();
}

bool Screen::QuitTyped() { return cli::QuitTyped(); }

bool Screen::IsOutdated() {
  if (!outdated.exchange(false)) return false;
  console_.Measure();
  return true;
}

}  // namespace svcenv::cli
