// The streams of the program: stdout for results, stderr for everything else.
#ifndef SVCENV_CLI_TERMINAL_CONSOLE_H_
#define SVCENV_CLI_TERMINAL_CONSOLE_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/render/output.h"

namespace svcenv::cli {

// The exit statuses of docs/contracts.md; the last three are those of commands that become another program,
// as of env(1) and timeout(1).
enum ExitStatus {
  kDone = 0,
  kFindings = 1,
  kWrong = 2,
  kOwnFailure = 125,
  kNotExecutable = 126,
  kNotFound = 127,
};

// Writes to a file descriptor. After the first failure it writes nothing more.
class FileOutput : public Output {
 public:
  explicit FileOutput(int descriptor) : descriptor_(descriptor) {}

  // The errno of the first write that failed; 0 if none did.
  int error() const { return error_; }
  void set_error(int error) { error_ = error_ == 0 ? error : error_; }

 protected:
  void Write(absl::Span<const std::string_view> pieces) override;

 private:
  const int descriptor_;
  int error_ = 0;
};

class Console {
 public:
  // To be made before any file is opened: it makes sure that none gets the number of a standard
  // stream that is closed.
  Console();

  // stdout. What is written is known to have arrived only after Finish.
  Output& out() { return out_; }

  bool out_is_terminal() const { return out_is_terminal_; }
  bool error_is_terminal() const { return error_width_ > 0; }
  // Of the terminal, in characters, when Measure was called last, which the constructor does; 0
  // where stdout is none.
  size_t width() const { return width_; }
  size_t height() const { return height_; }
  void Measure();
  // The columns of that terminal; the usual number where it does not tell.
  static size_t WidthOf(int descriptor);
  // Applies --color: auto, always, or never. InvalidArgument for anything else. Until it is called,
  // "auto": NO_COLOR forbids colors, CLICOLOR_FORCE wants them (bixense.com/clicolors), and
  // otherwise a stream has them if it is a terminal other than TERM=dumb.
  absl::Status SetColor(std::string_view when);
  // How stdout and stderr show text to people. A stream that is not a terminal has no width.
  PeopleOptions out_options() const { return {shows_color_, width_}; }
  PeopleOptions error_options() const { return {error_shows_color_, error_width_}; }
  bool shows_color() const { return shows_color_; }

  // To stderr, at once and as it is: for text that is already safe for a terminal.
  static void SayAtOnce(std::string_view text);
  // The same, unless it is heard, and with unsafe characters escaped (base/visible.h). Line breaks
  // are kept: what comes from input and may contain one is to be made Visible before.
  void Say(std::string_view text);
  // What is said from now on is added to `heard`, too, and to nothing else if `quiet`; null: no
  // more.
  void Hear(std::string* heard, bool quiet) {
    heard_ = heard;
    quiet_ = quiet;
    after_diagnostic_ = false;
  }
  // Says a diagnostic, as FormatDiagnostic shows it, with a blank line before what is said next.
  void Say(const Diagnostic& diagnostic, const Sources& sources);
  // From now on, does not say a diagnostic that was said before.
  void set_says_once() { says_once_ = true; }
  // Says a diagnostic of severity info that has only a message.
  void SayNote(std::string message);

  // The status of what fails in this program itself: kWrong, or kOwnFailure for commands that
  // become another program, whose own status it must not look like.
  int failure() const { return failure_; }
  void set_failure(int status) { failure_ = status; }

  // Says what is wrong (a Status made by ToStatus, or any other) and gives failure().
  int Fail(const absl::Status& status, const Sources& sources = {});

  // The same in one line, "svcenv: MESSAGE": for a message that stands among those of another
  // program.
  int Refuse(std::string_view message);
  int Refuse(const absl::Status& status);

  // Writes what is left; whether all of it could be written so far.
  bool Flush();

  // Writes what is left, closes stdout and gives `status`; failure(), after saying why, where a
  // write failed.
  int Finish(int status);

 private:
  // Says what is safe for a terminal.
  void SayShown(std::string_view shown);

  FileOutput out_;
  bool out_is_terminal_ = false;
  size_t width_ = 0;
  size_t height_ = 0;
  size_t error_width_ = 0;
  bool shows_color_ = false;
  bool error_shows_color_ = false;
  int failure_ = kWrong;
  bool says_once_ = false;
  absl::flat_hash_set<std::string> said_;
  bool after_diagnostic_ = false;
  std::string* heard_ = nullptr;
  bool quiet_ = false;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_TERMINAL_CONSOLE_H_
