#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "cli/app.h"

int main(int argc, char** argv) {
  // `bazel run` starts programs in its own folder; paths are the user's.
  const char* dir = std::getenv("BUILD_WORKING_DIRECTORY");
  if (dir != nullptr && *dir != '\0' && chdir(dir) != 0) std::perror(dir);
  // Who stops reading our output ends us quietly, even if whoever started us ignored the signal.
  std::signal(SIGPIPE, SIG_DFL);
  return svcenv::cli::RunApp(std::vector<std::string>(argv + 1, argv + argc));
}
