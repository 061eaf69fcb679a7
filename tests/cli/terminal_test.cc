// The program on a terminal, and what it does when nobody reads on.
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "svcenv/base/terminal_text.h"

namespace svcenv::cli {
namespace {

constexpr char kProgram[] = "cli/svcenv";

struct Shown {
  std::string text;
  int status;
};

// Runs the program on a terminal of that many columns; what it shows there, stderr among it.
Shown OnTerminal(unsigned short columns, std::vector<std::string> arguments,
                 const std::vector<std::string>& environment = {}) {
  winsize size{};
  size.ws_col = columns;
  size.ws_row = 24;
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, &size);
  if (child == 0) {
    unsetenv("NO_COLOR");
    unsetenv("CLICOLOR_FORCE");
    unsetenv("BUILD_WORKING_DIRECTORY");
    setenv("TERM", "xterm", 1);
    setenv("SVCENV_PAGER", "cat", 1);
    for (const std::string& variable : environment) putenv(const_cast<char*>(variable.c_str()));
    std::vector<char*> argv = {const_cast<char*>(kProgram)};
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    execv(kProgram, argv.data());
    _exit(127);
  }
  Shown shown{"", -1};
  char buffer[4096];
  for (ssize_t got; (got = read(terminal, buffer, sizeof buffer)) > 0;) {
    shown.text.append(buffer, static_cast<size_t>(got));
  }
  close(terminal);
  int status = 0;
  waitpid(child, &status, 0);
  shown.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  shown.text.erase(std::remove(shown.text.begin(), shown.text.end(), '\r'), shown.text.end());
  return shown;
}

std::string WithoutColor(std::string text) {
  for (size_t at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b')) {
    text.erase(at, text.find('m', at) + 1 - at);
  }
  return text;
}

size_t Widest(const std::string& text) {
  size_t widest = 0;
  for (const std::string_view line : absl::StrSplit(WithoutColor(text), '\n')) {
    widest = std::max(widest, ColumnsOf(line));
  }
  return widest;
}

TEST(TerminalTest, ShowsATableInColourThatFits) {
  const Shown shown = OnTerminal(80, {"env", "--all", "-f", "examples/spark.yaml"});
  EXPECT_EQ(shown.status, 0);
  EXPECT_NE(shown.text.find("\x1b[1mReplicationController spark-cluster/spark-worker"),
            std::string::npos)
      << shown.text;
  EXPECT_LE(Widest(shown.text), 80u) << shown.text;
  EXPECT_NE(shown.text.find("…"), std::string::npos) << shown.text;
}

TEST(TerminalTest, CutsNothingOnAWideTerminalOrWithWide) {
  const Shown broad = OnTerminal(200, {"env", "-f", "examples/spark.yaml"});
  EXPECT_EQ(broad.text.find("…"), std::string::npos) << broad.text;
  const Shown wide = OnTerminal(60, {"env", "-f", "examples/spark.yaml", "--wide"});
  EXPECT_EQ(wide.text, broad.text);
}

TEST(TerminalTest, NoColourWhereItIsNotWanted) {
  const std::vector<std::string> env = {"env", "-f", "examples/spark.yaml"};
  std::vector<std::string> never = env;
  never.push_back("--color=never");
  const std::string plain = OnTerminal(100, never).text;
  EXPECT_EQ(plain.find('\x1b'), std::string::npos);
  EXPECT_EQ(OnTerminal(100, env, {"NO_COLOR=1"}).text, plain);
  EXPECT_EQ(OnTerminal(100, env, {"TERM=dumb"}).text, plain);
  EXPECT_EQ(WithoutColor(OnTerminal(100, env, {"NO_COLOR="}).text), plain);  // empty is not set
  EXPECT_NE(OnTerminal(100, env, {"NO_COLOR="}).text, plain);
}

// A directory with one manifest that has an error and a warning.
class FindingsOnTerminalTest : public testing::Test {
 protected:
  FindingsOnTerminalTest() {
    std::ofstream(path_) << "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: "
                            "[{name: c, env: [{name: A, value: x}, {name: A, value: $(LEVLE)}]}]}}";
  }
  ~FindingsOnTerminalTest() override { unlink(path_.c_str()); }

