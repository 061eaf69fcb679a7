// One line on the terminal while something takes long.
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

// Lives as long as the work takes. Where stderr is a terminal and that is more than a second, it
// has a line there that says what is done, drawn anew until it is erased at the end; else nothing.
// Safe from many threads.
class Progress {
 public:
  Progress();
  ~Progress();

  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // What is done from now on; empty: nothing that should be shown.
  void Show(std::string_view what);

  // A line that the console says, above.
  void Say(std::string_view line, Console* console);

 private:
  void Run();
  void Draw(std::string_view line);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::string what_;
  size_t drawn_columns_ = 0;
  bool ended_ = false;
  std::thread thread_;  // none where nothing is drawn
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_TERMINAL_PROGRESS_H_
