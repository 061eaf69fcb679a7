// Every command with standard streams that are closed, full, broken or not to be read.
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <functional>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/commands/command.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/ended.h"
#include "tests/cli/golden_file.h"

namespace svcenv::cli {
namespace {

using ::testing::HasSubstr;

constexpr char kManifest[] = R"yaml(
apiVersion: v1
kind: Service
metadata: {name: db, namespace: shop}
spec: {clusterIP: 10.96.0.7, ports: [{port: 5432}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
  - name: app
    command: [app]
    args: ["$(DB_SERVICE_HOST)"]
    env: [{name: A, value: "1"}, {name: A, value: "2"}]
)yaml";

constexpr char kPod[] = R"json({"apiVersion": "v1", "kind": "Pod",
 "metadata": {"name": "web", "namespace": "shop"}, "spec": {"containers": [{"name": "app"}]}}
)json";

constexpr char kRequest[] = "{\"id\": 1}\n{\"id\": 2}\n";

// A call that writes to stdout.
struct Call {
  std::vector<std::string> words;
  std::string_view input;  // the file that it reads from stdin; empty: it reads nothing
  int failure = kWrong;    // its status when a stream fails
};

void PrintTo(const Call& call, std::ostream* out) { *out << absl::StrJoin(call.words, " "); }

// At least one of every command, and those that write or read in another way.
const Call kCalls[] = {
    {{"env", "-f", "m.yaml"}, ""},
    {{"env", "-f", "-"}, "m.yaml"},
    {{"env", "-f", "m.yaml", "-o", "env0"}, ""},
    {{"env", "-f", "m.yaml", "-o", "json"}, ""},
    {{"env", "-f", "m.yaml", "--watch"}, ""},
    {{"services", "-f", "m.yaml"}, ""},
    {{"resolve", "-f", "m.yaml"}, ""},
    {{"resolve", "-f", "-", "-o", "json"}, "m.yaml"},
    {{"explain", "DB_SERVICE_HOST", "-f", "m.yaml"}, ""},
    {{"size", "-f", "m.yaml"}, ""},
    {{"diff", "m.yaml", "pod.json"}, ""},
    {{"diff", "pod.json", "-"}, "m.yaml"},
    {{"lint", "-f", "m.yaml"}, ""},
    {{"lint", "-f", "m.yaml", "-o", "json"}, ""},
    {{"graph", "-f", "m.yaml"}, ""},
    {{"report", "-f", "m.yaml"}, ""},
    {{"exec", "--print", "true"}, "", kOwnFailure},
    {{"review", "pod.json", "-f", "m.yaml"}, ""},
    {{"review", "-f", "m.yaml", "--apply"}, "pod.json"},
    {{"batch"}, "requests.jsonl"},
    {{"completion", "bash"}, ""},
    {{"version"}, ""},
    {{"help"}, ""},
    {{"help", "env"}, ""},
    {{"lint", "--help"}, ""},
    {{"--help"}, ""},
    {{"--version"}, ""},
    {{"__complete", "env", "-f", "m.yaml", ""}, ""},
};

// Calls that write nothing themselves.
const std::vector<std::string> kSilentCalls[] = {
    {"run", "pod/web", "-f", "m.yaml", "--", "/bin/sh", "-c", "exit 7"},
    {"exec", "--set", "A=1", "/bin/sh", "-c", "exit 7"},
};

bool IsEndless(const Call& call) { return call.words.back() == "--watch"; }

// A directory with the files.
class Files {
 public:
  Files() {
    std::string path = testing::TempDir() + "/streams-XXXXXX";
    directory_ = mkdtemp(path.data());
    WriteFile(directory_ + "/m.yaml", kManifest);
    WriteFile(directory_ + "/pod.json", kPod);
    WriteFile(directory_ + "/requests.jsonl", kRequest);
  }
  ~Files() { std::filesystem::remove_all(directory_); }

  const std::string& directory() const { return directory_; }

 private:
  std::string directory_;
};

class StreamsTest : public testing::TestWithParam<Call> {
 protected:
  Ended Run(const std::function<void()>& before = [] {}) const {
    const Call& call = GetParam();
    return RunSvcenv(call.words, files_.directory(), [&] {
      if (!call.input.empty()) Replace(STDIN_FILENO, std::string(call.input), O_RDONLY);
      before();
    });
  }

  static void ExpectWriteFails(const Ended& ended, std::string_view why) {
    EXPECT_EQ(ended.exit_status, GetParam().failure) << ended.err;
    EXPECT_THAT(ended.err, HasSubstr(absl::StrCat("cannot write to standard output: ", why)));
  }