  const std::string path_ = testing::TempDir() + "/findings.yaml";
  const std::vector<std::string> lint_ = {"lint", path_};
};

TEST_F(FindingsOnTerminalTest, AreColoredAndFit) {
  const Shown shown = OnTerminal(80, lint_);
  EXPECT_EQ(shown.status, 1);
  EXPECT_NE(shown.text.find("\x1b[1;31merror[reference-unresolved]\x1b[0m"), std::string::npos);
  EXPECT_NE(shown.text.find("\x1b[1;31m^^^^^^^^\x1b[0m\n"), std::string::npos) << shown.text;
  EXPECT_NE(shown.text.find("\x1b[1;33mwarning[duplicate-env]\x1b[0m"), std::string::npos);
  EXPECT_NE(shown.text.find("\n\n\x1b[1;31m1 error\x1b[0m, "
                            "\x1b[1;33m1 warning\x1b[0m in 1 container\n"),
            std::string::npos)
      << shown.text;
  for (const std::string_view line : absl::StrSplit(shown.text, '\n')) {
    const bool is_place = absl::StrContains(line, "-->");  // a path is never cut
    EXPECT_TRUE(is_place || Widest(std::string(line)) <= 80) << line;
  }
  EXPECT_NE(shown.text.find("…"), std::string::npos) << "the source line is clipped";
}

TEST_F(FindingsOnTerminalTest, ColorIsWhatTheFlagOrTheEnvironmentWants) {
  std::vector<std::string> always = lint_;
  always.push_back("--color=always");
  EXPECT_NE(OnTerminal(80, always, {"NO_COLOR=1"}).text.find("\x1b[1;31m"), std::string::npos);
  EXPECT_EQ(OnTerminal(80, lint_, {"NO_COLOR=1"}).text.find('\x1b'), std::string::npos);
  EXPECT_NE(OnTerminal(80, lint_, {"TERM=dumb", "CLICOLOR_FORCE=1"}).text.find('\x1b'),
            std::string::npos);
  EXPECT_EQ(OnTerminal(80, lint_, {"NO_COLOR=1", "CLICOLOR_FORCE=1"}).text.find('\x1b'),
            std::string::npos);
}

TEST(TerminalTest, APageOfHtmlIsNotShown) {
  const Shown shown = OnTerminal(80, {"report", "-f", "examples/spark.yaml"}, {"NO_COLOR=1"});
  EXPECT_EQ(shown.status, 2);
  EXPECT_EQ(shown.text,
            "error: refusing to write HTML to a terminal: redirect it, or use --write FILE\n"
            "  = help: try 'svcenv report --help'\n");
}

// A pager that tells what it got, by its first line and the number of the others.
constexpr char kPager[] = "SVCENV_PAGER=head -1; echo rest: $(wc -l)";

class PagerTest : public testing::Test {
 protected:
  // A pod with more variables than the terminal has lines.
  PagerTest() {
    std::ofstream file(path_);
    file << "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, env: [";
    for (int i = 0; i < 40; ++i) file << "{name: V" << i << ", value: v},";
    file << "]}]}}";
  }
  ~PagerTest() override { unlink(path_.c_str()); }

  const std::string path_ = testing::TempDir() + "/long.yaml";
  const std::vector<std::string> env_ = {"env", "-f", path_, "--color=never"};
};

TEST_F(PagerTest, ShowsWhatIsLongerThanTheTerminal) {
  const Shown paged = OnTerminal(80, env_, {kPager, "PAGER=false"});
  EXPECT_EQ(paged.status, 0);
  EXPECT_NE(paged.text.find("Pod default/p, container c"), std::string::npos) << paged.text;
  EXPECT_NE(paged.text.find("rest: "), std::string::npos) << paged.text;
}

TEST_F(PagerTest, IsNotUsedWhereItIsNotWanted) {
  std::vector<std::string> at_once = env_;
  at_once.push_back("--no-pager");
  const std::string all = OnTerminal(80, at_once, {kPager}).text;
  EXPECT_EQ(all.find("rest: "), std::string::npos) << all;
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 42) << all;
  for (const char* none : {"SVCENV_PAGER=", "SVCENV_PAGER=cat"}) {
    EXPECT_EQ(OnTerminal(80, env_, {none}).text, all);
  }
  EXPECT_EQ(OnTerminal(80, env_, {kPager, "TERM=dumb"}).text, all);
  const std::string absent = OnTerminal(80, env_, {"SVCENV_PAGER=no-such-pager"}).text;
  EXPECT_NE(absent.find(all), std::string::npos) << absent;
}

TEST_F(PagerTest, IsNotUsedForWhatFits) {
  const Shown shown = OnTerminal(80, {"env", "-f", "examples/spark.yaml"}, {kPager});
  EXPECT_EQ(shown.text.find("rest: "), std::string::npos) << shown.text;
}

TEST_F(PagerTest, IsNotUsedForPrograms) {
  const Shown shown = OnTerminal(80, {"env", "-f", path_, "-o", "json"}, {kPager});
  EXPECT_EQ(shown.text.find("rest: "), std::string::npos) << shown.text;
}

TEST_F(PagerTest, ShowsReportsToo) {
  const std::string many = testing::TempDir() + "/many.yaml";
  std::ofstream file(many);
  for (int i = 0; i < 12; ++i) {
    file << "{apiVersion: v1, kind: Pod, metadata: {name: p" << i
         << "}, spec: {containers: [{name: "
         << "c, env: [{name: A, value: " << std::string(i + 1, 'v') << "}]}]}}\n---\n";
  }
  file << "{apiVersion: v1, kind: Pod, metadata: {name: none}, spec: {containers: [{name: c}]}}\n";
  file.close();
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"explain", "A", "-f", many},
        {"size", "-f", many},
        {"diff", "pod/p", "pod/none", "-f", path_, "-f", many}}) {
    SCOPED_TRACE(command.front());
    const std::string paged = OnTerminal(80, command, {kPager}).text;
    EXPECT_NE(paged.find("rest: "), std::string::npos) << paged;
    std::vector<std::string> at_once = command, json = command;
    at_once.push_back("--no-pager");
    json.insert(json.end(), {"-o", "json"});
    for (const std::vector<std::string>& whole : {at_once, json}) {
      const std::string text = OnTerminal(80, whole, {kPager}).text;
      EXPECT_EQ(text.find("rest: "), std::string::npos) << text;
      EXPECT_GT(std::count(text.begin(), text.end(), '\n'), 24) << text;
    }
  }
  unlink(many.c_str());
}

