// svcenv env --watch on a terminal, and while what it reads changes.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/golden_file.h"
#include "tests/cli/seat.h"

namespace svcenv::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kFrame[] = "\x1b[?2026h\x1b[H";  // begins one
constexpr char kFrameEnd[] = "\x1b[J\x1b[?2026l";
constexpr char kEnter[] = "\x1b[?1049h", kLeave[] = "\x1b[?1049l";

constexpr char kObjects[] =
    "{apiVersion: v1, kind: Service,\n"
    " metadata: {name: redis, namespace: shop, creationTimestamp: '2026-11-24T02:00:00Z'},\n"
    " spec: {clusterIP: 10.96.0.7, ports: [{port: 6379}]}}\n"
    "---\n"
    "{apiVersion: v1, kind: Secret, metadata: {name: db, namespace: shop},\n"
    " stringData: {PASSWORD: hunter2}}\n"
    "---\n"
    "{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop},\n"
    " spec: {containers: [{name: app, env: [{name: LEVEL, value: info}],\n"
    "  envFrom: [{secretRef: {name: db}}]}]},\n"
    " status: {containerStatuses: [\n"
    "  {name: app, state: {running: {startedAt: '2026-11-24T01:00:00Z'}}}]}}\n";

class WatchTest : public testing::Test {
 protected:
  WatchTest() { Save(kObjects); }
  ~WatchTest() override { std::filesystem::remove(path_); }

  // As editors save.
  void Save(const std::string& text) const {
    WriteFile(path_ + ".new", text);
    std::filesystem::rename(path_ + ".new", path_);
  }
  void Replace(const std::string& from, const std::string& to) {
    text_ = absl::StrReplaceAll(text_, {{from, to}});
    Save(text_);
  }

  // On a terminal, what the shell appends to the words of the command.
  std::string Command(const std::string& more = "") const {
    return absl::StrCat("cli/svcenv env pod/web --watch --interval 20ms -f ", path_, " ", more);
  }
  std::vector<std::string> OnTerminal(const std::string& command,
                                      const std::string& terminal = "xterm") const {
    return {"env",
            "-u",
            "NO_COLOR",
            absl::StrCat("TERM=", terminal),
            "sh",
            "-c",
            absl::StrCat("exec ", command)};
  }

  const std::string path_ = absl::StrCat(testing::TempDir(), "/watch-", getpid(), ".yaml");
  std::string text_ = kObjects;
};

TEST_F(WatchTest, DrawsAPageInItsPlaceAndAnewWhenAFileChanges) {
  Seat seat(OnTerminal(Command("--color=never")));
  std::string page = seat.See(kFrameEnd);
  EXPECT_THAT(page,
              StartsWith(absl::StrCat(kEnter, kFrame, "Checks every 20ms, no change since ")));
  EXPECT_THAT(page, HasSubstr(". Press q to quit.\x1b[K\r\n--- at the start\x1b[K\r\n"));
  EXPECT_THAT(page, HasSubstr("running since 2026-11-24T01:00:00Z: computed"));
  EXPECT_THAT(page, HasSubstr("  Service shop/redis, newer than the container\x1b[K\r\n"
                              "    +  REDIS_PORT=tcp://10.96.0.7:6379\x1b[K\r\n"));
  EXPECT_THAT(page, HasSubstr("7 added\x1b[K\r\n"));
  Replace("value: info", "value: debug");
  page = seat.See(kFrameEnd);
  EXPECT_THAT(page, StartsWith(absl::StrCat(kFrame, "Checks every 20ms, last change at ")));
  EXPECT_THAT(page, HasSubstr("    -  LEVEL=info\x1b[K\r\n    +  LEVEL=debug\x1b[K\r\n"));
  EXPECT_THAT(page, HasSubstr("7 added, 1 changed"));
  // Restores the initial state.
  Replace("value: debug", "value: info");
  EXPECT_THAT(seat.See(kFrameEnd), Not(HasSubstr("LEVEL")));
}

TEST_F(WatchTest, LeavesTheTerminalAsItWasAndThePageBelow) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    Seat seat(OnTerminal(Command("--color=never")));
    seat.See(kFrameEnd);
    if (signal == SIGINT) {
      seat.Type(kCtrlC);
    } else {
      kill(seat.child(), signal);
    }
    seat.See(absl::StrCat(kLeave, "--- at the start\r\n+++ after a restart\r\n"));
    EXPECT_THAT(seat.See("7 added\r\n"), Not(HasSubstr("\x1b")));
    EXPECT_EQ(WTERMSIG(seat.Wait()), signal);
  }
}

