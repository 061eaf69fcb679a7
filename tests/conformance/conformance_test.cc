// Compares svcenv with the answers of Kubernetes' own code (tests/judge). Each version has a file
// of vectors:
//
//   {"group": "envfrom-prefix", "op": "environment", "request": {…}, "expected": {…}}
//
// Registers one test per version and group. vectors/counts.txt contains the number of cases of each
// file, to detect missing cases. No case is skipped.
#include <deque>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "svcenv/kubernetes/version.h"
#include "tests/conformance/compare.h"
#include "tests/judge_helper/operations.h"

namespace svcenv {
namespace {

using Json = nlohmann::json;

constexpr char kFolder[] = "tests/conformance/";

std::vector<std::string> ReadLines(const std::string& name) {
  std::ifstream in(kFolder + name);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.front() != '#') lines.push_back(line);
  }
  return lines;
}

// The vectors of one version and group.
struct Group {
  const VersionProfile* version = nullptr;
  std::vector<std::string> vectors;
};

// Returns how svcenv's answer to a vector differs; "" if it does not.
std::string Difference(const Json& vector, const VersionProfile& version) {
  const std::string op = vector.at("op");
  const Operation operation = FindOperation(op);
  if (operation == nullptr) return absl::StrCat("unknown operation ", op);
  const Json answer = operation(vector.at("request"), version);
  const Json& expected = vector.at("expected");
  return op == "environment" ? EnvironmentDifference(expected, answer)
                             : OpDifference(expected, answer);
}

class GroupTest : public ::testing::Test {
 public:
  explicit GroupTest(const Group& group) : group_(group) {}

  void TestBody() override {
    constexpr int kShown = 5;
    int failures = 0;
    for (const std::string& line : group_.vectors) {
      const Json vector = Json::parse(line);
      const std::string difference = Difference(vector, *group_.version);
      if (difference.empty()) continue;
      if (++failures <= kShown) ADD_FAILURE() << difference << line;
    }
    if (failures > kShown)
      ADD_FAILURE() << failures << " of " << group_.vectors.size() << " differ";
  }

 private:
  const Group& group_;
};

// Checks the number of cases in a file.
class CountTest : public ::testing::Test {
 public:
  CountTest(size_t expected, size_t found) : expected_(expected), found_(found) {}
  void TestBody() override { EXPECT_EQ(found_, expected_); }

 private:
  size_t expected_;
  size_t found_;
};

using Groups = std::map<std::string, Group>;

// Registers the tests of one version. `groups` must outlive them.
void RegisterVersion(std::string_view name, size_t expected_count, Groups& groups) {
  const auto version = ParseVersion(name);
  const std::string suite = absl::StrCat("Kubernetes", absl::StrReplaceAll(name, {{".", "_"}}));
  const std::vector<std::string> lines = ReadLines(absl::StrCat(name, ".jsonl"));
  const size_t count = lines.size();
  ::testing::RegisterTest(
      suite.c_str(), "ContainsAllCases", nullptr, nullptr, __FILE__, __LINE__,
      [=]() -> ::testing::Test* { return new CountTest(expected_count, count); });
  for (const std::string& line : lines) {
    const Json vector = Json::parse(line);
    // svcenv reads manifests as kubectl 1.33 and newer do, regardless of the cluster's version.
    if (vector.at("op") == "manifest" && version.value().profile->minor < 33) continue;
    // 1.34 has a different parser for env files, behind a gate that is off by default.
    if (vector.at("op") == "envfile" && !version.value().profile->file_key_ref) continue;
    Group& group = groups[vector.at("group")];
    group.version = version.value().profile;
    group.vectors.push_back(line);
  }
  for (const auto& [group_name, group] : groups) {
    ::testing::RegisterTest(
        suite.c_str(), group_name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
        [&group = group]() -> ::testing::Test* { return new GroupTest(group); });
  }
}

}  // namespace
}  // namespace svcenv

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  const std::vector<std::string> counts = svcenv::ReadLines("vectors/counts.txt");
  std::deque<svcenv::Groups> groups;
  for (const std::string& line : counts) {
    const std::vector<std::string> fields = absl::StrSplit(line, ' ');
    svcenv::RegisterVersion(fields[0], std::stoul(fields[1]), groups.emplace_back());
  }
  if (counts.empty()) {
    std::fputs("no vectors: tests/conformance/vectors/counts.txt\n", stderr);
    return 1;
  }
  return RUN_ALL_TESTS();
}
