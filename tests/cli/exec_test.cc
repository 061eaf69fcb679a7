// Tests which properties of the process `svcenv exec` keeps, and which it changes.
#include <fcntl.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace svcenv::cli {
namespace {

using ::testing::HasSubstr;
using Words = std::vector<std::string>;

constexpr char kProgram[] = "cli/svcenv";

struct Ended {
  std::string out;  // stdout and stderr
  int status = -1;  // of waitpid
  pid_t pid = -1;
};

// Starts words[0], a path, with the other words and exactly that environment; `before` runs in the
// new process first.
Ended Start(
    Words words, Words environment, const std::function<void()>& before = [] {}) {
  int ends[2];
  EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
  Ended ended;
  ended.pid = fork();
  if (ended.pid == 0) {
    dup2(ends[1], STDOUT_FILENO);
    dup2(ends[1], STDERR_FILENO);
    before();
    std::vector<char*> argv, envp;
    for (std::string& word : words) argv.push_back(word.data());
    for (std::string& record : environment) envp.push_back(record.data());
    argv.push_back(nullptr);
    envp.push_back(nullptr);
    execve(argv[0], argv.data(), envp.data());
    _exit(99);
  }
  close(ends[1]);
  char buffer[65536];
  for (ssize_t got; (got = read(ends[0], buffer, sizeof buffer)) > 0;) {
    ended.out.append(buffer, static_cast<size_t>(got));
  }
  close(ends[0]);
  waitpid(ended.pid, &ended.status, 0);
  return ended;
}

Words Join(Words first, const Words& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

const Words& Usual() {
  static const auto& usual = *new Words{"PATH=/usr/local/bin:/usr/bin:/bin"};
  return usual;
}

Ended Exec(
    const Words& arguments, const Words& environment = Usual(),
    const std::function<void()>& before = [] {}) {
  return Start(Join({kProgram, "exec"}, arguments), environment, before);
}

TEST(ExecTest, IsTheSameProcess) {
  const Ended ended = Exec({"sh", "-c", "echo $$"});
  EXPECT_EQ(ended.out, absl::StrCat(ended.pid, "\n"));
}

TEST(ExecTest, EndsWithTheStatusOfTheCommand) {
  for (int status = 0; status < 256; status += status < 3 || status > 122 ? 1 : 17) {
    const Ended ended = Exec({"sh", "-c", absl::StrCat("exit ", status)});
    ASSERT_TRUE(WIFEXITED(ended.status));
    EXPECT_EQ(WEXITSTATUS(ended.status), status);
  }
}

TEST(ExecTest, EndsByTheSignalThatEndsTheCommand) {
  for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGKILL, SIGPIPE, SIGTERM, SIGUSR1, SIGSEGV}) {
    const Ended ended =
        Exec({"sh", "-c", absl::StrCat("ulimit -c 0; kill -", signal, " $$; sleep 600")});
    ASSERT_TRUE(WIFSIGNALED(ended.status)) << signal;
    EXPECT_EQ(WTERMSIG(ended.status), signal);
  }
}

// What /proc tells of a process that is started directly, and through svcenv.
TEST(ExecTest, LeavesSignalsAsTheyWere) {
  const auto before = [] {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGHUP, SIG_IGN);
    std::signal(SIGCHLD, SIG_IGN);
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR2);
    sigaddset(&blocked, SIGRTMIN + 3);
    sigprocmask(SIG_BLOCK, &blocked, nullptr);
  };
  const Words grep = {"/bin/grep", "-E", "^(Sig[^Q]|Shd|Umask|NoNewPrivs|Groups|Uid)",
                      "/proc/self/status"};
  const Ended direct = Start(grep, Usual(), before);
  EXPECT_THAT(direct.out, HasSubstr("SigIgn:"));
  EXPECT_EQ(Exec(grep, Usual(), before).out, direct.out);
  EXPECT_EQ(Exec(Join({"--set", "A=1", "--drop-links=unused", "--keep", "x", "--require", "A",
                       "--expand", "--strict"},
                      grep),
                 Usual(), before)
                .out,
            direct.out);
}

TEST(ExecTest, LeavesDescriptorsAsTheyWere) {
  const auto before = [] {
    dup2(open("/dev/null", O_RDONLY), 7);
    close(STDIN_FILENO);
  };
  const Words list = {"/bin/sh", "-c", "cd /proc/$$/fd; for fd in *; do echo $fd; done"};
  const Ended direct = Start(list, Usual(), before);
  EXPECT_THAT(direct.out, HasSubstr("7\n"));
  EXPECT_EQ(Exec(list, Usual(), before).out, direct.out);
  EXPECT_EQ(Exec(Join({"--set", "A=$(B)", "--env-file", "/dev/null"}, list), Usual(), before).out,
            direct.out);
}

