// docs/semantics.md and docs/reading-manifests.md name the proof of each rule in brackets: a group
// of vectors `[group]`, a unit test `[Suite.Test]`, or a case of the command line
// `[file.txt: title]`. This test checks that each of them exists.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gtest/gtest.h"
#include "re2/re2.h"

namespace svcenv {
namespace {

constexpr char kSemantics[] = "docs/semantics.md";
constexpr char kReading[] = "docs/reading-manifests.md";

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

// Joins the lines of a page, because names may be wrapped.
std::string Unwrapped(std::string text) {
  RE2::GlobalReplace(&text, "\n +", " ");
  return text;
}

// A name in brackets that cannot be a YAML list or a regular expression.
constexpr char kProof[] = "`\\[([a-z0-9]+(?:-[a-z0-9]+)*|\\w+\\.\\w+|\\w+\\.txt: [^\\]`]+)\\]`";

std::set<std::string> ProofsIn(const std::string& text) {
  std::set<std::string> proofs;
  re2::StringPiece rest(text);
  for (std::string name; RE2::FindAndConsume(&rest, kProof, &name);) proofs.insert(name);
  // Placeholders in the introductions.
  for (const char* name : {"name", "group", "Suite.Test", "file.txt: title"}) proofs.erase(name);
  return proofs;
}

std::set<std::string> VectorGroups() {
  std::ifstream in("tests/conformance/1.38.jsonl");
  std::set<std::string> groups;
  for (std::string line; std::getline(in, line);) {
    std::string group;
    EXPECT_TRUE(RE2::PartialMatch(line, R"(^\{"group":"([^"]+)\")", &group)) << line;
    if (!absl::StartsWith(group, "random-")) groups.insert(group);
  }
  return groups;
}

// Returns "Suite.Test" for each test in the sources in this test's data.
std::set<std::string> UnitTests() {
  std::set<std::string> tests;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("tests")) {
    if (!absl::EndsWith(entry.path().string(), "_test.cc")) continue;
    const std::string source = ReadFile(entry.path());
    re2::StringPiece rest(source);
    for (std::string suite, name;
         RE2::FindAndConsume(&rest, "\nTEST(?:_[FP])?\\((\\w+), (\\w+)\\)", &suite, &name);) {
      tests.insert(absl::StrCat(suite, ".", name));
    }
  }
  return tests;
}

// Returns "file.txt: title" for each case in tests/cli/testdata.
std::set<std::string> CommandLineCases() {
  std::set<std::string> cases;
  for (const auto& entry : std::filesystem::directory_iterator("tests/cli/testdata")) {
    for (std::string_view line : absl::StrSplit(ReadFile(entry.path()), '\n')) {
      if (!absl::ConsumePrefix(&line, "=== ")) continue;
      cases.insert(absl::StrCat(entry.path().filename().string(), ": ", line));
    }
  }
  return cases;
}

// Returns the rules of a page, "- **id**: text", by id. Fails the test for a duplicate id.
std::map<std::string, std::string> RulesIn(const std::string& page) {
  std::map<std::string, std::string> rules;
  std::string* rule = nullptr;
  for (const std::string_view line : absl::StrSplit(page, '\n')) {
    if (absl::StartsWith(line, "#")) rule = nullptr;
    if (std::string id; RE2::PartialMatch(line, "^- \\*\\*([a-z0-9-]+)\\*\\*: ", &id)) {
      EXPECT_EQ(rules.count(id), 0u) << "two rules are named " << id;
      rule = &rules[id];
    }
    if (rule != nullptr) absl::StrAppend(rule, line, "\n");
  }
  return rules;
}

TEST(ProofsTest, PagesNameEveryVectorGroup) {
  std::set<std::string> named = ProofsIn(Unwrapped(ReadFile(kSemantics)));
  named.merge(ProofsIn(Unwrapped(ReadFile(kReading))));
  for (const std::string& group : VectorGroups()) {
    EXPECT_EQ(named.count(group), 1u) << "no page says what [" << group << "] proves";
  }
}

TEST(ProofsTest, ProofsExist) {
  std::set<std::string> known = VectorGroups();
  known.merge(UnitTests());
  known.merge(CommandLineCases());
  for (const std::string page : {kSemantics, kReading}) {
    const std::set<std::string> proofs = ProofsIn(Unwrapped(ReadFile(page)));
    EXPECT_FALSE(proofs.empty()) << page;
    for (const std::string& proof : proofs) {
      EXPECT_EQ(known.count(proof), 1u) << page << ": there is no [" << proof << "]";
    }
  }
}

TEST(ProofsTest, EveryRuleOfReadingHasAProof) {
  const std::vector<std::string> parts =
      absl::StrSplit(ReadFile(kReading), absl::MaxSplits("\n## 9. Not followed\n", 1));
  ASSERT_EQ(parts.size(), 2u);
  const auto followed = RulesIn(parts[0]);
  EXPECT_GT(followed.size(), 90u);
  for (const auto& [id, rule] : followed) {
    EXPECT_FALSE(ProofsIn(Unwrapped(rule)).empty()) << id << " has no proof";
  }
  for (const auto& [id, rule] : RulesIn(parts[1])) {
    EXPECT_EQ(followed.count(id), 0u) << id << " is followed and not followed";
  }
}

// Tests named Reading… or Refused… were written for the page.
TEST(ProofsTest, ReadingNamesItsTests) {
  const std::set<std::string> proofs = ProofsIn(Unwrapped(ReadFile(kReading)));
  for (const std::string& test : UnitTests()) {
    if (!RE2::PartialMatch(test, "^(Reading|Refused)")) continue;
    EXPECT_EQ(proofs.count(test), 1u) << kReading << " does not say what [" << test << "] proves";
  }
}

}  // namespace
}  // namespace svcenv
