// The streams of the program: stdout for results, stderr for everything else.
#ifndef SVCENV_CLI_TERMINAL_CONSOLE_H_
#define SVCENV_CLI_TERMINAL_CONSOLE_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "cli/terminal/file_output.h"  // IWYU pragma: export
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/base/terminal_text.h"

namespace svcenv::cli {

// The exit statuses in docs/contracts.md. Commands that run another program use the last three,
// like env(1) and timeout(1).
enum ExitStatus {
  kDone = 0,
  kFindings = 1,
  kWrong = 2,
  kOwnFailure = 125,
  kNotExecutable = 126,
  kNotFound = 127,
};

class Console {
 public:
  // Construct it before opening any file: it ensures that none gets the number of a
  // closed standard stream.
  Console();

  // Returns stdout. Only Finish reports whether all output was written.
  Output& out() { return out_; }

  bool out_is_terminal() const { return out_is_terminal_; }
  bool error_is_terminal() const { return error_width_ > 0; }
  // The size of the terminal in characters, or 0 if stdout is not a terminal.
  size_t width() const { return width_; }
  size_t height() const { return height_; }
  // Updates width() and height(). The constructor calls it.
  void Measure();
  // Returns the columns of a terminal, or 80 if it does not report them.
  static size_t WidthOf(int descriptor);
  // Applies --color: auto, always, or never. Returns InvalidArgument for anything else. With auto,
  // the default, NO_COLOR disables colors and CLICOLOR_FORCE enables them (bixense.com/clicolors);
  // otherwise, a stream has colors if it is a terminal and TERM is not dumb.
  absl::Status SetColor(std::string_view when);
  // How stdout and stderr show text to people. A stream that is not a terminal has no width.
  PeopleOptions out_options() const { return {shows_color_, width_}; }
  PeopleOptions error_options() const { return {error_shows_color_, error_width_}; }
  bool shows_color() const { return shows_color_; }

  // Writes to stderr immediately and unchanged. The string must be safe for a terminal.
  static void SayAtOnce(std::string_view text);
  // Writes to stderr and to the string of Capture, and escapes unsafe characters (base/visible.h)
  // except line breaks. Apply Visible first to input that may contain line breaks.
  void Say(std::string_view text);
  // Also appends all following messages to `captured`, and writes them nowhere else if
  // `quiet`. Null ends this.
  void Capture(std::string* captured, bool quiet) {
    captured_ = captured;
    quiet_ = quiet;
    after_diagnostic_ = false;
  }
  // Writes a diagnostic in the format of FormatDiagnostic, and a blank line before the
  // next message.
  void Say(const Diagnostic& diagnostic, const Sources& sources);
  // Writes a blank line to separate messages from the result, if there were messages and both
  // streams are on a terminal. Call it before writing the result.
  void Separate() const {
    if (has_said_ && out_is_terminal() && error_is_terminal()) SayAtOnce("\n");
  }
  // Like Say, but for warnings and notes, which set_only_errors suppresses.
  void Remark(std::string_view text) {
    if (!only_errors_) Say(text);
  }
  // Suppresses all following warnings and notes.
  void set_only_errors() { only_errors_ = true; }
  bool only_errors() const { return only_errors_; }

  // Limits the diagnostics that callers should write, which ask for room(), to `most` from here on.
  void set_room(size_t most) { room_ = most; }
  size_t room() const { return room_; }
  // Counts diagnostics that were not written for lack of room.
  void Hide(size_t count) { hidden_ += count; }
  // Writes how many diagnostics were hidden since the last call, and how to see them.
  void SayHidden();

  // Suppresses all following diagnostics that were written before.
  void set_says_once() { says_once_ = true; }
  // Writes a diagnostic of severity info that has only a message.
  void SayNote(std::string message);

  // The exit status of errors in this program: kWrong, or kOwnFailure for commands that run another
  // program, to distinguish it from the status of that program.
  int failure() const { return failure_; }
  void set_failure(int status) { failure_ = status; }

  // Writes the error (a Status made by ToStatus, or any other) and returns failure().
  int Fail(const absl::Status& status, const Sources& sources = {});

  // Like Fail, but in one line, "svcenv: MESSAGE", for output that mixes with another program's.
  int Refuse(std::string_view message);
  int Refuse(const absl::Status& status);

  // Writes buffered output. Returns whether all writes so far succeeded.
  bool Flush();

  // Writes buffered output, closes stdout, and returns `status`. If a write failed, reports the
  // error and returns failure().
  int Finish(int status);

 private:
  // Writes a string that is safe for a terminal.
  void SayShown(std::string_view shown);

  FileOutput out_;
  bool out_is_terminal_ = false;
  size_t width_ = 0;
  size_t height_ = 0;
  size_t error_width_ = 0;
  bool shows_color_ = false;
  bool error_shows_color_ = false;
  int failure_ = kWrong;
  bool only_errors_ = false;
  size_t room_ = std::string::npos;
  size_t hidden_ = 0;
  bool says_once_ = false;
  absl::flat_hash_set<std::string> said_;
  bool after_diagnostic_ = false;
  std::string* captured_ = nullptr;
  bool quiet_ = false;
  bool has_said_ = false;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_TERMINAL_CONSOLE_H_