TEST_F(PagerTest, LessShowsColorsWhateverLESSSays) {
  constexpr char kShowsLess[] = "SVCENV_PAGER=cat >/dev/null; echo \"LESS is <$LESS>\"";
  for (const auto& [set, passed] : std::vector<std::pair<std::string, std::string>>{
           {"LESS=FX", "-R FX"}, {"LESS=-i -M", "-R -i -M"}, {"LESS=", "-R "}}) {
    const std::string text = OnTerminal(80, env_, {kShowsLess, set}).text;
    EXPECT_NE(text.find(absl::StrCat("LESS is <", passed, ">")), std::string::npos) << text;
  }
}

TEST(TerminalTest, OwnVariablesComeFirstAndServicesAreFolded) {
  const std::string path = testing::TempDir() + "/folded.yaml";
  std::ofstream(path) << R"(
{apiVersion: v1, kind: Service, metadata: {name: redis}, spec: {clusterIP: 10.96.0.7, ports: [{port: 6379}]}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {LEVEL: info, ZONE: a}}
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: app
    envFrom: [{configMapRef: {name: settings}}]
    env:
    - {name: URL, value: $(REDIS_HOST)}
    - {name: LEVEL, value: debug}
    - {name: REDIS_PORT, value: "6379"}
)";
  const std::vector<std::string> env = {"env", "-f", path, "--color=never"};
  const std::string folded = OnTerminal(100, env).text;
  EXPECT_NE(folded.find(
                "NAME        VALUE                         FROM\n"
                "URL         $(REDIS_HOST) (not expanded)  env[0] value\n"
                "LEVEL       debug                         env[1] value (overrides envFrom[0])\n"
                "REDIS_PORT  6379                          env[2] value (overrides Service redis)\n"
                "ZONE        a                             envFrom[0] ConfigMap settings\n"
                "REDIS_*     10.96.0.7, 6 variables        Service redis (1 overridden)\n"
                "\n"
                "Pass --all to list the variables of each service.\n"),
            std::string::npos)
      << folded;
  std::vector<std::string> all = env, by_name = env;
  all.push_back("--all");
  const std::string unfolded = OnTerminal(100, all).text;
  EXPECT_LT(unfolded.find("\nZONE"), unfolded.find("\nREDIS_PORT_6379_TCP_ADDR")) << unfolded;
  EXPECT_EQ(unfolded.find("--all"), std::string::npos) << unfolded;
  by_name.push_back("--sort=name");
  const std::string flat = OnTerminal(100, by_name).text;
  EXPECT_LT(flat.find("\nREDIS_PORT_6379_TCP_ADDR"), flat.find("\nZONE")) << flat;
  unlink(path.c_str());
}

TEST_F(PagerTest, MayEndEarly) {
  const Shown shown = OnTerminal(80, env_, {"SVCENV_PAGER=true"});
  EXPECT_EQ(shown.status, 0);
  EXPECT_EQ(shown.text, "");
}

TEST(TerminalTest, MasksSecretsWithoutBeingAsked) {
  std::string path = testing::TempDir() + "/secret-XXXXXX";
  const int file = mkstemp(path.data());
  const std::string manifest =
      "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":["
      "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"s\"},"
      "\"stringData\":{\"P\":\"hunter2\"}},"
      "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"},\"spec\":{"
      "\"containers\":["
      "{\"name\":\"c\",\"envFrom\":[{\"secretRef\":{\"name\":\"s\"}}]}]}}]}";
  ASSERT_EQ(write(file, manifest.data(), manifest.size()), static_cast<ssize_t>(manifest.size()));
  close(file);
  const Shown shown = OnTerminal(80, {"env", "-f", path});
  unlink(path.c_str());
  EXPECT_EQ(shown.status, 0);
  EXPECT_NE(shown.text.find("******"), std::string::npos) << shown.text;
  EXPECT_EQ(shown.text.find("hunter2"), std::string::npos) << shown.text;
}

// As cat does: no message, ended by the signal, even where the caller ignores it.
TEST(BrokenPipeTest, EndsTheProgramQuietly) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  close(ends[0]);
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGPIPE, SIG_IGN);
    dup2(ends[1], STDOUT_FILENO);
    dup2(ends[1], STDERR_FILENO);
    execl(kProgram, kProgram, "help", nullptr);
    _exit(127);
  }
  close(ends[1]);
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGPIPE);
}

}  // namespace
}  // namespace svcenv::cli
