#include "cli/sources/path_patterns.h"

#include <string>

#include "gtest/gtest.h"

namespace svcenv::cli {
namespace {

struct Row {
  std::string glob, path;
  bool matches;
};

TEST(PathPatternsTest, MatchesAsGitignoreDoes) {
  const Row kRows[] = {
      {"vendor", "/repo/vendor", true},
      {"vendor", "/repo/a/b/vendor", true},
      {"vendor/", "/repo/a/vendor", true},
      {"vendor", "/repo/vendors", false},
      {"*.json", "/repo/a/b.json", true},
      {"*.json", "/repo/a/b.jsonl", false},
      {"/vendor", "/repo/vendor", true},
      {"/vendor", "/repo/a/vendor", false},
      {"a/*.yaml", "/repo/a/b.yaml", true},
      {"./a/*.yaml", "/repo/a/b.yaml", true},
      {"a/*.yaml", "/repo/a/b/c.yaml", false},
      {"a/**/c.yaml", "/repo/a/c.yaml", true},
      {"a/**/c.yaml", "/repo/a/b/b/c.yaml", true},
      {"**/c.yaml", "/repo/a/c.yaml", true},
      {"a/**", "/repo/a/b/c.yaml", true},
      {"a/b", "/elsewhere/a/b", false},
      {"a/b", "/repository/a/b", false},
      {"b?.yaml", "/repo/b1.yaml", true},
      {"b?.yaml", "/repo/b.yaml", false},
      {"b[0-9].yaml", "/repo/b7.yaml", true},
      {"b[!0-9].yaml", "/repo/b7.yaml", false},
      {"b[", "/repo/b[", true},
      {"b[z-a]", "/repo/b[z-a]", true},
      {"a.b", "/repo/axb", false},
      {"", "/repo/a", false},
      {"/", "/repo/a", false},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(PathPatterns("/repo", {row.glob}).Match(row.path), row.matches)
        << row.glob << " " << row.path;
  }
}

TEST(PathPatternsTest, TakesNoLongerForHostilePatterns) {
  std::string glob = "/";
  for (int i = 0; i < 200; ++i) glob += "*a";
  EXPECT_FALSE(PathPatterns("/repo", {glob}).Match("/repo/" + std::string(100000, 'a') + "b"));
}

}  // namespace
}  // namespace svcenv::cli
