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

TEST_F(UnreadableTest, DirectoryCalledKustomization) {
  fs::create_directory(directory_ / "Kustomization");
  const Ended ended = RunSvcenv({"env", "-f", "."}, directory_.string());
  EXPECT_NE(ended.exit_status, 2) << ended.err;
}

}  // namespace
}  // namespace svcenv::cli
