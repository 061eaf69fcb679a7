// Files that are rewritten in place.
#include "cli/sources/rewrite.h"

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/golden_file.h"

namespace svcenv::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class RewriteTest : public testing::Test {
 protected:
  RewriteTest() {
    std::string path = testing::TempDir() + "/rewrite-XXXXXX";
    directory_ = fs::path(mkdtemp(path.data()));
    WriteFile(Path("a"), "old a");
    WriteFile(Path("b"), "old b");
  }
  ~RewriteTest() override { fs::remove_all(directory_); }

  std::string Path(std::string_view name) const { return (directory_ / name).string(); }
  std::string Read(std::string_view name) const { return ReadFile(Path(name)); }
  size_t Files() const {
    size_t files = 0;
    for (const auto& entry : fs::directory_iterator(directory_)) files += entry.exists() ? 1 : 0;
    return files;
  }

 private:
  fs::path directory_;
};

TEST_F(RewriteTest, KeepsPermissions) {
  ASSERT_EQ(chmod(Path("a").c_str(), 0640), 0);
  ASSERT_TRUE(RewriteFiles({{Path("a"), "old a", "new a"}, {Path("b"), "old b", "new b"}}).ok());
  EXPECT_EQ(Read("a"), "new a");
  EXPECT_EQ(Read("b"), "new b");
  struct stat info {};
  ASSERT_EQ(stat(Path("a").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0640u);
  EXPECT_EQ(Files(), 2u);
}

TEST_F(RewriteTest, RewritesTheTargetOfALink) {
  fs::create_symlink("a", Path("link"));
  ASSERT_TRUE(RewriteFiles({{Path("link"), "old a", "new a"}}).ok());
  EXPECT_TRUE(fs::is_symlink(Path("link")));
  EXPECT_EQ(Read("a"), "new a");
}

TEST_F(RewriteTest, WritesNothingIfAFileHasChanged) {
  const absl::Status status =
      RewriteFiles({{Path("a"), "old a", "new a"}, {Path("b"), "older b", "new b"}});
  EXPECT_THAT(std::string(status.message()), HasSubstr("changed after it was read"));
  EXPECT_EQ(Read("a"), "old a");
  EXPECT_EQ(Read("b"), "old b");
  EXPECT_EQ(Files(), 2u) << "nothing is left beside them";
}

TEST_F(RewriteTest, WritesNothingIfAFileIsReadOnly) {
  ASSERT_EQ(chmod(Path("b").c_str(), 0444), 0);
  const absl::Status status =
      RewriteFiles({{Path("a"), "old a", "new a"}, {Path("b"), "old b", "new b"}});
  EXPECT_THAT(std::string(status.message()), HasSubstr("permission denied"));
  EXPECT_EQ(Read("a"), "old a");
  EXPECT_EQ(Files(), 2u);
}

TEST_F(RewriteTest, FailsIfAFileIsGone) {
  EXPECT_FALSE(RewriteFiles({{Path("c"), "", "new c"}}).ok());
  EXPECT_EQ(Files(), 2u);
}

}  // namespace
}  // namespace svcenv::cli
