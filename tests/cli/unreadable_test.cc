// Files of a directory that exist but cannot be read. A loop of links fails for root too.
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "tests/cli/ended.h"

namespace svcenv::cli {
namespace {

namespace fs = std::filesystem;

class UnreadableTest : public testing::Test {
 protected:
  void SetUp() override {
    directory_ = fs::path(testing::TempDir()) / "unreadable";
    fs::remove_all(directory_);
    fs::create_directory(directory_);
    std::ofstream(directory_ / "pod.yaml") << "{apiVersion: v1, kind: Pod, metadata: {name: web}, "
                                              "spec: {containers: [{name: app}]}}\n";
  }

  void ExpectUnreadable(const std::string& name) {
    const Ended ended = RunSvcenv({"env", "-f", "."}, directory_.string());
    EXPECT_EQ(ended.exit_status, 2);
    EXPECT_EQ(ended.out, "");
    EXPECT_TRUE(absl::StrContains(ended.err, "cannot read ./" + name + ": ")) << ended.err;
  }

  fs::path directory_;
};

TEST_F(UnreadableTest, Manifest) {
  fs::create_symlink("loop.yaml", directory_ / "loop.yaml");
  ExpectUnreadable("loop.yaml");
}

TEST_F(UnreadableTest, Kustomization) {
  fs::create_symlink("kustomization.yaml", directory_ / "kustomization.yaml");
  ExpectUnreadable("kustomization.yaml");
}

// Neither may be read: it never ends.
TEST_F(UnreadableTest, Devices) {
  fs::create_symlink("/dev/zero", directory_ / "kustomization.yaml");
  fs::create_symlink("/dev/zero", directory_ / "other.yaml");
  Ended ended = RunSvcenv({"lint", "."}, directory_.string());
  EXPECT_EQ(ended.exit_status, 0) << ended.err;
  EXPECT_LT(ended.most_memory_kib, 500 << 10);
  fs::create_symlink("/dev/zero", directory_ / ".svcenv.yaml");
  ended = RunSvcenv({"lint", "pod.yaml"}, directory_.string());
  EXPECT_EQ(ended.exit_status, 2);
  EXPECT_TRUE(absl::StrContains(ended.err, "cannot read .svcenv.yaml: not a regular file"))
      << ended.err;
  EXPECT_LT(ended.most_memory_kib, 500 << 10);
}

TEST_F(UnreadableTest, DirectoryCalledKustomization) {
  fs::create_directory(directory_ / "Kustomization");
  const Ended ended = RunSvcenv({"env", "-f", "."}, directory_.string());
  EXPECT_NE(ended.exit_status, 2) << ended.err;
}

}  // namespace
}  // namespace svcenv::cli