TEST(ExecTest, WorksWithoutStandardStreams) {
  const auto close_all = [] {
    for (const int stream : {0, 1, 2}) close(stream);
  };
  EXPECT_EQ(WEXITSTATUS(Exec({"sh", "-c", "exit 7"}, Usual(), close_all).status), 7);
  EXPECT_EQ(WEXITSTATUS(Exec({"no-such-program"}, Usual(), close_all).status), 127);
  EXPECT_EQ(WEXITSTATUS(Exec({"/"}, Usual(), close_all).status), 126);
  EXPECT_EQ(WEXITSTATUS(Exec({"--require", "A", "true"}, Usual(), close_all).status), 125);
  EXPECT_EQ(WEXITSTATUS(Exec({"--print", "true"}, Usual(), close_all).status), 125);
}

TEST(ExecTest, StaysWhereItIs) {
  const Words environment = Join(Usual(), {"BUILD_WORKING_DIRECTORY=/tmp"});
  const std::string program = std::filesystem::absolute(kProgram).string();
  const Ended ended =
      Start({program, "exec", "/bin/pwd"}, environment, [] { (void)!chdir("/proc"); });
  EXPECT_EQ(ended.out, "/proc\n");
}

// Any bytes, in their order, repeated, with and without `=`.
TEST(ExecTest, PassesTheEnvironmentAsItCame) {
  const Words environment = {"Z=1",    "A=1",      "A=2",           "NONE", "=x", "\xff\xfe=\x80\n",
                             "EMPTY=", "B=$(A)$$", "lower-case.x=1"};
  std::string expected;
  for (const std::string& record : environment)
    absl::StrAppend(&expected, record, std::string(1, '\0'));
  EXPECT_EQ(Exec({"/bin/cat", "/proc/self/environ"}, environment).out, expected);
  EXPECT_EQ(
      Exec({"--unset", "NO", "--drop-links", "/bin/cat", "/proc/self/environ"}, environment).out,
      expected);
}

TEST(ExecTest, SetsNamesAndValuesOfAnyBytes) {
  EXPECT_EQ(Exec({"--set", "\xff=\x80$(\xff)", "--set", "\xfe=$(\xff)\xc3", "--unset", "A",
                  "/bin/cat", "/proc/self/environ"},
                 {"A=1", "B=2", "A=3", "\xff=b"})
                .out,
            std::string("B=2\0\xff=\x80"
                        "b\0\xfe=\x80"
                        "b\xc3\0",
                        15));
}

TEST(ExecTest, PassesArgumentsAsTheyAre) {
  const Ended ended =
      Exec({"--argv0", "", "--", "/bin/cat", "/proc/self/cmdline", "-", "\xff", "", "--"}, Usual(),
           [] { close(STDIN_FILENO); });
  EXPECT_THAT(ended.out, HasSubstr(std::string("\0/proc/self/cmdline\0-\0\xff\0\0--\0", 28)));
}

Words ManyServices(int services) {
  Words environment = Usual();
  for (int i = 0; i < services; ++i) {
    const std::string name = absl::StrCat("SERVICE_NUMBER_", i);
    const std::string ip = absl::StrCat("10.", i / 65536, ".", i / 256 % 256, ".", i % 256);
    const std::string url = absl::StrCat("tcp://", ip, ":8080");
    for (const std::string& record :
         {absl::StrCat("_SERVICE_HOST=", ip), std::string("_SERVICE_PORT=8080"),
          absl::StrCat("_PORT=", url), absl::StrCat("_PORT_8080_TCP=", url),
          std::string("_PORT_8080_TCP_PROTO=tcp"), std::string("_PORT_8080_TCP_PORT=8080"),
          absl::StrCat("_PORT_8080_TCP_ADDR=", ip)}) {
      environment.push_back(absl::StrCat(name, record));
    }
  }
  return environment;
}

TEST(ExecTest, CopesWithTenThousandVariables) {
  const Words environment = ManyServices(1429);
  ASSERT_GT(environment.size(), 10000u);
  const auto count = [&](const Words& flags) {
    const Ended ended = Exec(Join(flags, {"/bin/cat", "/proc/self/environ"}), environment);
    return std::count(ended.out.begin(), ended.out.end(), '\0');
  };
  EXPECT_EQ(count({}), 10004);
  EXPECT_EQ(count({"--set", "A=$(SERVICE_NUMBER_7_SERVICE_HOST)"}), 10005);
  EXPECT_EQ(count({"--drop-links"}), 1);
  EXPECT_EQ(count({"--drop-links", "--keep", "^SERVICE_NUMBER_7_"}), 8);
  EXPECT_EQ(count({"--drop-links=unused", "--set", "A=$(SERVICE_NUMBER_9_PORT)", "--set",
                   "B=$SERVICE_NUMBER_1_PORT"}),
            4);
}

TEST(ExecTest, BecomesProcessOne) {
  const auto as_first = [] {
    if (unshare(CLONE_NEWPID) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWPID) != 0) _exit(98);
    const pid_t child = fork();
    if (child == 0) return;
    int status = 0;
    waitpid(child, &status, 0);
    _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 97);
  };
  const Ended ended = Exec({"--set", "A=1", "sh", "-c", "echo $$ $A; exit 9"}, Usual(), as_first);
  if (WEXITSTATUS(ended.status) == 98) GTEST_SKIP() << "no process namespace may be made here";
  EXPECT_EQ(ended.out, "1 1\n");
  EXPECT_EQ(WEXITSTATUS(ended.status), 9);
}

}  // namespace
}  // namespace svcenv::cli
