// The pictures of the manual match the current output of docs/pictures/make. To update them:
//
//   docs/pictures/make
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "re2/re2.h"
#include "tests/cli/golden_file.h"

namespace svcenv {
namespace {

namespace fs = std::filesystem;

constexpr char kPictures[] = "docs/pictures";

std::map<std::string, std::string> PicturesIn(const fs::path& directory) {
  std::map<std::string, std::string> pictures;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (entry.path().extension() != ".svg") continue;
    pictures[entry.path().filename().string()] = cli::ReadFile(entry.path().string());
  }
  return pictures;
}

TEST(PicturesTest, AreWhatTheProgramShows) {
  const fs::path made = fs::path(testing::TempDir()) / "pictures";
  fs::create_directories(made);
  const std::string said = (made / "said").string();
  const int status = std::system(absl::StrCat(kPictures, "/make --svcenv cli/svcenv --out ",
                                              made.string(), " >", said, " 2>&1")
                                     .c_str());
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << cli::ReadFile(said);
  ASSERT_EQ(status, 0) << cli::ReadFile(said);
  const auto committed = PicturesIn(kPictures), now = PicturesIn(made);
  for (const auto& [name, picture] : now) {
    ASSERT_EQ(committed.count(name), 1u) << name << " is new: docs/pictures/make makes it";
    EXPECT_EQ(picture, committed.at(name)) << name << ": docs/pictures/make makes it anew";
  }
  for (const auto& [name, picture] : committed) {
    EXPECT_EQ(now.count(name), 1u) << name << " is not made by docs/pictures/make";
  }
}

TEST(PicturesTest, EachIsOnAPageAndHasAlternativeText) {
  std::set<std::string> shown;
  const auto read = [&](const fs::path& page, const std::string& directory) {
    static const RE2& image = *new RE2("!\\[([^\\]]*)\\]\\(([^)]*)\\)");
    const std::string text = cli::ReadFile(page.string());
    re2::StringPiece rest(text);
    for (std::string alternative, target;
         RE2::FindAndConsume(&rest, image, &alternative, &target);) {
      EXPECT_NE(alternative, "") << page << ": " << target;
      EXPECT_TRUE(fs::exists(directory + target)) << page << ": " << target;
      shown.insert(fs::path(target).filename().string());
    }
  };
  read("README.md", "");
  for (const auto& entry : fs::directory_iterator("docs")) {
    if (entry.path().extension() == ".md") read(entry.path(), "docs/");
  }
  for (const auto& [name, picture] : PicturesIn(kPictures)) {
    EXPECT_EQ(shown.count(name), 1u) << name;
    EXPECT_NE(picture.find(" role=\"img\" aria-label=\""), picture.npos) << name;
  }
}

TEST(PicturesTest, ShowNoSecretAndLoadNothing) {
  const auto pictures = PicturesIn(kPictures);
  ASSERT_FALSE(pictures.empty());
  constexpr char kSecret[] = "battery";  // part of the Secret in most pictures
  ASSERT_TRUE(absl::StrContains(cli::ReadFile("docs/examples/chain.yaml"), kSecret));
  for (const auto& [name, picture] : pictures) {
    EXPECT_FALSE(absl::StrContains(picture, kSecret)) << name;
    static const RE2& loads = *new RE2("url\\(|href=|@import|<script");
    EXPECT_FALSE(RE2::PartialMatch(picture, loads)) << name;
  }
}

}  // namespace
}  // namespace svcenv
