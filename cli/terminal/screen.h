// A page on the terminal that is drawn anew in its place.
//
//   Screen screen(&console);
//   screen.Draw(std::move(page));
#ifndef SVCENV_CLI_TERMINAL_SCREEN_H_
#define SVCENV_CLI_TERMINAL_SCREEN_H_

#include <string>

#include "cli/terminal/console.h"

namespace svcenv::cli {

// Takes the terminal that stdout is over while it lives: one at a time, and nothing else may be
// written to stdout. What stood there before is there again at the end, with the last page below
// it, also where SIGINT, SIGTERM, SIGHUP or SIGQUIT ends the program, which then dies of it. While
// the program is stopped (Ctrl-Z) the terminal is as it was, too.
class Screen {
 public:
  // Whether stdout is a terminal that can do it.
  static bool IsPossible(const Console& console);

  explicit Screen(Console* console);
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  // Shows a text of lines, which Styled may have coloured, in one write: as many lines as there is
  // room for, then how many are left. Lines that are wider than the terminal take several rows.
  void Draw(std::string page);

  // Whether the size of the terminal changed, or the program went on after a stop, since the last
  // call: the console has measured it then, and the page is to be drawn anew.
  bool IsOutdated();

 private:
  Console& console_;
  std::string pages_[2];  // the one that is shown, and the one before it
  bool second_ = false;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_TERMINAL_SCREEN_H_
