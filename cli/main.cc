#include <unistd.h>

#include <cstdio>
#include <cstdlib>

int main() {
  // `bazel run` starts programs in its own folder; paths are the user's.
  const char* dir = std::getenv("BUILD_WORKING_DIRECTORY");
  if (dir != nullptr && *dir != '\0' && chdir(dir) != 0) std::perror(dir);
  std::puts("svcenv 0.1.0");
  return 0;
}
