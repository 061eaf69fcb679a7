// Shows a line on the terminal during long operations.
//
//   Progress progress;
//   progress.Show("reading pod.yaml");
#ifndef SVCENV_CLI_TERMINAL_PROGRESS_H_
#define SVCENV_CLI_TERMINAL_PROGRESS_H_

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "cli/terminal/console.h"

namespace svcenv::cli {

// Lives as long as the operation. If that takes more than a second and stderr is a terminal, shows
// the current step in a line on stderr, updates it, and erases it at the end. Thread-safe.
class Progress {
 public:
  Progress();
  ~Progress();

  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Sets the current step. An empty string shows nothing.
  void Show(std::string_view what);

  // Writes a line to the console, above the progress line.
  void Say(std::string_view line, Console* console);

 private:
  void Run();
  void Draw(std::string_view line);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::string what_;
  size_t drawn_columns_ = 0;
  bool ended_ = false;
  std::thread thread_;  // not joinable if nothing is drawn
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_TERMINAL_PROGRESS_H_
