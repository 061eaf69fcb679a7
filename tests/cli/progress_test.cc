// What is shown while reading takes long: a pipe that somebody holds open, and a slow kubectl.
#include <pty.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/golden_file.h"

namespace svcenv::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

// What a terminal of 40 columns gets from a shell command.
std::string OnTerminal(const std::string& command) {
  winsize size{};
  size.ws_col = 40;
  size.ws_row = 24;
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, &size);
  if (child == 0) {
    unsetenv("BUILD_WORKING_DIRECTORY");
    execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    _exit(127);
  }
  std::string shown;
  char buffer[4096];
  for (ssize_t got; (got = read(terminal, buffer, sizeof buffer)) > 0;) {
    shown.append(buffer, static_cast<size_t>(got));
  }
  close(terminal);
  waitpid(child, nullptr, 0);
  return shown;
}

// Opens a pipe at `path` for the program, and fills it after `seconds`.
std::string Slowly(const std::string& path, const std::string& seconds,
                   const std::string& command) {
  std::filesystem::remove(path);
  EXPECT_EQ(mkfifo(path.c_str(), 0600), 0);
  return absl::StrCat("(sleep ", seconds, "; cat examples/spark.yaml) >", path, " & ", command);
}

TEST(ProgressTest, ALineThatIsErasedWhenFilesTakeLong) {
  const std::string path = testing::TempDir() + "/a-rather-long-name-of-a-pipe.yaml";
  const std::string shown =
      OnTerminal(Slowly(path, "1.5", absl::StrCat("cli/svcenv env -o json >/dev/null -f ", path)));
  EXPECT_THAT(shown, HasSubstr("\rreading ")) << shown;
  EXPECT_THAT(shown, HasSubstr("…")) << shown;  // cut to the width
  EXPECT_THAT(shown, Not(HasSubstr("\n"))) << shown;
  EXPECT_THAT(shown, EndsWith(absl::StrCat("\r", std::string(39, ' '), "\r"))) << shown;
}

// Opened once: what a writer that does not wait has written is there.
TEST(ProgressTest, APipeIsReadWhole) {
  const std::string path = testing::TempDir() + "/quick.yaml";
  std::filesystem::remove(path);
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  for (int i = 0; i < 20; ++i) {
    EXPECT_THAT(OnTerminal(absl::StrCat("cat examples/spark.yaml >", path,
                                        " & timeout 10 cli/svcenv env -o env -f ", path)),
                HasSubstr("SPARK_MASTER_SERVICE_HOST=10.132.232.14"));
  }
}

TEST(ProgressTest, NothingElsewhere) {
  const std::string path = testing::TempDir() + "/slow.yaml";
  const std::string text = testing::TempDir() + "/stderr";
  EXPECT_EQ(
      OnTerminal(Slowly(path, "1.3",
                        absl::StrCat("cli/svcenv env -o json >/dev/null 2>", text, " -f ", path))),
      "");
  EXPECT_EQ(ReadFile(text), "");
}

TEST(ProgressTest, ASlowClusterAndWhatKubectlAsks) {
  const std::string kubectl = testing::TempDir() + "/slow-kubectl";
  WriteFile(kubectl,
            "#!/bin/sh\nsleep 1.3; printf 'open a page' >&2; sleep 1.3\n"
            "echo '{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": []}'\n");
  std::filesystem::permissions(kubectl, std::filesystem::perms::owner_all);
  const std::string shown =
      OnTerminal(absl::StrCat("KUBECTL=", kubectl, " cli/svcenv services -n shop"));
  EXPECT_THAT(shown, HasSubstr("\rkubectl get services -n shop … ")) << shown;
  EXPECT_THAT(shown, HasSubstr("\rkubectl: open a page\r\n")) << shown;
  EXPECT_THAT(shown, HasSubstr("error: there are no services in namespace shop\r\n")) << shown;
}

}  // namespace
}  // namespace svcenv::cli