  const Files files_;
};

TEST_P(StreamsTest, SaysThatStdoutCannotBeWritten) {
  ExpectWriteFails(Run([] { close(STDOUT_FILENO); }), "bad file descriptor");
  ExpectWriteFails(Run([] { Replace(STDOUT_FILENO, "/dev/full", O_WRONLY); }),
                   "no space left on device");
  // The next file to be opened must not be used as stdout.
  const bool reads_stdin = !GetParam().input.empty();
  ExpectWriteFails(Run([&] {
                     if (!reads_stdin) close(STDIN_FILENO);
                     close(STDOUT_FILENO);
                   }),
                   "bad file descriptor");
}

TEST_P(StreamsTest, EndsQuietlyWhenNobodyReads) {
  EXPECT_EQ(Run([] { Break(STDOUT_FILENO); }).signal, SIGPIPE);
  const Ended ended = Run([] {
    std::signal(SIGPIPE, SIG_IGN);
    Break(STDOUT_FILENO);
  });
  if (GetParam().failure == kOwnFailure) {
    ExpectWriteFails(ended, "broken pipe");  // signals stay as they are
  } else {
    EXPECT_EQ(ended.signal, SIGPIPE);
  }
}

TEST_P(StreamsTest, SaysThatStdinCannotBeRead) {
  if (IsEndless(GetParam())) GTEST_SKIP() << "it does not end by itself";
  const Ended usual = Run();
  EXPECT_NE(usual.out, "");
  const std::function<void()> kWays[] = {
      [] { close(STDIN_FILENO); },
      [] { Replace(STDIN_FILENO, "/", O_RDONLY); },
      [] { Replace(STDIN_FILENO, "/dev/null", O_WRONLY); },
  };
  for (const auto& way : kWays) {
    const Ended ended = Run(way);
    if (GetParam().input.empty()) {
      EXPECT_EQ(ended.exit_status, usual.exit_status) << ended.err;
      EXPECT_EQ(ended.out, usual.out);
    } else {
      EXPECT_EQ(ended.exit_status, GetParam().failure) << ended.out;
      EXPECT_EQ(ended.out, "");
      EXPECT_THAT(ended.err, HasSubstr("cannot read standard input: "));
    }
  }
}

TEST_P(StreamsTest, WorksWithoutStderr) {
  if (IsEndless(GetParam())) GTEST_SKIP() << "it does not end by itself";
  const Ended usual = Run();
  const std::function<void()> kWays[] = {
      [] { close(STDERR_FILENO); },
      [] { Replace(STDERR_FILENO, "/dev/full", O_WRONLY); },
  };
  for (const auto& way : kWays) {
    const Ended ended = Run(way);
    EXPECT_EQ(ended.exit_status, usual.exit_status);
    EXPECT_EQ(ended.out, usual.out);
    EXPECT_EQ(ended.err, "");
  }
}

TEST_P(StreamsTest, FailsWithoutAnyStream) {
  const Ended ended = Run([] {
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) close(stream);
  });
  EXPECT_EQ(ended.exit_status, GetParam().failure);
}

INSTANTIATE_TEST_SUITE_P(, StreamsTest, testing::ValuesIn(kCalls));

TEST(SilentCallsTest, DoNotNeedStreams) {
  const std::function<void()> kWays[] = {
      [] { close(STDIN_FILENO); },
      [] { close(STDOUT_FILENO); },
      [] { Replace(STDOUT_FILENO, "/dev/full", O_WRONLY); },
      [] { Break(STDOUT_FILENO); },
      [] { close(STDERR_FILENO); },
      [] {
        for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) close(stream);
      },
  };
  const Files files;
  for (const auto& words : kSilentCalls) {
    for (const auto& way : kWays) {
      EXPECT_EQ(RunSvcenv(words, files.directory(), way).exit_status, 7) << words.front();
    }
  }
}

TEST(StreamsTableTest, HasACallOfEveryCommand) {
  std::set<std::string_view> called;
  for (const Call& call : kCalls) called.insert(call.words.front());
  for (const auto& words : kSilentCalls) called.insert(words.front());
  called.insert("collect");  // needs a cluster; tests/faults fails its writes
  for (const CommandRow& command : Commands()) {
    EXPECT_EQ(called.count(command.name), 1u)
        << "add a call of " << command.name << " to the tables";
  }
}

}  // namespace
}  // namespace svcenv::cli
