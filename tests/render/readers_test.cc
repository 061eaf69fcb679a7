// Reads the output of each format back with the program that it is for, or with a reimplementation
// if that cannot run. tests/readers/build builds the readers that need modules of other languages:
//
//   SVCENV_READERS=$(tests/readers/build --kubelet) bazel test --test_env=SVCENV_READERS
//   //tests/render:readers_test
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "svcenv/base/utf8.h"
#include "svcenv/env/env_file.h"
#include "tests/render/read_by_rules.h"
#include "tests/render/reader_inputs.h"
#include "tests/render/rendering.h"

namespace svcenv {
namespace {

using Json = nlohmann::ordered_json;

struct Reader {
  std::string_view name;
  std::string_view format;
  // A shell command that succeeds if the reader is installed.
  std::string_view there;
  // A shell command that reads the file $1 and writes NAME=value records, each followed by a NUL
  // byte. It runs in the working directory of the tests.
  std::string_view command;
  // Replaces both commands.
  Values (*read)(std::string_view text) = nullptr;
};

Values ReadEnvFile(std::string_view text) {
  Values values;
  for (const std::string_view line : absl::StrSplit(text, '\n')) {
    const size_t equals = line.find("='");
    if (equals == std::string_view::npos) continue;
    const std::string name(line.substr(0, equals));
    const auto value = ParseEnvFile(text, name, EnvFileRules::kStrict);
    if (value.ok() && value->has_value()) values[name] = **value;
  }
  return values;
}
Values ReadGithubOnLinux(std::string_view text) { return ReadGithub(text, false); }
Values ReadGithubOnWindows(std::string_view text) { return ReadGithub(text, true); }

const Reader kReaders[] = {
    {"bash", "sh", "command -v bash",
     R"sh(env -i PATH="$PATH" LC_ALL=C.UTF-8 bash --norc -c '. "$1"; /usr/bin/env -0; true' bash "$1")sh"},
    {"bash_in_the_C_locale", "sh", "command -v bash",
     R"sh(env -i PATH="$PATH" LC_ALL=C bash --norc -c '. "$1"; /usr/bin/env -0; true' bash "$1")sh"},
    {"bash_eval", "sh", "command -v bash",
     R"sh(env -i PATH="$PATH" bash --norc -c 'eval "$(cat "$1")"; /usr/bin/env -0; true' bash "$1")sh"},
    {"dash", "sh", "command -v dash",
     R"sh(env -i PATH="$PATH" dash -c '. "$1"; /usr/bin/env -0; true' dash "$1")sh"},
    {"zsh", "sh", "command -v zsh",
     R"sh(env -i PATH="$PATH" LC_ALL=C.UTF-8 zsh -f -c '. "$1"; /usr/bin/env -0; true' zsh "$1")sh"},
    {"fish", "fish", "command -v fish",
     R"sh(env -i PATH="$PATH" HOME=/nonexistent LC_ALL=C.UTF-8 fish --no-config -c )sh"
     R"sh('cat $argv[1] | source; /usr/bin/env -0' "$1")sh"},
    {"powershell_by_rules", "powershell", "", "", ReadPowershell},
    {"pwsh", "powershell", "command -v pwsh",
     R"sh(env -i PATH="$PATH" HOME="$HOME" pwsh -NoProfile -Command '. $args[0]; /usr/bin/env -0' "$1")sh"},
    {"python_dotenv", "dotenv", "/usr/bin/python3 -c 'import dotenv'",
     R"sh(/usr/bin/python3 tests/render/testdata/read_dotenv.py "$1")sh"},
    {"systemd", "systemd",
     "ls /usr/lib/*/systemd/libsystemd-shared-*.so /usr/lib/systemd/libsystemd-shared-*.so | grep "
     ".",
     R"sh(/usr/bin/python3 tests/render/testdata/read_systemd.py "$1")sh"},
    {"kubelet_by_rules", "k8s-envfile", "", "", ReadEnvFile},
    {"github_on_linux_by_rules", "github", "", "", ReadGithubOnLinux},
    {"github_on_windows_by_rules", "github", "", "", ReadGithubOnWindows},
    {"pyyaml", "configmap", "/usr/bin/python3 -c 'import yaml'",
     R"sh(/usr/bin/python3 tests/render/testdata/read_configmap.py "$1")sh"},
    // Built by tests/readers/build.
    {"docker_cli", "docker", R"sh(test -x "$SVCENV_READERS/docker")sh",
     R"sh("$SVCENV_READERS/docker" "$1")sh"},
    {"compose_go", "compose", R"sh(test -x "$SVCENV_READERS/compose")sh",
     R"sh("$SVCENV_READERS/compose" "$1")sh"},
    {"dotenv_of_npm", "dotenv", R"sh(test -x "$SVCENV_READERS/dotenv")sh",
     R"sh("$SVCENV_READERS/dotenv" "$1")sh"},
    {"newest_python_dotenv", "dotenv", R"sh(test -x "$SVCENV_READERS/python-dotenv")sh",
     R"sh("$SVCENV_READERS/python-dotenv" "$1")sh"},
    {"kubelet", "k8s-envfile", R"sh(test -x "$SVCENV_READERS/kubelet")sh",
     R"sh("$SVCENV_READERS/kubelet" "$1")sh"},
    {"sigs_yaml", "configmap", R"sh(test -x "$SVCENV_READERS/configmap")sh",
     R"sh("$SVCENV_READERS/configmap" "$1")sh"},
};

bool Represents(std::string_view format, std::string_view name, std::string_view value) {
  Variable variable;
  variable.name = name;
  variable.value = value;
  return FindFormat(format)->problem(variable).empty();
}

// Returns a pod with these variables from a Secret, so that values may be any bytes.
std::string PodWithSecret(const Values& values) {
  Json data = Json::object();
  Json env = Json::array();
  int i = 0;
  for (const auto& [name, value] : values) {
    const std::string key = absl::StrCat("k", i++);
    data[key] = absl::Base64Escape(value);
    env.push_back(
        {{"name", name}, {"valueFrom", {{"secretKeyRef", {{"name", "s"}, {"key", key}}}}}});
  }
  const Json list = {
      {"apiVersion", "v1"},
      {"kind", "List"},
      {"items",
       {{{"apiVersion", "v1"}, {"kind", "Secret"}, {"metadata", {{"name", "s"}}}, {"data", data}},
        {{"apiVersion", "v1"},
         {"kind", "Pod"},
         {"metadata", {{"name", "p"}}},
         {"spec", {{"containers", Json::array({{{"name", "c"}, {"env", env}}})}}}}}}};
  return list.dump();
}

std::string Write(std::string_view format, const Values& values) {
  RenderOptions options;
  options.mask_secrets = false;
  const Rendered rendered(PodWithSecret(values));
  EXPECT_TRUE(CheckFormat(*FindFormat(format), rendered.results(), options).ok());
  return rendered.As(format, options);
}

// Returns the variables that the reader reads.
Values Read(const Reader& reader, const std::string& text) {
  if (reader.read != nullptr) return reader.read(text);
  std::string directory = std::filesystem::temp_directory_path() / "readers-XXXXXX";
  if (mkdtemp(directory.data()) == nullptr) return {};
  std::ofstream(directory + "/in", std::ios::binary) << text;
  std::ofstream(directory + "/run") << reader.command << "\n";
  EXPECT_EQ(
      std::system(
          absl::StrCat("sh ", directory, "/run ", directory, "/in >", directory, "/out").c_str()),
      0);
  std::ostringstream out;
  out << std::ifstream(directory + "/out", std::ios::binary).rdbuf();
  std::filesystem::remove_all(directory);
  Values values;
  for (const std::string_view record : absl::StrSplit(out.str(), '\0', absl::SkipEmpty())) {
    const size_t equals = record.find('=');
    values[std::string(record.substr(0, equals))] = std::string(record.substr(equals + 1));
  }
  return values;
}

class ReaderTest : public testing::TestWithParam<Reader> {
 protected:
  void SetUp() override {
    const Reader& reader = GetParam();
    if (reader.read != nullptr) return;
    const std::string there = absl::StrCat("{ ", reader.there, "; } >/dev/null 2>&1");
    if (std::system(there.c_str()) != 0) GTEST_SKIP() << "not there: " << reader.there;
  }

