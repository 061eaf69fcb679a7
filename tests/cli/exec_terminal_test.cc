// What svcenv exec becomes on a terminal: it is as if nothing had stood before it.
#include <sys/wait.h>

#include <csignal>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/cli/seat.h"

namespace svcenv::cli {
namespace {

std::vector<std::string> Exec(const std::string& script) {
  return {"cli/svcenv", "exec", "--set", "A=a", "--drop-links", "sh", "-c", script};
}

TEST(ExecOnATerminal, IsTheProcessThatWasStarted) {
  Seat seat(Exec("echo $A $$; test -t 0 -a -t 1 -a -t 2 && echo three"));
  EXPECT_NE(seat.See("three").find(absl::StrCat("a ", seat.child(), "\r\n")), std::string::npos);
  EXPECT_EQ(seat.Wait(), 0);
}

TEST(ExecOnATerminal, CtrlCReachesTheCommand) {
  Seat handles(Exec("trap 'echo caught; exit 3' INT; echo ready; while :; do sleep 0.05; done"));
  handles.See("ready");
  handles.Type(kCtrlC);
  handles.See("caught");
  EXPECT_EQ(WEXITSTATUS(handles.Wait()), 3);

  Seat dies(Exec("echo ready; exec sleep 600"));
  dies.See("ready");
  dies.Type(kCtrlC);
  EXPECT_EQ(WTERMSIG(dies.Wait()), SIGINT);
}

TEST(ExecOnATerminal, TheSizeOfTheWindowReachesTheCommand) {
  Seat seat(Exec("trap 'stty size; exit' WINCH; stty size; while :; do sleep 0.05; done"));
  seat.See("24 80");
  seat.Resize(132);
  seat.See("24 132");
  EXPECT_EQ(seat.Wait(), 0);
}

// A shell stops the command, goes on meanwhile, and takes it back.
TEST(ExecOnATerminal, TheShellControlsItAsAJob) {
  Seat seat({"sh", "-i"});
  seat.See("prompt> ");
  seat.Type(
      "cli/svcenv exec --set A=a sh -c 'echo re\"\"ady $A; while read x; do echo got $x; done'\n");
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

// A shell that it becomes controls jobs of its own.
TEST(ExecOnATerminal, AShellThatItBecomesControlsJobs) {
  Seat seat({"cli/svcenv", "exec", "sh", "-i"});
  seat.See("prompt> ");
  seat.Type("sh -c 'echo re\"\"ady; exec sleep 600'\n");
  seat.See("ready");
  seat.Type(kCtrlZ);
  seat.See("Stopped");
  seat.Type("kill %1; fg; echo status $?\n");
  seat.See("status 143");
  seat.Type("exit 5\n");
  EXPECT_EQ(WEXITSTATUS(seat.Wait()), 5);
}

}  // namespace
}  // namespace svcenv::cli
