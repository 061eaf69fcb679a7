// What svcenv run starts on a terminal: it is as if nothing stood between.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/cli/golden_file.h"
#include "tests/cli/seat.h"

namespace svcenv::cli {
namespace {

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
