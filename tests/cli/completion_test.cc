// The completion scripts, in the shells themselves: on a terminal, with the tab key.
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "gtest/gtest.h"

namespace svcenv::cli {
namespace {

constexpr std::chrono::seconds kLongest(60);  // for a shell to answer

constexpr char kManifest[] = R"(
apiVersion: v1
kind: Service
metadata: {name: database, namespace: shop}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: checkout, namespace: shop}
spec: {template: {spec: {containers: [{name: application, env: [{name: CHECKOUT_LEVEL}]}]}}}
)";

// The text without what moves the cursor and changes colours.
std::string WithoutEscapes(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    if (!absl::ConsumePrefix(&text, "\x1b[")) {
      result.push_back(text.front());
      text.remove_prefix(1);
      continue;
    }
    const size_t end = std::min(text.find_first_not_of("?;0123456789"), text.size() - 1);
    text.remove_prefix(text.empty() ? 0 : end + 1);
  }
  return result;
}

// A shell on a terminal.
class Shell {
 public:
  explicit Shell(const std::vector<std::string>& command, const std::string& home) {
    winsize size{};
    size.ws_col = 200;
    size.ws_row = 50;
    child_ = forkpty(&terminal_, nullptr, nullptr, &size);
    if (child_ != 0) return;
    const std::string path =
        absl::StrCat(std::filesystem::absolute("cli").string(), ":", std::getenv("PATH"));
    setenv("PATH", path.c_str(), 1);
    setenv("HOME", home.c_str(), 1);
    setenv("TERM", "xterm", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    std::vector<char*> argv;
    for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    if (chdir(home.c_str()) == 0) execvp(argv[0], argv.data());
    _exit(127);
  }

  ~Shell() {
    close(terminal_);
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
  }

  void Type(std::string_view keys) {
    EXPECT_EQ(write(terminal_, keys.data(), keys.size()), static_cast<ssize_t>(keys.size()));
  }

  // Returns whether the text appears on the terminal, below the earlier contents.
  bool Shows(std::string_view text) {
    std::string shown;
    const auto end = std::chrono::steady_clock::now() + kLongest;
    while (std::chrono::steady_clock::now() < end) {
      pollfd waiting{terminal_, POLLIN, 0};
      if (poll(&waiting, 1, 200) <= 0) continue;
      char buffer[4096];
      const ssize_t got = read(terminal_, buffer, sizeof buffer);
      if (got <= 0) break;
      shown.append(buffer, static_cast<size_t>(got));
      if (absl::StrContains(WithoutEscapes(shown), text)) return true;
    }
    ADD_FAILURE() << "no '" << text << "' in: " << shown;
    return false;
  }

 private:
  int terminal_ = -1;
  pid_t child_ = -1;
};

struct ShellCase {
  std::string_view name;
  std::string_view needs;  // a file that is there where the shell is
  std::vector<std::string> command;
  std::string_view setup;
};

void PrintTo(const ShellCase& shell, std::ostream* out) { *out << shell.name; }

const ShellCase kShells[] = {
    {"bash", "/bin/bash", {"bash", "--norc", "-i"}, "source <(svcenv completion bash)"},
    {"bash_with_bash_completion",
     "/usr/share/bash-completion/bash_completion",
     {"bash", "--norc", "-i"},
     "source /usr/share/bash-completion/bash_completion; source <(svcenv completion bash)"},
    {"zsh",
     "/usr/bin/zsh",
     {"zsh", "-f", "-i"},
     "autoload -Uz compinit; compinit -u -D; source <(svcenv completion zsh)"},
    {"fish", "/usr/bin/fish", {"fish", "--no-config", "-i"}, "svcenv completion fish | source"},
};

class CompletionTest : public testing::TestWithParam<ShellCase> {
 protected:
  void SetUp() override {
    if (access(std::string(GetParam().needs).c_str(), F_OK) != 0) {
      GTEST_SKIP() << "there is no " << GetParam().needs;
    }
    ASSERT_NE(mkdtemp(home_.data()), nullptr);
    std::ofstream(home_ + "/manifest.yaml") << kManifest;
  }
  void TearDown() override { std::filesystem::remove_all(home_); }

  std::string home_ = std::filesystem::temp_directory_path() / "completion-XXXXXX";
};

TEST_P(CompletionTest, CompletesWhatIsTyped) {
  Shell shell(GetParam().command, home_);
  // The quotes keep the terminal's echo of the line from being taken for its outcome.
  shell.Type(absl::StrCat(GetParam().setup, "; echo is''ready\n"));
  ASSERT_TRUE(shell.Shows("isready"));
  const struct {
    std::string_view keys, shown;
  } kLines[] = {
      {"svcenv serv\t", "services "},
      {"svcenv env --kube-v\t", "--kube-version "},
      {"svcenv env --color=al\t", "--color=always "},
      {"svcenv env -o conf\t", "configmap "},
      {"svcenv env -f mani\t", "manifest.yaml "},
      {"svcenv env -f manifest.yaml dep\t", "deployment/checkout "},
      {"svcenv env --filename=manifest.yaml dep\t", "deployment/checkout "},
      {"svcenv env -f ~/manifest.yaml -c \t", "application "},
      {"svcenv services -f manifest.yaml data\t", "database "},
      {"svcenv explain -f manifest.yaml CHECK\t", "CHECKOUT_LEVEL "},
  };
  for (const auto& line : kLines) {
    shell.Type(line.keys);
    // In pieces: some shells draw the word anew, others only its end.
    if (!shell.Shows(line.shown.substr(line.shown.size() - 3))) return;
    shell.Type("\x15");  // forgets the line
  }
}

INSTANTIATE_TEST_SUITE_P(, CompletionTest, testing::ValuesIn(kShells),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace svcenv::cli
