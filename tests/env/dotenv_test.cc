#include "svcenv/env/dotenv.h"

#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Case {
  std::string file;
  Pairs variables;
};

TEST(DotenvTest, ReadsVariables) {
  const Case cases[] = {
      {"", {}},
      {"\n \t\n# A=b\n  # c\r\n", {}},
      {"A=b", {{"A", "b"}}},
      {"A=b\r\nC=d\r\n", {{"A", "b"}, {"C", "d"}}},
      {"A=b\rC=d", {{"A", "b"}, {"C", "d"}}},
      {"\xEF\xBB\xBF"
       "A=b\n",
       {{"A", "b"}}},
      {"A=\nB= \nC=''\nD=\"\"", {{"A", ""}, {"B", ""}, {"C", ""}, {"D", ""}}},
      {"  A \t=  b c  ", {{"A", "b c"}}},
      {"export A=b\nexport\tB=c\nexport=d", {{"A", "b"}, {"B", "c"}, {"export", "d"}}},
      {"A=b # comment\nB=b#no comment\nC=#no comment",
       {{"A", "b"}, {"B", "b#no comment"}, {"C", "#no comment"}}},
      {"A='b' # comment\nB=\"c\"# comment\nC='#'", {{"A", "b"}, {"B", "c"}, {"C", "#"}}},
      {"A='two\nlines' \nB=\"two\r\nlines\"", {{"A", "two\nlines"}, {"B", "two\r\nlines"}}},
      {R"(A='\' \\ \n \"')", {{"A", R"(' \ \n \")"}}},
      {R"(A="\" \\ \' \n\t \x \$")", {{"A", "\" \\ ' \n\t \\x \\$"}}},
      {R"(A="\a\b\f\r\v")", {{"A", "\a\b\f\r\v"}}},
      {R"(A=\n'x')", {{"A", R"(\n'x')"}}},
      {"A=${B} $(C) $D `e`", {{"A", "${B} $(C) $D `e`"}}},
      {"A=1\nA=2", {{"A", "1"}, {"A", "2"}}},
      {"a.b-c/d=1=2", {{"a.b-c/d", "1=2"}}},
      {"A=\xff\nB='\xc3'", {{"A", "\xff"}, {"B", "\xc3"}}},
  };
  for (const Case& c : cases) {
    const absl::StatusOr<std::vector<FileVariable>> variables = ParseDotenv(c.file);
    ASSERT_TRUE(variables.ok()) << c.file << ": " << variables.status();
    Pairs pairs;
    for (const FileVariable& v : *variables) pairs.emplace_back(v.name, v.value);
    EXPECT_EQ(pairs, c.variables) << c.file;
  }
}

TEST(DotenvTest, ReturnsLines) {
  const auto variables = ParseDotenv("A='x\ny\n'\r\n\r\n# c\nB=1");
  ASSERT_TRUE(variables.ok()) << variables.status();
  ASSERT_EQ(variables->size(), 2u);
  EXPECT_EQ((*variables)[0].line, 1);
  EXPECT_EQ((*variables)[1].line, 6);
}

TEST(DotenvTest, RefusesWhatIsNoVariable) {
  const std::pair<std::string, std::string> cases[] = {
      {"A=1\nPASSWORD", "line 2: missing '=' after the name"},
      {"A B=1", "line 1: missing '=' after the name"},
      {"export A", "line 1: missing '=' after the name"},
      {"\n=1", "line 2: missing name before '='"},
      {"'A'=1", "line 1: missing name before '='"},
      {"A='b' c", "line 1: only a # comment may follow the closing quote"},
      {"A='x\ny' c", "line 2: only a # comment may follow the closing quote"},
      {"B=1\nA='x\ny", "line 2: unterminated single quote"},
      {"A=\"x\\\"", "line 1: unterminated double quote"},
      {std::string("A=a\0b", 5), "line 1: a variable cannot contain a NUL byte"},
  };
  for (const auto& [file, message] : cases) {
    EXPECT_EQ(ParseDotenv(file).status().message(), message) << file;
  }
}

}  // namespace
}  // namespace svcenv
