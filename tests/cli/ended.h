// The program as a process: what it writes, and how it ends.
#ifndef SVCENV_TESTS_CLI_ENDED_H_
#define SVCENV_TESTS_CLI_ENDED_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace svcenv::cli {

struct Ended {
  std::string out;
  std::string err;
  int exit_status = -1;  // -1: a signal ended it
  int signal = 0;
  long most_memory_kib = 0;
};

// Runs cli/svcenv with these arguments in `directory`, with empty input. `before` runs in the new
// process first. A process that does not end is killed after minutes.
Ended RunSvcenv(
    const std::vector<std::string>& arguments, const std::string& directory,
    const std::function<void()>& before = [] {});

// For `before`: the descriptor becomes that file, opened with these flags.
void Replace(int descriptor, const std::string& path, int flags);
// The same: a pipe that nobody reads.
void Break(int descriptor);

}  // namespace svcenv::cli

#endif  // SVCENV_TESTS_CLI_ENDED_H_