  void ExpectReadBack(const Values& written) {
    const std::string text = Write(GetParam().format, written);
    const Values read = Read(GetParam(), text);
    for (const auto& [name, value] : written) {
      const auto found = read.find(name);
      ASSERT_TRUE(found != read.end())
          << name << " is missing, value " << absl::CHexEscape(value.substr(0, 200));
      ASSERT_EQ(absl::CHexEscape(found->second).substr(0, 400),
                absl::CHexEscape(value).substr(0, 400))
          << name;
      ASSERT_EQ(found->second.size(), value.size()) << name;
    }
  }
};

TEST_P(ReaderTest, GivesEveryValueBack) {
  Values values;
  for (const std::string& text : ReaderTexts()) {
    const std::string name = absl::StrCat("V", values.size());
    if (Represents(GetParam().format, name, text)) values[name] = text;
  }
  EXPECT_GT(values.size(), 400u);
  ExpectReadBack(values);
}

// Tests special names with values that some readers change. Tests shells with one variable at a
// time, because some variables affect others.
TEST_P(ReaderTest, GivesValuesOfKnownNamesBack) {
  const std::set<std::string_view> numbers_of_zsh = {"COLUMNS", "HISTSIZE", "SHLVL"};
  const bool alone = GetParam().format == "sh" || GetParam().format == "fish";
  for (const std::string value : {"/srv//app/", "a::b", "", "1+1", "é"}) {
    Values values;
    for (const std::string name :
         {"HOME", "PATH", "CDPATH", "MANPATH", "XPATH", "LD_LIBRARY_PATH", "PWD", "OLDPWD", "SHLVL",
          "LC_ALL", "TERM", "COLUMNS", "HISTSIZE", "IFS", "TMOUT", "fish_user_paths"}) {
      if (GetParam().name == "zsh" && numbers_of_zsh.count(name) > 0) continue;
      if (!Represents(GetParam().format, name, value)) continue;
      values[name] = value;
      if (alone) ExpectReadBack({{name, value}});
    }
    if (!alone && !values.empty()) ExpectReadBack(values);
  }
}

// Tests values that fish changes and values that it keeps.
TEST(RepresentsTest, Fish) {
  for (const std::string_view value : {"/srv//app", "/srv/app/", "//"}) {
    EXPECT_FALSE(Represents("fish", "HOME", value)) << value;
    EXPECT_TRUE(Represents("fish", "APP_HOME", value)) << value;
  }
  for (const std::string_view value : {"", "/", "/srv/app", "a:b"}) {
    EXPECT_TRUE(Represents("fish", "HOME", value)) << value;
  }
  for (const std::string_view value : {"", ":", "a:", ":a", "a::b"}) {
    EXPECT_FALSE(Represents("fish", "PATH", value)) << value;
    EXPECT_FALSE(Represents("fish", "CDPATH", value)) << value;
    EXPECT_TRUE(Represents("fish", "GOPATH", value)) << value;
  }
  EXPECT_TRUE(Represents("fish", "PATH", "/usr//bin/:."));
}

TEST_P(ReaderTest, GivesEveryNameBack) {
  if (GetParam().name == "zsh") GTEST_SKIP() << "zsh has more variables of its own than others";
  Values values;
  for (const std::string_view name : ReaderNames()) {
    if (Represents(GetParam().format, name, "v")) values[std::string(name)] = "v";
  }
  EXPECT_GT(values.size(), 4u);
  ExpectReadBack(values);
}

// Tests one value at a time, so that no value depends on its neighbors.
TEST(ReadByRulesTest, ReturnASingleValue) {
  for (const Reader& reader : kReaders) {
    if (reader.read == nullptr) continue;
    for (const std::string& text : ReaderTexts()) {
      if (!Represents(reader.format, "V", text)) continue;
      EXPECT_EQ(reader.read(Write(reader.format, {{"V", text}})), (Values{{"V", text}}))
          << reader.name << " " << absl::CHexEscape(text.substr(0, 200));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(, ReaderTest, testing::ValuesIn(kReaders),
                         [](const auto& info) { return std::string(info.param.name); });

// Expected representable values of each format.
bool IsAnything(std::string_view) { return true; }
bool IsText(std::string_view value) { return IsUtf8(value); }
bool FitsDocker(std::string_view value) {
  return IsUtf8(value) && !absl::StrContains(value, '\n') && !absl::EndsWith(value, "\r") &&
         value.size() < 65533;
}
bool FitsSystemd(std::string_view value) {
  for (const std::string_view noncharacter : {"\uFDD0", "\uFFFE", "\U0010FFFF"}) {
    if (absl::StrContains(value, noncharacter)) return false;
  }
  return IsUtf8(value) && std::none_of(value.begin(), value.end(), [](char c) {
           return absl::ascii_iscntrl(static_cast<unsigned char>(c)) && c != '\t' && c != '\n';
         });
}
bool FitsEnvFile(std::string_view value) {
  for (const std::string_view line : absl::StrSplit(value, '\n')) {
    if (line.size() > 65000) return false;
  }
  return !value.empty() && !absl::StrContains(value, '\'') && !absl::StrContains(value, "\r\n");
}
bool FitsGithub(std::string_view value) { return IsUtf8(value) && !absl::EndsWith(value, "\r"); }

TEST(RepresentsTest, EveryStringThatTheReaderCanReturn) {
  const struct {
    std::string_view format;
    bool (*fits)(std::string_view value);
  } kCases[] = {
      {"sh", IsAnything},     {"fish", IsAnything},   {"powershell", IsText},
      {"compose", IsText},    {"docker", FitsDocker}, {"systemd", FitsSystemd},
      {"github", FitsGithub}, {"configmap", IsText},  {"k8s-envfile", FitsEnvFile},
  };
  for (const auto& c : kCases) {
    for (const std::string& text : ReaderTexts()) {
      EXPECT_EQ(Represents(c.format, "V", text), c.fits(text))
          << c.format << " " << absl::CHexEscape(text.substr(0, 200));
    }
  }
}

// A value is representable if both .env parsers agree on it.
TEST(RepresentsTest, Dotenv) {
  for (const std::string_view text :
       {"", " a ", "it's", "a \"b\"", "it's \"it\"", "a\nb", "a#b", "a\\nb", "C:\\a", "C:\\a\\",
        "$A", "{\"a\": 1}", "`", "\u2019"}) {
    EXPECT_TRUE(Represents("dotenv", "V", text)) << text;
  }
  for (const std::string_view text :
       {"\xff", "a\r\nb", "${A}", "${A:-b}", "'\"'", "it's \"it\" #", "'a\\\"", "it's \"a\"\nb"}) {
    EXPECT_FALSE(Represents("dotenv", "V", text)) << text;
  }
}

}  // namespace
}  // namespace svcenv