TEST_F(WatchTest, QuitsAtQAndEchoesNoKey) {
  Seat seat({"env", "TERM=xterm", "sh", "-i"});
  seat.See("prompt> ");
  seat.Type(Command("--color=never\n"));
  seat.See(kFrameEnd);
  seat.Type("xyzzy");
  seat.Type("q");
  EXPECT_THAT(seat.See("prompt> "), Not(HasSubstr("xyzzy")));
  // The shell's terminal echoes again.
  seat.Type("echo status $?\n");
  seat.See("echo status $?\r\n");
  seat.See("status 0");
}

TEST_F(WatchTest, IsLaidOutAnewForAnotherSizeOfTheTerminal) {
  Seat seat(OnTerminal(Command("--color=never")));
  EXPECT_THAT(seat.See(kFrameEnd), HasSubstr("REDIS_PORT_6379_TCP=tcp://10.96.0.7:6379\x1b[K"));
  seat.Resize(30);
  const std::string narrow = seat.See(kFrameEnd);
  EXPECT_THAT(narrow, StartsWith(kFrame));
  EXPECT_THAT(narrow, HasSubstr("REDIS_PORT_6379_TCP=tc…"));
}

TEST_F(WatchTest, SaysHowManyLinesDoNotFit) {
  std::string variables;
  for (int i = 0; i < 40; ++i) absl::StrAppend(&variables, "{name: V", i + 10, ", value: v},");
  Seat seat(OnTerminal(Command("--color=never")));
  seat.See(kFrameEnd);
  Replace("env: [", absl::StrCat("env: [", variables));
  const std::string page = seat.See(kFrameEnd);
  EXPECT_THAT(page, HasSubstr("… "));
  EXPECT_THAT(page, HasSubstr(" more lines, shown on exit"));
  EXPECT_EQ(std::count(page.begin(), page.end(), '\n'), 23) << page;
  seat.Type(kCtrlC);
  seat.See("V49=v");
  seat.See("47 added\r\n");
}

TEST_F(WatchTest, ShowsAFileThatIsBrokenBelowThePageAndGoesOn) {
  Seat seat(OnTerminal(Command("--color=never")));
  seat.See(kFrameEnd);
  Save("{apiVersion: [");
  const std::string broken = seat.See(kFrameEnd);
  EXPECT_THAT(broken, HasSubstr("7 added"));
  EXPECT_THAT(broken, HasSubstr("error["));
  Save(kObjects);
  EXPECT_THAT(seat.See(kFrameEnd), Not(HasSubstr("error")));
}

TEST_F(WatchTest, IsStoppedAndContinuedByTheShell) {
  Seat seat({"env", "TERM=xterm", "sh", "-i"});
  seat.See("prompt> ");
  seat.Type(Command("--color=never\n"));
  seat.See(kFrameEnd);
  seat.Type(kCtrlZ);
  seat.See(kLeave);
  seat.See("prompt> ");
  seat.Type("fg\n");
  seat.See(absl::StrCat(kEnter, kFrame, "Checks every"));
  seat.Type(kCtrlC);
  seat.See(kLeave);
  seat.See("prompt> ");
  seat.Type("echo status $?\n");
  seat.See("status 130");
}

TEST_F(WatchTest, WritesLinesOnATerminalThatCannotDrawAnew) {
  Seat seat(OnTerminal(Command(), "dumb"));
  EXPECT_THAT(seat.See("REDIS_SERVICE_PORT=6379"), Not(HasSubstr("\x1b")));
}

TEST_F(WatchTest, HasColoursUnlessTheyAreNotWanted) {
  EXPECT_THAT(Seat(OnTerminal(Command())).See(kFrameEnd), HasSubstr("\x1b[32m+++ after a restart"));
  EXPECT_THAT(Seat(OnTerminal("env NO_COLOR=1 " + Command())).See(kFrameEnd),
              Not(HasSubstr("\x1b[32m")));
}

// A canary: no value of a Secret, old or new, is shown, unless it is asked for.
TEST_F(WatchTest, MasksSecrets) {
  for (const char* how : {"--color=never", "--color=never | cat"}) {
    Save(text_ = kObjects);
    Seat seat(OnTerminal(Command(how)));
    std::string shown = seat.See("REDIS_SERVICE_PORT=6379");
    Replace("hunter2", "hunter3");
    shown += seat.See("+ ");
    shown += seat.See("PASSWORD=******");
    shown += seat.See("different value");
    EXPECT_THAT(shown, Not(HasSubstr("hunter"))) << shown;
  }
  Seat seat(OnTerminal(Command("--show-secrets")));
  seat.See(kFrameEnd);
  Replace("hunter3", "hunter4");
  seat.See("PASSWORD=hunter4");
}

