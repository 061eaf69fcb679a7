// docs/semantics.md names, for each rule, groups of vectors; this holds the page and the vectors
// against each other.
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "re2/re2.h"

namespace svcenv {
namespace {

std::set<std::string> GroupsOfPage() {
  std::ifstream in("docs/semantics.md");
  const std::string page(std::istreambuf_iterator<char>(in), {});
  std::set<std::string> groups;
  re2::StringPiece rest(page);
  for (std::string name; RE2::FindAndConsume(&rest, "`\\[([a-z0-9-]+)\\]`", &name);) {
    if (name != "name") groups.insert(name);
  }
  return groups;
}

std::set<std::string> GroupsOfVectors() {
  std::ifstream in("tests/conformance/1.37.jsonl");
  std::set<std::string> groups;
  for (std::string line; std::getline(in, line);) {
    const std::string group = nlohmann::json::parse(line).at("group");
    if (!absl::StartsWith(group, "random-")) groups.insert(group);
  }
  return groups;
}

TEST(SemanticsPageTest, NamesEveryGroupAndNoOther) {
  const std::set<std::string> page = GroupsOfPage();
  const std::set<std::string> vectors = GroupsOfVectors();
  ASSERT_FALSE(page.empty());
  for (const std::string& name : page) {
    EXPECT_EQ(vectors.count(name), 1u) << "no vector proves [" << name << "]";
  }
  for (const std::string& name : vectors) {
    EXPECT_EQ(page.count(name), 1u) << "the page does not say what [" << name << "] proves";
  }
}

}  // namespace
}  // namespace svcenv
