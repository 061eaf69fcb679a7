// How kubectl is run, with scripts in its place.
#include "cli/sources/kubectl.h"

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/golden_file.h"

namespace svcenv::cli {
namespace {

using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A kubectl that is that shell script; what it tells is in `lines`.
class KubectlTest : public testing::Test {
 protected:
  Kubectl Stub(const std::string& script, KubectlFlags flags = {}) {
    const std::string path = absl::StrCat(testing::TempDir(), "/stub-kubectl");
    WriteFile(path, absl::StrCat("#!/bin/sh\n", script, "\n"));
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    setenv("KUBECTL", path.c_str(), 1);
    return Kubectl(std::move(flags), [this](std::string_view line) { lines.emplace_back(line); });
  }
  void TearDown() override { unsetenv("KUBECTL"); }

  std::vector<std::string> lines;
};

TEST_F(KubectlTest, NoShellSeesTheArguments) {
  const auto out = Stub("printf '<%s>' \"$@\"", {"/k c", "a b"}).Run({"get", "$(id); 'x'", ""});
  ASSERT_TRUE(out.ok()) << out.status();
  EXPECT_EQ(*out, "<--kubeconfig=/k c><--context=a b><get><$(id); 'x'><>");
}

TEST_F(KubectlTest, ReadsMuchOfBothStreams) {
  const auto out = Stub("seq 300000 >&2; seq 300000; cat").Run({});
  ASSERT_TRUE(out.ok()) << out.status();
  EXPECT_EQ(out->size(), 1988895u);
  // Of stderr, as much as a person can read.
  ASSERT_GT(lines.size(), 1000u);
  EXPECT_LT(lines.size(), 300000u);
  EXPECT_EQ(lines[999], "1000");
}

TEST_F(KubectlTest, EscapesWarnings) {
  const auto out = Stub("printf 'Warning: old\\033[2J\\r\\n' >&2; echo yes").Run({});
  ASSERT_TRUE(out.ok()) << out.status();
  EXPECT_THAT(lines, ElementsAre("Warning: old\\x1b[2J"));
}

TEST_F(KubectlTest, ForwardsAPromptWhileItWaits) {
  const std::string answer = absl::StrCat(testing::TempDir(), "/answer");
  std::filesystem::remove(answer);
  Stub("");
  const Kubectl kubectl({}, [&](std::string_view line) {
    lines.emplace_back(line);
    WriteFile(answer, "");
  });
  Stub(absl::StrCat("printf 'Open a page: ' >&2; until [ -e ", answer, " ]; do sleep .1; done"));
  EXPECT_TRUE(kubectl.Run({}).ok());
  EXPECT_THAT(lines, ElementsAre("Open a page: "));
}

// As a parent may leave it: the kernel then keeps no status of children.
TEST_F(KubectlTest, KnowsTheStatusWhereSigchldIsIgnored) {
  const auto before = std::signal(SIGCHLD, SIG_IGN);
  EXPECT_EQ(Stub("echo 'error: no' >&2; exit 3").Run({}).status().message(), "kubectl: no");
  EXPECT_EQ(std::signal(SIGCHLD, before), SIG_IGN);
}

TEST_F(KubectlTest, SaysThatItCannotStartForWantOfDescriptors) {
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  const Kubectl kubectl = Stub("echo yes");
  const int next = dup(STDIN_FILENO);
  close(next);
  int failed = 0;
  for (rlim_t more = 0; more < 8; ++more) {
    const rlimit limit{static_cast<rlim_t>(next) + more, before.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
    const absl::StatusOr<std::string> out = kubectl.Run({"version"});
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
    if (out.ok()) {
      EXPECT_EQ(*out, "yes\n");
      continue;
    }
    ++failed;
    // For want of descriptors of this process, or, with a few more, of those of the script.
    EXPECT_THAT(FromStatus(out.status()).message,
                AnyOf(HasSubstr("Too many open files"), HasSubstr("kubectl: ")));
  }
  EXPECT_GE(failed, 5);
}

TEST_F(KubectlTest, SaysThatThereIsNone) {
  setenv("KUBECTL", "/nonexistent/kubectl", 1);
  const auto out = Kubectl({}, nullptr).Run({"version"});
  EXPECT_EQ(out.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(FromStatus(out.status()).remedy.text, HasSubstr("install kubectl"));
}

TEST_F(KubectlTest, KnowsWhatWentWrong) {
  const struct {
    const char* said;
    absl::StatusCode status;
    const char* code;
    const char* message;
  } kCases[] = {
      {"Error from server (NotFound): pods \"web\" not found", absl::StatusCode::kNotFound,
       "no-such-object", "kubectl: pods \"web\" not found"},
      {"E1124 02:42:28.747446   13947 memcache.go:265] \"Unhandled\"\n"
       "The connection to the server x:1 was refused - did you specify the right host or port?",
       absl::StatusCode::kUnavailable, "unreachable",
       "kubectl: The connection to the server x:1 was refused - did you specify the right host or "
       "port?"},
      {"Error from server (Forbidden): deployments.apps \"web\" is forbidden: User \"dev\" cannot "
       "get resource \"deployments\" in API group \"apps\" in the namespace \"shop\"",
       absl::StatusCode::kPermissionDenied, "forbidden",
       "user \"dev\" cannot get deployments.apps \"web\" in namespace \"shop\""},
      {"error: context \"nope\" does not exist", absl::StatusCode::kUnknown, "kubectl-failed",
       "kubectl: context \"nope\" does not exist"},
      {"", absl::StatusCode::kUnknown, "kubectl-failed", "kubectl: exited with status 1"},
  };
  for (const auto& one : kCases) {
    const auto out = Stub(absl::StrCat("cat >&2 <<'E'\n", one.said, "\nE\nexit 1")).Run({"x"});
    EXPECT_EQ(out.status().code(), one.status) << one.said;
    const Diagnostic error = FromStatus(out.status());
    EXPECT_EQ(error.code, one.code);
    EXPECT_EQ(error.message, one.message);
    EXPECT_NE(error.remedy.text, "");
  }
}

TEST_F(KubectlTest, KeepsWhatMayBeRead) {
  const Kubectl kubectl = Stub(
      "echo \"$@\"\n"
      "echo 'Error from server (Forbidden): secrets \"db\" is forbidden: User \"dev\" cannot get "
      "resource \"secrets\" in API group \"\" in the namespace \"shop\"' >&2\n"
      "echo 'Error from server (Forbidden): nodes is forbidden: User \"dev\" cannot list "
      "resource \"nodes\" in API group \"\" at the cluster scope' >&2\n"
      "exit 1");
  const auto objects = kubectl.Get({"secrets", "db"});
  ASSERT_TRUE(objects.ok()) << objects.status();
  EXPECT_EQ(objects->json, "get secrets db -o json --ignore-not-found\n");
  ASSERT_EQ(objects->denied.size(), 2u);
  EXPECT_EQ(objects->denied[0].name, "db");
  EXPECT_EQ(objects->denied[0].namespace_, "shop");
  EXPECT_EQ(objects->denied[1].name, "");
  EXPECT_EQ(objects->denied[1].ToDiagnostic().message,
            "user \"dev\" cannot list nodes at the cluster scope");
  EXPECT_THAT(objects->denied[1].ToDiagnostic().remedy.text, HasSubstr("create clusterrole "));
  EXPECT_THAT(lines, IsEmpty());
}

// Longer than svcenv waits before it takes a line for a prompt.
TEST_F(KubectlTest, KnowsADenialAfterWhichKubectlGoesOn) {
  const Kubectl kubectl = Stub(
      "echo 'secrets is forbidden: User \"d\" cannot list resource \"secrets\" in API group \"\"' "
      ">&2; sleep 1.5; exit 1");
  const auto objects = kubectl.Get({"secrets"});
  ASSERT_TRUE(objects.ok()) << objects.status();
  ASSERT_EQ(objects->denied.size(), 1u);
  EXPECT_EQ(objects->denied[0].resource, "secrets");
  EXPECT_EQ(kubectl.Run({"x"}).status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_THAT(lines, IsEmpty());
}

TEST_F(KubectlTest, AnErrorBesideADenialIsAnError) {
  const Kubectl kubectl = Stub(
      "echo 'secrets is forbidden: User \"d\" cannot list resource \"secrets\" in API group \"\"' "
      ">&2; echo 'error: disk on fire' >&2; exit 1");
  EXPECT_EQ(kubectl.Get({"secrets"}).status().message(), "kubectl: disk on fire");
}

}  // namespace
}  // namespace svcenv::cli
