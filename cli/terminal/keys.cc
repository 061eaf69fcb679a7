#include "cli/terminal/keys.h"

#include <termios.h>
#include <unistd.h>

#include <atomic>
#include <string_view>

namespace svcenv::cli {
namespace {

// The terminal's own settings. There is one terminal; signal handlers restore it.
termios before;
std::atomic<bool> has_before{false};
std::atomic<bool> silenced{false};

// A process in the background is stopped if it reads or sets up the terminal.
bool IsInForeground() { return tcgetpgrp(STDIN_FILENO) == getpgrp(); }

}  // namespace

void SilenceKeys() {
  if (!IsInForeground()) return;
  if (!has_before.load()) {
    if (tcgetattr(STDIN_FILENO, &before) != 0) return;
    has_before = true;
  }
  termios silent = before;
  silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON);
  silent.c_cc[VMIN] = silent.c_cc[VTIME] = 0;  // read returns at once
  silenced = tcsetattr(STDIN_FILENO, TCSANOW, &silent) == 0;
}

void RestoreKeys() {
  if (silenced.exchange(false) && IsInForeground()) tcsetattr(STDIN_FILENO, TCSANOW, &before);
}

bool QuitTyped() {
  if (!silenced.load() || !IsInForeground()) return false;
  char keys[64];
  bool quit = false;
  for (ssize_t count = 0; (count = read(STDIN_FILENO, keys, sizeof keys)) > 0;) {
    quit = quit ||
           std::string_view(keys, static_cast<size_t>(count)).find('q') != std::string_view::npos;
  }
  return quit;
}

}  // namespace svcenv::cli
