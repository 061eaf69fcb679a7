// Runs svcenv exec as process 1 in a read-only file system with only itself and one other program:
// no /proc, /etc, /dev, or /tmp.
#include <netinet/in.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Words = std::vector<std::string>;

constexpr int kNotAllowed = 98;

struct Ended {
  std::string out;  // stdout and stderr
  int status = -1;
};

// A loopback TCP port that this test owns and that refuses connections.
class UnansweredPort {
 public:
  UnansweredPort() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const raw = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof(address);
    EXPECT_EQ(bind(socket_, raw, size), 0);
    EXPECT_EQ(getsockname(socket_, raw, &size), 0);
    number_ = ntohs(address.sin_port);
  }
  ~UnansweredPort() { close(socket_); }

  std::string number() const { return std::to_string(number_); }

 private:
  const int socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int number_ = 0;
};

class ChrootTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string root = testing::TempDir() + "/root-XXXXXX";
    ASSERT_NE(mkdtemp(root.data()), nullptr);
    root_ = root;
    fs::copy_file("svcenv_static", root_ / "svcenv");
    fs::copy_file("tests/static/probe", root_ / "probe");
    fs::copy_file("tests/static/probe", root_ / "bin-probe");
    fs::create_directory(root_ / "bin");
    fs::rename(root_ / "bin-probe", root_ / "bin/probe");
    if (Run({"/probe"}, {}).status == kNotAllowed) {
      GTEST_SKIP() << "no namespaces of mounts and processes may be made here";
    }
  }
  void TearDown() override { fs::remove_all(root_); }

  // Runs `words` as process 1 and waits for it.
  Ended Run(Words words, Words environment) const {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
      dup2(ends[1], STDOUT_FILENO);
      dup2(ends[1], STDERR_FILENO);
      close(ends[0]);
      close(ends[1]);
      Enter();
      std::vector<char*> argv, envp;
      for (std::string& word : words) argv.push_back(word.data());
      for (std::string& record : environment) envp.push_back(record.data());
      argv.push_back(nullptr);
      envp.push_back(nullptr);
      execve(argv[0], argv.data(), envp.data());
      _exit(99);
    }
    close(ends[1]);
    Ended ended;
    char buffer[65536];
    for (ssize_t got; (got = read(ends[0], buffer, sizeof buffer)) > 0;) {
      ended.out.append(buffer, static_cast<size_t>(got));
    }
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    ended.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ended;
  }

  fs::path root_;

 private:
  // Returns only in process 1. The other processes exit with its status, or with kNotAllowed.
  void Enter() const {
    constexpr int kNamespaces = CLONE_NEWNS | CLONE_NEWPID;
    const char* const root = root_.c_str();
    if (unshare(kNamespaces) != 0 && unshare(kNamespaces | CLONE_NEWUSER) != 0) _exit(kNotAllowed);
    if (mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        mount(root, root, nullptr, MS_BIND, nullptr) != 0 ||
        mount(nullptr, root, nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID, nullptr) != 0) {
      _exit(kNotAllowed);
    }
    const pid_t first = fork();
    if (first != 0) {
      int status = 0;
      waitpid(first, &status, 0);
      _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 97);
    }
    if (chroot(root) != 0 || chdir("/") != 0) _exit(kNotAllowed);
  }
};

TEST_F(ChrootTest, BecomesTheProgram) {
  const Ended ended = Run({"/svcenv", "exec", "/probe", "a", "-b"}, {"A=1", "STATUS=42"});
  EXPECT_EQ(ended.out, "pid 1\narg /probe\narg a\narg -b\nenv A=1\nenv STATUS=42\nread-only\n");
  EXPECT_EQ(ended.status, 42);
}

TEST_F(ChrootTest, FindsItWithoutPath) {
  EXPECT_THAT(Run({"/svcenv", "exec", "probe"}, {}).out, StartsWith("pid 1\narg probe\n"));
}

TEST_F(ChrootTest, NeedsNothingForTheVariables) {
  const Ended ended = Run(
      {"/svcenv", "exec", "--set", "A=$(REDIS_SERVICE_HOST)", "--require", "SERVICE/redis",
       "--drop-links=unused", "--keep", "^REDIS_SERVICE_P", "--expand", "--strict", "--argv0", "me",
       "probe", "$(A)"},
      {"REDIS_SERVICE_HOST=10.96.0.7", "REDIS_SERVICE_PORT=6379", "REDIS_PORT=tcp://10.96.0.7:6379",
       "REDIS_PORT_6379_TCP=tcp://10.96.0.7:6379", "REDIS_PORT_6379_TCP_PROTO=tcp",
       "REDIS_PORT_6379_TCP_PORT=6379", "REDIS_PORT_6379_TCP_ADDR=10.96.0.7"});
  EXPECT_EQ(ended.out,
            "pid 1\narg me\narg 10.96.0.7\nenv REDIS_SERVICE_PORT=6379\n"
            "env A=10.96.0.7\nread-only\n");
  EXPECT_EQ(ended.status, 0);
}

TEST_F(ChrootTest, ReportsTheError) {
  const auto ends_with = [&](const Words& words, int status, const std::string& message) {
    Words all = {"/svcenv", "exec"};
    all.insert(all.end(), words.begin(), words.end());
    const Ended ended = Run(all, {});
    EXPECT_EQ(ended.status, status) << ended.out;
    EXPECT_THAT(ended.out,
                AllOf(StartsWith("svcenv: "), HasSubstr(message), Not(HasSubstr("\nsvcenv"))));
  };
  ends_with({"nothing"}, 127, "'nothing' not found: PATH is not set");
  ends_with({"/bin"}, 126, "cannot run '/bin': it is a directory");
  ends_with({"--require", "A", "probe"}, 125, "required A is not set");
  ends_with({"--env-file", "/no", "probe"}, 125, "cannot read --env-file '/no'");
  ends_with({"--template", "/probe:/out", "--keep-unresolved", "probe"}, 125,
            "read-only file system");
  const UnansweredPort port;
  ends_with({"--set", "A_SERVICE_HOST=127.0.0.1", "--set", "A_SERVICE_PORT=" + port.number(),
             "--wait-for", "a", "--timeout", "100ms", "probe"},
            125, "timed out after 100ms");
}

// A file without a `#!` line requires /bin/sh, which does not exist here.
TEST_F(ChrootTest, ReportsAMissingShell) {
  std::fclose(std::fopen((root_ / "script").c_str(), "w"));
  fs::resize_file(root_ / "script", 1);
  fs::permissions(root_ / "script", fs::perms::all);
  const Ended ended = Run({"/svcenv", "exec", "/script"}, {});
  EXPECT_EQ(ended.status, 126);
  EXPECT_THAT(ended.out, HasSubstr("there is no /bin/sh"));
}

}  // namespace
