// docs/kubernetes-versions.md names exactly the groups of vectors whose answers differ between two
// consecutive versions.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "re2/re2.h"
#include "svcenv/kubernetes/version.h"
#include "tests/conformance/compare.h"

namespace svcenv {
namespace {

using Json = nlohmann::json;
using Groups = std::set<std::string>;

struct Answer {
  std::string op;
  Json expected;
};

// The answers of a version by group and id, without random cases.
using Answers = std::map<std::string, std::map<std::string, Answer>>;

Answers ReadAnswers(std::string_view version) {
  std::ifstream in(absl::StrCat("tests/conformance/", version, ".jsonl"));
  Answers answers;
  for (std::string line; std::getline(in, line);) {
    const Json vector = Json::parse(line);
    const std::string group = vector.at("group");
    if (absl::StartsWith(group, "random-")) continue;
    answers[group][vector.at("id")] = {vector.at("op"), vector.at("expected")};
  }
  EXPECT_FALSE(answers.empty()) << version;
  return answers;
}

bool Differ(const Answer& before, const Answer& after) {
  Json old = before.expected, now = after.expected;
  // Answers have this field only since 1.38.
  old.erase("found");
  now.erase("found");
  if (old == now) return false;
  return !(before.op == "environment" ? EnvironmentDifference(old, now) : OpDifference(old, now))
              .empty();
}

Groups Changes(const Answers& before, const Answers& after) {
  Groups changed;
  for (const auto& [group, answers] : after) {
    const auto old = before.find(group);
    if (old == before.end()) continue;
    const bool differs =
        std::any_of(answers.begin(), answers.end(), [&old = old->second](const auto& answer) {
          const auto found = old.find(answer.first);
          return found != old.end() && Differ(found->second, answer.second);
        });
    if (differs) changed.insert(group);
  }
  return changed;
}

// Returns the groups that the page names under "## From 1.37 to 1.38…" and so on.
std::map<std::string, Groups> NamedGroups() {
  std::ifstream in("docs/kubernetes-versions.md");
  std::map<std::string, Groups> named;
  Groups* section = nullptr;
  for (std::string line; std::getline(in, line);) {
    if (absl::StartsWith(line, "## ")) section = nullptr;
    if (std::string from, to; RE2::PartialMatch(line, "^## From (\\S+) to (\\S+)", &from, &to)) {
      section = &named[absl::StrCat(from, " ", to)];
    }
    re2::StringPiece rest(line);
    for (std::string group; RE2::FindAndConsume(&rest, "`\\[([a-z0-9-]+)\\]`", &group);) {
      if (section != nullptr) section->insert(group);
    }
  }
  return named;
}

// Only these versions have vectors for validation by the API server.
bool IsValidated(std::string_view version) {
  return version == "1.29" || version == "1.37" || version == "1.38";
}

TEST(KubernetesVersionsTest, PageNamesWhatDiffers) {
  const std::map<std::string, Groups> named = NamedGroups();
  Groups refusals;  // named by the page between versions without validation vectors
  Answers first, before;
  std::string_view before_name;
  for (const VersionProfile& version : KnownVersions()) {
    Answers answers = ReadAnswers(version.name);
    if (before_name.empty()) {
      first = answers;
    } else {
      const std::string pair = absl::StrCat(before_name, " ", version.name);
      ASSERT_EQ(named.count(pair), 1u) << "no section for " << pair;
      Groups expected = named.at(pair);
      if (!IsValidated(before_name) || !IsValidated(version.name)) {
        for (auto group = expected.begin(); group != expected.end();) {
          const bool moves = absl::StartsWith(*group, "validate-");
          if (moves) refusals.insert(*group);
          group = moves ? expected.erase(group) : std::next(group);
        }
      }
      EXPECT_EQ(Changes(before, answers), expected) << pair;
    }
    if (version.name == "1.37") {
      Groups changed;
      for (const std::string& group : Changes(first, answers)) {
        if (absl::StartsWith(group, "validate-")) changed.insert(group);
      }
      EXPECT_EQ(changed, refusals) << "from 1.29 to 1.37";
    }
    before = std::move(answers);
    before_name = version.name;
  }
  EXPECT_EQ(named.size(), KnownVersions().size() - 1);
}

}  // namespace
}  // namespace svcenv
