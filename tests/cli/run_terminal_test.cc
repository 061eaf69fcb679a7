// What svcenv run starts on a terminal: it is as if nothing stood between.
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "tests/cli/golden_file.h"

namespace svcenv::cli {
namespace {

constexpr int kPatienceMs = 60'000;
constexpr char kCtrlC[] = "\x03", kCtrlD[] = "\x04", kCtrlZ[] = "\x1a", kCtrlBackslash[] = "\x1c";

// A program on a terminal of its own, and who sits at it.
class Seat {
 public:
  explicit Seat(std::vector<std::string> words) {
    winsize size{};
    size.ws_col = 80;
    size.ws_row = 24;
    child_ = forkpty(&terminal_, nullptr, nullptr, &size);
    if (child_ == 0) {
      unsetenv("BUILD_WORKING_DIRECTORY");
      setenv("PS1", "prompt> ", 1);
      unsetenv("ENV");
      std::vector<char*> argv;
      for (std::string& word : words) argv.push_back(word.data());
      argv.push_back(nullptr);
      execvp(argv[0], argv.data());
      _exit(99);
    }
  }
  ~Seat() {
    close(terminal_);
    if (child_ > 0) {
      kill(child_, SIGKILL);
      waitpid(child_, nullptr, 0);
    }
  }
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;

  pid_t child() const { return child_; }

  void Type(std::string_view text) const {
    EXPECT_EQ(write(terminal_, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }

  void Resize(unsigned short columns) const {
    winsize size{};
    size.ws_col = columns;
    size.ws_row = 24;
    EXPECT_EQ(ioctl(terminal_, TIOCSWINSZ, &size), 0);
  }

  // What is shown until that text is, and with it; what was shown before is gone.
  std::string See(std::string_view text) {
    while (shown_.find(text) == std::string::npos) {
      pollfd waited{terminal_, POLLIN, 0};
      char buffer[4096];
      ssize_t got = 0;
      if (poll(&waited, 1, kPatienceMs) <= 0 ||
          (got = read(terminal_, buffer, sizeof(buffer))) <= 0) {
        ADD_FAILURE() << "'" << text << "' is not shown:\n" << shown_;
        return "";
      }
      shown_.append(buffer, static_cast<size_t>(got));
    }
    const size_t end = shown_.find(text) + text.size();
    const std::string seen = shown_.substr(0, end);
    shown_.erase(0, end);
    return seen;
  }

  // What waitpid tells of the program.
  int Wait() {
    int status = -1;
    waitpid(child_, &status, 0);
    child_ = -1;
    return status;
  }

 private:
  int terminal_ = -1;
  pid_t child_ = -1;
  std::string shown_;
};

class RunOnATerminal : public testing::Test {
 protected:
  RunOnATerminal() {
    WriteFile(manifest_,
              "{apiVersion: v1, kind: Pod, metadata: {name: web}, "
              "spec: {containers: [{name: app, env: [{name: A, value: a}]}]}}");
  }
  ~RunOnATerminal() override { std::filesystem::remove(manifest_); }

  std::vector<std::string> Run(const std::string& script) const {
    return {"cli/svcenv", "run", "web", "-f", manifest_, "--", "sh", "-c", script};
  }

  const std::string manifest_ = absl::StrCat(testing::TempDir(), "/run-", getpid(), ".yaml");
};

TEST_F(RunOnATerminal, IsTheProcessThatWasStarted) {
  Seat seat(Run("echo $A $$; test -t 0 -a -t 1 -a -t 2 && echo three"));
  EXPECT_NE(seat.See("three").find(absl::StrCat("a ", seat.child(), "\r\n")), std::string::npos);
  EXPECT_EQ(seat.Wait(), 0);
}

TEST_F(RunOnATerminal, CtrlCReachesTheCommand) {
  Seat handles(Run("trap 'echo caught; exit 3' INT; echo ready; while :; do sleep 0.05; done"));
  handles.See("ready");
  handles.Type(kCtrlC);
  handles.See("caught");
  EXPECT_EQ(WEXITSTATUS(handles.Wait()), 3);

  Seat dies(Run("echo ready; exec sleep 600"));
  dies.See("ready");
  dies.Type(kCtrlC);
  EXPECT_EQ(WTERMSIG(dies.Wait()), SIGINT);
}

TEST_F(RunOnATerminal, CtrlBackslashAndTheEndOfTheTerminalReachTheCommand) {
  Seat quits(Run("trap 'echo quitting; exit 4' QUIT; echo ready; while :; do sleep 0.05; done"));
  quits.See("ready");
  quits.Type(kCtrlBackslash);
  quits.See("quitting");
  EXPECT_EQ(WEXITSTATUS(quits.Wait()), 4);

  Seat reads(Run("cat; echo the end"));
  reads.Type("a line\n");
  reads.See("a line\r\na line");
  reads.Type(kCtrlD);
  reads.See("the end");
  EXPECT_EQ(reads.Wait(), 0);
}

TEST_F(RunOnATerminal, TheSizeOfTheWindowReachesTheCommand) {
  Seat seat(Run("trap 'stty size; exit' WINCH; stty size; while :; do sleep 0.05; done"));
  seat.See("24 80");
  seat.Resize(132);
  seat.See("24 132");
  EXPECT_EQ(seat.Wait(), 0);
}

// A shell stops the command, goes on meanwhile, and takes it back.
TEST_F(RunOnATerminal, TheShellControlsItAsAJob) {
  Seat seat({"sh", "-i"});
  seat.See("prompt> ");
  seat.Type(absl::StrCat("cli/svcenv run web -f ", manifest_,
                         " -- sh -c 'echo re\"\"ady $A; while read x; do echo got $x; done'\n"));
  seat.See("ready a");
  seat.Type(kCtrlZ);
  seat.See("prompt> ");
  seat.Type("jobs; echo mean\"\"while\n");
  EXPECT_NE(seat.See("meanwhile").find("Stopped"), std::string::npos);
  seat.Type("fg\n");
  seat.Type("one\n");
  seat.See("got one");
  seat.Type(kCtrlC);
  seat.See("prompt> ");
  seat.Type("echo status $?\n");
  seat.See("status 130");
  seat.Type("exit 0\n");
  EXPECT_EQ(seat.Wait(), 0);
}

// Nothing of ours stays behind: descriptors, ignored and blocked signals are those of the caller.
TEST_F(RunOnATerminal, LeavesDescriptorsAndSignalsAsTheyWere) {
  // Signals from 33 on are libc's own.
  const std::string tell =
      "ls /proc/self/fd | wc -l; sed -n 's/^\\(Sig[BIC].*\\).\\{8\\}\\(.\\{8\\}\\)$/\\1\\2/p' "
      "/proc/self/status";
  const auto shown = [&](const std::string& command) {
    Seat seat({"sh", "-c", absl::StrCat("trap '' PIPE USR1; exec 7</dev/null; ", command)});
    const std::string text = seat.See("SigCgt:\t00000000");
    seat.Wait();
    return text;
  };
  EXPECT_EQ(shown(absl::StrCat("cli/svcenv run web -f ", manifest_, " -- sh -c \"", tell, "\"")),
            shown(absl::StrCat("sh -c \"", tell, "\"")));
}

}  // namespace
}  // namespace svcenv::cli
