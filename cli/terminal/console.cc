#include "cli/terminal/console.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "cli/platform/descriptors.h"
#include "cli/terminal/errors.h"
#include "cli/terminal/program.h"
#include "cli/terminal/remedies.h"
#include "svcenv/base/counted.h"
#include "svcenv/base/visible.h"

namespace svcenv::cli {
namespace {

constexpr size_t kUsualWidth = 80;
constexpr size_t kUsualHeight = 24;

// Returns 0, or the errno of the write that failed.
int WriteAll(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<size_t>(written));
  }
  return 0;
}

bool IsSet(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

// Returns whether a stream shows colors by default.
bool ShowsColor(bool is_terminal) {
  if (IsSet("NO_COLOR")) return false;
  const char* force = std::getenv("CLICOLOR_FORCE");
  if (IsSet("CLICOLOR_FORCE") && std::strcmp(force, "0") != 0) return true;
  const char* terminal = std::getenv("TERM");
  return is_terminal && terminal != nullptr && std::strcmp(terminal, "dumb") != 0;
}

// Opens a placeholder for each closed standard stream, so that no other file or pipe gets its
// number. Reading and writing fail as if the stream were closed, and a program that replaces this
// one finds it closed. If open fails, no descriptor is left for any other file either.
void ReserveStandardStreams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) < 0) (void)OpenPlaceholder();
  }
}

}  // namespace

Console::Console() : out_(STDOUT_FILENO), out_is_terminal_(isatty(STDOUT_FILENO) == 1) {
  ReserveStandardStreams();
  Measure();
  if (isatty(STDERR_FILENO) == 1) error_width_ = WidthOf(STDERR_FILENO);
  shows_color_ = ShowsColor(out_is_terminal_);
  error_shows_color_ = ShowsColor(error_is_terminal());
}

absl::Status Console::SetColor(std::string_view when) {
  if (when == "auto") return absl::OkStatus();
  if (when != "always" && when != "never") {
    return absl::InvalidArgumentError(
        absl::StrCat("--color '", when, "' is not valid: use auto, always, or never"));
  }
  shows_color_ = error_shows_color_ = when == "always";
  return absl::OkStatus();
}

void Console::Measure() {
  if (!out_is_terminal_) return;
  winsize size{};
  (void)ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);  // some terminals do not know their size
  width_ = size.ws_col > 0 ? size.ws_col : kUsualWidth;
  height_ = size.ws_row > 0 ? size.ws_row : kUsualHeight;
}

size_t Console::WidthOf(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return kUsualWidth;
}

void Console::SayAtOnce(std::string_view text) {
  // A failure cannot be reported if stderr does not work.
  (void)WriteAll(STDERR_FILENO, text);
}

void Console::SayShown(std::string_view shown) {
  if (captured_ != nullptr) captured_->append(shown);
  if (captured_ != nullptr && quiet_) return;
  has_said_ = true;
  SayAtOnce(shown);
}

void Console::Say(std::string_view text) {
  if (text.empty()) return;
  const bool separate = std::exchange(after_diagnostic_, false);
  SayShown(absl::StrCat(separate ? "\n" : "", VisibleLines(text)));
}

void Console::Say(const Diagnostic& diagnostic, const Sources& sources) {
  Diagnostic called = diagnostic;
  called.remedy.text = AsCalled(called.remedy.text);
  if (only_errors_ && diagnostic.severity < Severity::kError) return;
  const std::string text = FormatDiagnostic(called, sources, PhraseForCommandLine, error_options());
  if (says_once_ && !said_.insert(text).second) return;
  if (room_ > 0) --room_;
  SayShown(absl::StrCat(std::exchange(after_diagnostic_, true) ? "\n" : "", text));
}

void Console::SayNote(std::string message) {
  Diagnostic note;
  note.severity = Severity::kInfo;
  note.message = std::move(message);
  Say(note, {});
}

void Console::SayHidden() {
  if (hidden_ == 0) return;
  Say(AsCalled(absl::StrCat(WithCommas(std::exchange(hidden_, 0)),
                            " more; run svcenv lint, or pass --warnings all\n")));
}

int Console::Fail(const absl::Status& status, const Sources& sources) {
  Say(FromStatus(status), sources);
  return failure_;
}

int Console::Refuse(std::string_view message) {
  Say(absl::StrCat("svcenv: ", Visible(message), "\n"));
  return failure_;
}

int Console::Refuse(const absl::Status& status) {
  Diagnostic diagnostic = FromStatus(status);
  std::string line = absl::StrReplaceAll(diagnostic.message, {{"\n", "; "}});
  diagnostic.remedy.text = AsCalled(diagnostic.remedy.text);
  if (const std::string help = diagnostic.remedy.ToString(PhraseForCommandLine); !help.empty()) {
    absl::StrAppend(&line, " (", absl::StrReplaceAll(help, {{"\n", "; "}}), ")");
  }
  return Refuse(line);
}

bool Console::Flush() {
  out_.Flush();
  return out_.error() == 0;
}

int Console::Finish(int status) {
  SayHidden();
  out_.Flush();
  // Some file systems report a failed write only on close.
  if (close(STDOUT_FILENO) != 0) out_.set_error(errno);
  if (out_.error() == 0) return status;
  return Fail(absl::InternalError(
      absl::StrCat("cannot write to standard output: ", ErrnoText(out_.error()))));
}

}  // namespace svcenv::cli
