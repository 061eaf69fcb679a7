#include "svcenv/env/env_file.h"

#include <string>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

// The maximum length of a line that Kubernetes reads.
constexpr size_t kLongestLine = 65535;

struct Case {
  std::string file;
  std::optional<std::string> value;  // of KEY
};

TEST(EnvFileTest, FindsTheValue) {
  const Case cases[] = {
      {"KEY='value'", "value"},
      {"KEY='value'\n", "value"},
      {"KEY='value'\r\n", "value"},
      {"  \tKEY='value'", "value"},
      {"\n \t\n# comment\n  # KEY='no'\n\r\nKEY='value'\n", "value"},
      {"A='1'\nKEY='value'\nKEY='second'\n", "value"},
      {"KEY='value' # comment", "value"},
      {"KEY='value'\t#", "value"},
      {"KEY='value'#comment", "value"},
      {"KEY='value'   ", "value"},
      {"KEY=''", ""},
      {"KEY=' a  b '", " a  b "},
      {"KEY='$(A) ${B} \\n \"x\" # `y`'", "$(A) ${B} \\n \"x\" # `y`"},
      {"KEY='two\nlines'", "two\nlines"},
      {"KEY='two\r\nlines\r\n'\r\n", "two\nlines\n"},
      {"KEY='a\rb'", "a\rb"},
      {"KEY='\n\n'", "\n\n"},
      {"KEY='a\n  # no comment\n'", "a\n  # no comment\n"},
      {"A='x\nKEY=not this\n'\nKEY='this'", "this"},
      {"KEY= 'value'", ""},
      {"KEY=\t", ""},
      {"KEY= anything", ""},
      {"A= anything\nKEY='value'", "value"},
      {"KEY='a=b'", "a=b"},
      {"A B='1'\nKEY='value'", "value"},
      {"KEY='\xff\xc3'", "\xff\xc3"},
      {std::string("KEY='a\0b'", 9), std::string("a\0b", 3)},
      {"KEY='value'\nwhat comes after does not count", "value"},
      {"KEY='value'\n" + std::string(kLongestLine + 1, 'x'), "value"},
      {"KEY='" + std::string(kLongestLine - 6, 'x') + "'\n", std::string(kLongestLine - 6, 'x')},
      {"", std::nullopt},
      {"\n", std::nullopt},
      {"# KEY='value'", std::nullopt},
      {"key='value'", std::nullopt},
      {"KEY2='value'\nAKEY='x'", std::nullopt},
      {"'KEY'='value'", std::nullopt},
  };
  for (const Case& c : cases) {
    const auto value = ParseEnvFile(c.file, "KEY", EnvFileRules::kLenient);
    ASSERT_TRUE(value.ok()) << c.file.substr(0, 200) << ": " << value.status();
    EXPECT_EQ(*value, c.value) << c.file.substr(0, 200);
  }
}

struct Refusal {
  std::string file;
  std::string_view message;
};

TEST(EnvFileTest, NamesTheLineThatIsWrong) {
  const std::string long_line(kLongestLine + 1, 'x');
  const Refusal cases[] = {
      {"KEY", "line 1: missing '='"},
      {"\n\nA='1'\nexport KEY", "line 4: missing '='"},
      {"='value'", "line 1: missing name before '='"},
      {" ='value'", "line 1: missing name before '='"},
      {"KEY ='value'", "line 1: whitespace is not allowed before '='"},
      {"A\t='value'\nKEY='x'", "line 1: whitespace is not allowed before '='"},
      {"KEY=value", "line 1: the value must be in single quotes"},
      {"KEY=\"value\"", "line 1: the value must be in single quotes"},
      {"KEY=", "line 1: the value must be in single quotes"},
      {"A=1\nKEY='x'", "line 1: the value must be in single quotes"},
      {"KEY='value'x", "line 1: only a # comment may follow the closing quote"},
      {"KEY='a''b'", "line 1: only a # comment may follow the closing quote"},
      {"KEY='a\nb' c", "line 2: only a # comment may follow the closing quote"},
      {"\nKEY='a\nb\n", "line 2: unterminated single quote"},
      {"KEY='", "line 1: unterminated single quote"},
      {"A='\nKEY='x'", "line 2: only a # comment may follow the closing quote"},
      {"# c\n" + long_line + "\nKEY='x'", "line 2: longer than 65,535 bytes"},
      {"#" + std::string(kLongestLine, 'x'), "line 1: longer than 65,535 bytes"},
      {"#" + std::string(kLongestLine - 1, 'x') + "\r\nKEY='x'",
       "line 1: longer than 65,535 bytes"},
      {"KEY='a\n" + long_line + "'", "line 2: longer than 65,535 bytes"},
  };
  for (const Refusal& c : cases) {
    for (const EnvFileRules rules : {EnvFileRules::kLenient, EnvFileRules::kStrict}) {
      const auto value = ParseEnvFile(c.file, "KEY", rules);
      ASSERT_FALSE(value.ok()) << c.file.substr(0, 200);
      EXPECT_EQ(value.status().message(), c.message);
    }
  }
}

TEST(EnvFileTest, IsStricterSince138) {
  const Case cases[] = {
      {"KEY='value' # comment", "value"},
      {"KEY='value'\t#", "value"},
      {"KEY=''", ""},
      {"KEY= ", ""},
      {"KEY=\t # comment", ""},
      {"KEY= \r\n", ""},
      {"A= # 'x'\nKEY='value'", "value"},
      {"KEY='value'\nA= 'x'\nB='y'#c", "value"},
      {"A=''", std::nullopt},
  };
  for (const Case& c : cases) {
    const auto value = ParseEnvFile(c.file, "KEY", EnvFileRules::kStrict);
    ASSERT_TRUE(value.ok()) << c.file << ": " << value.status();
    EXPECT_EQ(*value, c.value) << c.file;
  }
  const Refusal refusals[] = {
      {"KEY= 'value'", "line 1: only a # comment may follow whitespace after '='"},
      {"\nA=\tx\nKEY='value'", "line 2: only a # comment may follow whitespace after '='"},
      {"KEY='value'#c", "line 1: missing whitespace between the closing quote and the # comment"},
      {"A='x\ny'#c\nKEY='value'",
       "line 2: missing whitespace between the closing quote and the # comment"},
  };
  for (const Refusal& c : refusals) {
    const auto value = ParseEnvFile(c.file, "KEY", EnvFileRules::kStrict);
    ASSERT_FALSE(value.ok()) << c.file;
    EXPECT_EQ(value.status().message(), c.message);
  }
}

}  // namespace
}  // namespace svcenv
