// A file that is made shorter while it is read.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace svcenv::cli {
namespace {

constexpr off_t kBytes = off_t{256} << 20;  // takes long enough to read

bool Maps(pid_t process, std::string_view name) {
  std::ifstream maps(absl::StrCat("/proc/", process, "/maps"));
  return absl::StrContains(std::string(std::istreambuf_iterator<char>(maps), {}), name);
}

TEST(CutFileTest, IsToldOf) {
  const std::string path = testing::TempDir() + "/cut.yaml";
  std::ofstream(path) << "a: 1\n";
  ASSERT_EQ(truncate(path.c_str(), kBytes), 0);
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    unsetenv("BUILD_WORKING_DIRECTORY");
    dup2(ends[1], STDERR_FILENO);
    execl("cli/svcenv", "svcenv", "env", "-f", path.c_str(), nullptr);
    _exit(127);
  }
  close(ends[1]);
  int status = 0;
  bool maps = false;
  while (waitpid(child, &status, WNOHANG) == 0 && !(maps = Maps(child, "/cut.yaml"))) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ASSERT_TRUE(maps);
  ASSERT_EQ(truncate(path.c_str(), 0), 0);
  std::string told;
  char buffer[4096];
  for (ssize_t got; (got = read(ends[0], buffer, sizeof buffer)) > 0;) {
    told.append(buffer, static_cast<size_t>(got));
  }
  close(ends[0]);
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(told,
            "error: a file became shorter while it was read\n"
            "help: try again once it is written\n");
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 2);
}

}  // namespace
}  // namespace svcenv::cli
