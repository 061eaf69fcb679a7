// Keys that the user types while a Screen shows a page.
#ifndef SVCENV_CLI_TERMINAL_KEYS_H_
#define SVCENV_CLI_TERMINAL_KEYS_H_

namespace svcenv::cli {

// Stops the terminal on stdin from echoing keys and from waiting for a whole line. Ctrl-C and
// Ctrl-Z keep working. Does nothing if stdin is not a terminal, or belongs to another process in the
// foreground. Async-signal-safe.
void SilenceKeys();

// Restores the terminal as it was before the first SilenceKeys. Async-signal-safe.
void RestoreKeys();

// Reads the keys that were typed since the last call, without waiting, and returns whether q is
// among them. Returns false if SilenceKeys did nothing.
bool QuitTyped();

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_TERMINAL_KEYS_H_