// Appends what it writes to files, and waits for texts there.
class WatchLinesTest : public WatchTest {
 protected:
  std::vector<std::string> ToPipes() const {
    return OnTerminal(Command("2>&1 | sed -u 's/^/> /'"));
  }
};

TEST_F(WatchLinesTest, AppendsWhatChanges) {
  Seat seat(ToPipes());
  EXPECT_THAT(
      seat.See("REDIS_SERVICE_PORT=6379  (Service shop/redis, newer than the container)\r\n"),
      StartsWith("> Pod shop/web, container app: running since 2026-11-24T01:00:00Z: computed"));
  Replace("value: info", "value: debug");
  EXPECT_EQ(seat.See("debug  (env)\r\n"),
            "> Pod shop/web, container app: - LEVEL=info  (env)\r\n"
            "> Pod shop/web, container app: + LEVEL=debug  (env)\r\n");
  // Only the result of a later start counts, not the states in between.
  Replace("clusterIP: 10.96.0.7", "clusterIP: None");
  EXPECT_THAT(
      seat.See("- REDIS_SERVICE_PORT=6379  (Service shop/redis, newer than the container)\r\n"),
      StartsWith("> Pod shop/web, container app: - REDIS_PORT=tcp://10.96.0.7:6379"));
}

TEST_F(WatchLinesTest, ReportsABrokenFileAndContinues) {
  Seat seat(ToPipes());
  seat.See("REDIS_SERVICE_PORT=6379");
  Save("{apiVersion: [");
  seat.See("error[");
  std::filesystem::remove(path_);
  seat.See("no such file or directory");
  Replace("value: info", "value: debug");
  seat.See("+ LEVEL=debug");
}

TEST_F(WatchLinesTest, AContainerThatStartedAnewHasWhatItStartedWith) {
  Seat seat(ToPipes());
  seat.See("REDIS_SERVICE_PORT=6379");
  Replace("2026-11-24T01", "2026-11-24T03");
  seat.See("running since 2026-11-24T03:00:00Z");
  Replace("value: info", "value: debug");
  EXPECT_THAT(seat.See("+ LEVEL=debug"), Not(HasSubstr("REDIS")));
  Replace("name: app", "name: api");
  seat.See("Pod shop/web, container app: deleted\r\n");
  seat.See("Pod shop/web, container api: running since");
}

// A cluster whose answers change: the process is read once for each start of the container.
TEST_F(WatchLinesTest, ReadsTheProcessOfALiveContainerAtEachStart) {
  const std::string directory = absl::StrCat(testing::TempDir(), "/watch-live-", getpid());
  std::filesystem::create_directory(directory);
  const auto pod = [&](const char* started) {
    WriteFile(directory + "/pods.new",
              absl::StrCat("{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": "
                           "\"web\", \"namespace\": \"shop\", \"uid\": \"u\"}, \"spec\": "
                           "{\"containers\": [{\"name\": \"app\"}]}, \"status\": "
                           "{\"containerStatuses\": [{\"name\": \"app\", \"state\": {\"running\": "
                           "{\"startedAt\": \"",
                           started, "\"}}}]}}"));
    std::filesystem::rename(directory + "/pods.new", directory + "/pods");
  };
  pod("2026-11-24T01:00:00Z");
  WriteFile(directory + "/kubectl", absl::StrCat("#!/bin/sh\n"
                                                 "cd ",
                                                 directory,
                                                 "\n"
                                                 "case \"$1 $2\" in\n"
                                                 "'get '*) [ ! -e \"$2\" ] || cat \"$2\" ;;\n"
                                                 "exec*) echo exec >>calls; "
                                                 "printf 'A_SERVICE_HOST=10.0.0.%s\\0' "
                                                 "$(wc -l <calls) ;;\n"
                                                 "esac\n"));
  std::filesystem::permissions(directory + "/kubectl", std::filesystem::perms::owner_all);
  Seat seat(OnTerminal(absl::StrCat("env KUBECTL=", directory,
                                    "/kubectl cli/svcenv env web -n shop --watch --interval 20ms "
                                    "2>&1 | sed -u 's/^/> /'")));
  seat.See("container app: running since 2026-11-24T01:00:00Z: read from its process");
  seat.See("- A_SERVICE_HOST=10.0.0.1  (services that no longer exist)");
  pod("2026-11-24T02:00:00Z");
  seat.See("container app: running since 2026-11-24T02:00:00Z: read from its process");
  seat.See("- A_SERVICE_HOST=10.0.0.2");
  std::filesystem::remove(directory + "/pods");
  seat.See("pod/web not found in namespace shop");
  std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace svcenv::cli
