#include "cli/terminal/progress.h"

#include <unistd.h>

#include <chrono>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "cli/terminal/console.h"
#include "svcenv/base/terminal_text.h"

namespace svcenv::cli {
namespace {

constexpr auto kPatience = std::chrono::seconds(1);
constexpr auto kInterval = std::chrono::milliseconds(250);

}  // namespace

Progress::Progress() {
  if (isatty(STDERR_FILENO) != 1) return;
  try {
    thread_ = std::thread(&Progress::Run, this);
  } catch (const std::system_error&) {
    // The system cannot start another thread: draw nothing.
  }
}

Progress::~Progress() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  thread_.join();
  Draw("");
}

void Progress::Show(std::string_view what) {
  const std::lock_guard<std::mutex> lock(mutex_);
  what_ = Visible(what);
}

void Progress::Say(std::string_view line, Console* console) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Draw("");
  console->Say(absl::StrCat(Visible(line), "\n"));
}

void Progress::Run() {
  const auto start = std::chrono::steady_clock::now();
  std::unique_lock<std::mutex> lock(mutex_);
  for (auto wait = std::chrono::milliseconds(kPatience); !ended_; wait = kInterval) {
    if (changed_.wait_for(lock, wait, [this] { return ended_; })) return;
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start);
    Draw(what_.empty() ? "" : absl::StrCat(what_, " … ", seconds.count(), " s"));
  }
}

// Overwrites the line with spaces, because not every terminal knows escape sequences.
void Progress::Draw(std::string_view line) {
  const std::string shown = Cut(line, Console::WidthOf(STDERR_FILENO) - 1);
  const size_t columns = ColumnsOf(shown);
  if (columns == 0 && drawn_columns_ == 0) return;
  const size_t rest = drawn_columns_ > columns ? drawn_columns_ - columns : 0;
  Console::SayAtOnce(absl::StrCat("\r", shown, std::string(rest, ' '), columns == 0 ? "\r" : ""));
  drawn_columns_ = columns;
}

}  // namespace svcenv::cli
