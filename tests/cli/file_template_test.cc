// Configuration files that are made from templates.
#include "cli/exec/file_template.h"

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "svcenv/base/diagnostic.h"
#include "tests/cli/golden_file.h"

namespace svcenv::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class FileTemplateTest : public testing::Test {
 protected:
  FileTemplateTest() {
    std::string path = testing::TempDir() + "/template-XXXXXX";
    directory_ = fs::path(mkdtemp(path.data()));
  }
  ~FileTemplateTest() override { fs::remove_all(directory_); }

  std::string Path(std::string_view name) const { return (directory_ / name).string(); }
  std::string Read(std::string_view name) const { return ReadFile(Path(name)); }
  void Write(std::string_view name, const std::string& text) const { WriteFile(Path(name), text); }

  // "a:b" pairs of names in the directory.
  absl::Status Run(const std::vector<std::pair<std::string, std::string>>& names,
                   const FileTemplateOptions& options = {}) const {
    std::vector<FileTemplate> templates;
    for (const auto& [source, destination] : names)
      templates.push_back({Path(source), Path(destination)});
    return WriteFiles(
        templates, options, [](std::string_view name) -> std::optional<std::string_view> {
          static const auto& values = *new std::map<std::string_view, std::string_view>{
              {"HOST", "10.96.0.7"}, {"EMPTY", ""}, {"REF", "$(HOST)"}};
          const auto found = values.find(name);
          if (found == values.end()) return std::nullopt;
          return found->second;
        });
  }

  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(directory_))
      names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }

  mode_t Mode(std::string_view name) const {
    struct stat info {};
    EXPECT_EQ(stat(Path(name).c_str(), &info), 0);
    return info.st_mode & 07777;
  }

  fs::path directory_;
};

TEST(ParseFileTemplateTest, TakesTwoPaths) {
  const absl::StatusOr<FileTemplate> parsed = ParseFileTemplate("/etc/a.tmpl:b/c");
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->source, "/etc/a.tmpl");
  EXPECT_EQ(parsed->destination, "b/c");
  for (const std::string_view text : {"", "a", ":", "a:", ":b", "a:b:c", "-:b"}) {
    EXPECT_EQ(ParseFileTemplate(text).status().message(),
              absl::StrCat("--template '", text, "' is not a valid SRC:DST"));
  }
}

TEST(ParseModeTest, TakesOctalPermissions) {
  EXPECT_EQ(*ParseMode("640"), mode_t{0640});
  EXPECT_EQ(*ParseMode("0400"), mode_t{0400});
  for (const std::string_view text : {"", "8", "u+r", "1777", "4755", "00640", "-1"}) {
    EXPECT_EQ(ParseMode(text).status().message(),
              absl::StrCat("--mode '", text, "' is not a valid file mode"));
  }
}

TEST_F(FileTemplateTest, ReplacesReferencesByTheKubeletsRules) {
  Write("in", "a=$(HOST) $$(HOST) $HOST ${HOST} [$(EMPTY)] $(REF) $");
  ASSERT_EQ(Run({{"in", "out"}}), absl::OkStatus());
  EXPECT_EQ(Read("out"), "a=10.96.0.7 $(HOST) $HOST ${HOST} [] $(HOST) $");
  EXPECT_THAT(Names(), ElementsAre("in", "out"));
}

TEST_F(FileTemplateTest, PassesEveryByteThrough) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) {
    all.push_back(static_cast<char>(byte));
    if (byte != '$' && byte != '(') absl::StrAppend(&all, "$", all.substr(all.size() - 1));
  }
  Write("in", all);
  ASSERT_EQ(Run({{"in", "out"}}), absl::OkStatus());
  EXPECT_EQ(Read("out"), all);
}

TEST_F(FileTemplateTest, HasTheModeOfItsSourceOrTheRequestedOne) {
  Write("in", "x");
  ASSERT_EQ(chmod(Path("in").c_str(), 0640), 0);
  const mode_t mask = umask(077);
  EXPECT_EQ(Run({{"in", "a"}}), absl::OkStatus());
  FileTemplateOptions options;
  options.mode = 0444;
  EXPECT_EQ(Run({{"in", "b"}}, options), absl::OkStatus());
  umask(mask);
  EXPECT_EQ(Mode("a"), mode_t{0640});
  EXPECT_EQ(Mode("b"), mode_t{0444});
}

TEST_F(FileTemplateTest, WritesNothingWhereAReferenceHasNoValue) {
  Write("good", "$(HOST)");
  Write("in", "$(A)\n\n$(HOST) $(cat x) $(A)\n$(B\n)");
  Write("old", "old");
  const absl::Status status = Run({{"good", "old"}, {"in", "new"}});
  EXPECT_EQ(status.message(),
            absl::StrCat("cannot expand ", Path("in"),
                         ": not set: line 1: $(A), line 3: $(cat x), line 4: $(B\\n)"));
  EXPECT_EQ(Read("old"), "old");
  EXPECT_THAT(Names(), ElementsAre("good", "in", "old"));

  FileTemplateOptions options;
  options.keep_unresolved = true;
  ASSERT_EQ(Run({{"good", "old"}, {"in", "new"}}, options), absl::OkStatus());
  EXPECT_EQ(Read("old"), "10.96.0.7");
  EXPECT_EQ(Read("new"), "$(A)\n\n10.96.0.7 $(cat x) $(A)\n$(B\n)");
}

