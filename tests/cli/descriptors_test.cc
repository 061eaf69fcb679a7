// Every command that reads a live cluster, with few descriptors: what it writes is whole, or
// nothing. What kubectl says goes to nobody else.
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/config.h"
#include "absl/strings/match.h"
#include "cli/commands/command.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/ended.h"
#include "tests/cli/golden_file.h"

namespace svcenv::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr rlim_t kFewest = 4;  // with fewer no program starts
constexpr rlim_t kMost = 32;

// awk needs fewer descriptors than a shell does for a script.
constexpr char kAwk[] = "/usr/bin/awk";
constexpr char kKubectl[] = R"awk(#!/usr/bin/awk -f
BEGIN {
  for (i = 1; i < ARGC; i++) words = words " " ARGV[i]
  if (words ~ / exec /) printf "A=canary%c", 0
  else if (words ~ / secrets/) print "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\": {\"name\": \"s\", \"namespace\": \"shop\"}, \"data\": {\"k\": \"Y2FuYXJ5\"}}"
  else if (words ~ / services/) print "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"db\", \"namespace\": \"shop\"}, \"spec\": {\"clusterIP\": \"10.0.0.1\", \"ports\": [{\"port\": 1}]}}"
  else if (words ~ / pods/) print "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"web\", \"namespace\": \"shop\"}, \"spec\": {\"containers\": [{\"name\": \"c\", \"command\": [\"true\"], \"env\": [{\"name\": \"A\", \"valueFrom\": {\"secretKeyRef\": {\"name\": \"s\", \"key\": \"k\"}}}]}]}}"
  else if (words ~ / --raw/) print "{\"gitVersion\": \"v1.34.0\"}"
  exit 0
})awk";

using Words = std::vector<std::string>;

// Calls that read a cluster.
const Words kCalls[] = {
    {"env", "pod/web", "-n", "shop", "-o", "table"},
    {"services", "-n", "shop"},
    {"resolve", "pod/web", "-n", "shop", "--mask-secrets"},
    {"explain", "A", "pod/web", "-n", "shop"},
    {"size", "pod/web", "-n", "shop"},
    {"diff", "pod/web", "exec:web", "-n", "shop"},
    {"lint", "-n", "shop"},
    {"graph", "-n", "shop"},
    {"report", "-n", "shop"},
    {"run", "pod/web", "-n", "shop", "--with-secrets", "--", "/usr/bin/env"},
    {"review", "pod.json"},
};
// Commands that read no cluster, and collect: the kubectl of this test does not know its template.
const std::set<std::string_view> kWithoutCluster = {"exec",    "batch", "completion",
                                                    "version", "help",  "collect"};

class DescriptorsTest : public testing::TestWithParam<Words> {
 protected:
  void SetUp() override {
#ifdef ABSL_HAVE_ADDRESS_SANITIZER
    GTEST_SKIP()
        << "sanitizers need descriptors themselves: UBSan opens a pipe for each vptr check";
#endif
    if (access(kAwk, X_OK) != 0) GTEST_SKIP() << "needs " << kAwk;
    std::string path = testing::TempDir() + "/descriptors-XXXXXX";
    directory_ = mkdtemp(path.data());
    WriteFile(directory_ + "/kubectl", kKubectl);
    std::filesystem::permissions(directory_ + "/kubectl", std::filesystem::perms::owner_all);
    WriteFile(directory_ + "/pod.json",
              R"json({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"},
                      "spec": {"containers": [{"name": "c"}]}})json");
    setenv("KUBECTL", (directory_ + "/kubectl").c_str(), 1);
  }
  void TearDown() override {
    unsetenv("KUBECTL");
    if (!directory_.empty()) std::filesystem::remove_all(directory_);
  }

  Ended RunWith(rlim_t descriptors) const {
    return RunSvcenv(GetParam(), directory_, [&] {
      const rlimit limit{descriptors, descriptors};
      if (setrlimit(RLIMIT_NOFILE, &limit) != 0) _exit(99);
    });
  }

  std::string directory_;
};

TEST_P(DescriptorsTest, WritesAllOrNothing) {
  const Ended usual = RunWith(1024);
  ASSERT_THAT(usual.exit_status, testing::AnyOf(kDone, kFindings)) << usual.err;
  EXPECT_NE(usual.out, "");
  const int failure = GetParam().front() == "run" ? kOwnFailure : kWrong;
  int failed = 0;
  for (rlim_t descriptors = kFewest; descriptors <= kMost; ++descriptors) {
    const Ended ended = RunWith(descriptors);
    if (absl::StrContains(ended.err, "error while loading shared libraries")) continue;
    EXPECT_THAT(ended.out, Not(HasSubstr("Y2FuYXJ5"))) << descriptors;
    EXPECT_THAT(ended.err, Not(HasSubstr("Y2FuYXJ5"))) << descriptors;
    if (ended.exit_status == usual.exit_status && ended.out == usual.out) continue;
    ++failed;
    EXPECT_EQ(ended.exit_status, failure) << descriptors << " " << ended.err;
    EXPECT_EQ(ended.signal, 0) << descriptors;
    EXPECT_EQ(ended.out, "") << descriptors;
    EXPECT_THAT(ended.err, HasSubstr("too many open files")) << descriptors;
  }
  EXPECT_GT(failed, 0);
}

INSTANTIATE_TEST_SUITE_P(, DescriptorsTest, testing::ValuesIn(kCalls));

TEST(DescriptorsTableTest, HasACallOfEveryCommand) {
  for (const CommandRow& command : Commands()) {
    const bool called = std::any_of(std::begin(kCalls), std::end(kCalls), [&](const Words& words) {
      return words.front() == command.name;
    });
    EXPECT_NE(called, kWithoutCluster.count(command.name) == 1)
        << "add a call of " << command.name << " to kCalls";
  }
}

}  // namespace
}  // namespace svcenv::cli
