// Shows a page on the terminal and redraws it in place.
//
//   Screen screen(&console);
//   screen.Draw("Checks every 2s. Press q to quit.", std::move(page));
#ifndef SVCENV_CLI_TERMINAL_SCREEN_H_
#define SVCENV_CLI_TERMINAL_SCREEN_H_

#include <string>
#include <string_view>

#include "cli/terminal/console.h"

namespace svcenv::cli {

// Owns the terminal on stdout while it lives: nothing else may write to stdout, and there must be
// at most one Screen. At the end, restores the previous contents and writes the last page below
// them. This includes the end by SIGINT, SIGTERM, SIGHUP, or SIGQUIT, which then terminates the
// program. Also restores the contents while the program is stopped (Ctrl-Z). Does not echo keys.
class Screen {
 public:
  // Returns whether stdout is a terminal that supports it.
  static bool IsPossible(const Console& console);

  explicit Screen(Console* console);
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  // Shows a visible line about the page, cut to the terminal, and below it a page of lines, which
  // may be colored with Styled, in one write: as many lines as fit, then the number of lines left.
  // Lines that are wider than the terminal take several rows. The end writes only the page.
  void Draw(std::string_view status, std::string page);

  // Returns whether the user typed q since the last call.
  bool QuitTyped();

  // Returns whether the terminal was resized or the program continued after a stop since the last
  // call. If so, the console has measured the terminal again, and the page must be redrawn.
  bool IsOutdated();

 private:
  Console& console_;
  std::string pages_[2];  // the current page and the previous one
  bool second_ = false;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_TERMINAL_SCREEN_H_