TEST_F(FileTemplateTest, WritesNothingWhereOneCannotBeWritten) {
  Write("in", "new");
  Write("old", "old");
  fs::create_directory(Path("directory"));
  const struct {
    std::string destination, problem;
  } cases[] = {
      {"directory", ": is a directory"},
      {"none/out", ": no such file or directory"},
      {"in/out", ": not a directory"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Run({{"in", "old"}, {"in", "fresh"}, {"in", c.destination}}).message(),
              absl::StrCat("cannot write ", Path(c.destination), c.problem));
    EXPECT_EQ(Read("old"), "old");
    EXPECT_THAT(Names(), ElementsAre("directory", "in", "old"));
  }
  EXPECT_THAT(std::string(Run({{"none", "old"}}).message()),
              HasSubstr("no such file or directory"));
  EXPECT_EQ(Read("old"), "old");
}

// A file that is a mount, as a subPath gives it, can be written beside but not replaced: what was
// replaced before goes back.
TEST_F(FileTemplateTest, GoesBackWhereTheLastOneCannotBeReplaced) {
  Write("in", "new");
  Write("old", "old");
  Write("mount", "mounted");
  if (mount(Path("in").c_str(), Path("mount").c_str(), nullptr, MS_BIND, nullptr) != 0)
    GTEST_SKIP() << "needs the right to mount";
  const absl::Status status = Run({{"in", "old"}, {"in", "fresh"}, {"in", "mount"}});
  EXPECT_EQ(umount(Path("mount").c_str()), 0);
  EXPECT_EQ(status.message(),
            absl::StrCat("cannot write ", Path("mount"), ": device or resource busy"));
  EXPECT_THAT(FromStatus(status).remedy.text, HasSubstr("mount its directory"));
  EXPECT_EQ(Read("old"), "old");
  EXPECT_EQ(Read("mount"), "mounted");
  EXPECT_THAT(Names(), ElementsAre("in", "mount", "old"));
}

// Who has the old file open goes on reading it, whole.
TEST_F(FileTemplateTest, ReplacesTheFileAndDoesNotWriteIntoIt) {
  Write("in", "new");
  Write("out", "old");
  fs::create_hard_link(Path("out"), Path("same"));
  ASSERT_EQ(Run({{"in", "out"}}), absl::OkStatus());
  EXPECT_EQ(Read("same"), "old");
  EXPECT_EQ(Read("out"), "new");
}

TEST_F(FileTemplateTest, FollowsASymbolicLink) {
  Write("in", "new");
  Write("file", "old");
  fs::create_symlink("file", Path("link"));
  ASSERT_EQ(Run({{"in", "link"}}), absl::OkStatus());
  EXPECT_TRUE(fs::is_symlink(Path("link")));
  EXPECT_EQ(Read("file"), "new");
}

TEST_F(FileTemplateTest, MakesWhatADanglingLinkPointsTo) {
  Write("in", "$(HOST)");
  fs::create_directory(Path("run"));
  fs::create_symlink("run/file", Path("link"));
  fs::create_symlink("link", Path("other"));
  ASSERT_EQ(Run({{"in", "other"}}), absl::OkStatus());
  EXPECT_TRUE(fs::is_symlink(Path("link")));
  EXPECT_TRUE(fs::is_symlink(Path("other")));
  EXPECT_EQ(Read("run/file"), "10.96.0.7");

  fs::create_symlink(directory_ / "run" / "absolute", Path("run/far"));
  fs::create_directory_symlink("run", Path("also"));
  ASSERT_EQ(Run({{"in", "also/far"}}), absl::OkStatus());
  EXPECT_EQ(Read("run/absolute"), "10.96.0.7");
  EXPECT_THAT(Names(), ElementsAre("also", "in", "link", "other", "run"));
}

TEST_F(FileTemplateTest, RefusesLinksThatLeadNowhere) {
  Write("in", "x");
  fs::create_symlink("b", Path("a"));
  fs::create_symlink("a", Path("b"));
  fs::create_symlink("none/file", Path("gone"));
  EXPECT_EQ(Run({{"in", "a"}}).message(),
            absl::StrCat("cannot write ", Path("a"), ": too many levels of symbolic links"));
  EXPECT_EQ(Run({{"in", "gone"}}).message(),
            absl::StrCat("cannot write ", Path("gone"), ": no such file or directory"));
  EXPECT_THAT(Names(), ElementsAre("a", "b", "gone", "in"));
}

TEST_F(FileTemplateTest, RefusesTwoTemplatesForOneDestination) {
  Write("in", "new");
  fs::create_directory(Path("dir"));
  fs::create_directory_symlink("dir", Path("same"));
  fs::create_symlink("../dir/out", Path("same/link"));
  for (const bool exists : {false, true}) {
    for (const std::string_view other :
         {"dir/out", "./dir//out", "dir/../dir/out", "same/out", "dir/link", "same/./link"}) {
      EXPECT_EQ(Run({{"in", "dir/out"}, {"in", std::string(other)}}).message(),
                absl::StrCat("more than one --template writes ", Path(other)));
    }
    EXPECT_EQ(fs::exists(Path("dir/out")), exists);
    Write("dir/out", "old");
  }
  EXPECT_EQ(Read("dir/out"), "old");
}

// Two names of one file are two destinations: each gets a file of its own.
TEST_F(FileTemplateTest, WritesBothNamesOfAFile) {
  Write("a", "a");
  Write("b", "b");
  Write("out", "old");
  fs::create_hard_link(Path("out"), Path("other"));
  ASSERT_EQ(Run({{"a", "out"}, {"b", "other"}}), absl::OkStatus());
  EXPECT_EQ(Read("out"), "a");
  EXPECT_EQ(Read("other"), "b");
}

TEST_F(FileTemplateTest, MayTakeThePlaceOfItsSource) {
  Write("in", "$(HOST)");
  ASSERT_EQ(Run({{"in", "in"}}), absl::OkStatus());
  EXPECT_EQ(Read("in"), "10.96.0.7");
}

}  // namespace
}  // namespace svcenv::cli
