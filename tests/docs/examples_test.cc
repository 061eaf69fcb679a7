// Runs the examples of README.md, docs/*.md, and docs/guides/*.md. An example is a block
//
//   ```console
//   $ svcenv explain REDIS_SERVICE_HOST pod/web -f headless.yaml; echo "status $?"
//   what it writes to stdout and stderr, as a person would see them
//   ```
//
// of one or more commands. Each command starts with "$ ", may continue after a final backslash, and
// is followed by its exact output. The commands of a block run in one sh, in a directory with the
// files of docs/examples/ and the folder examples/. Programs in docs/examples/bin are on the PATH.
// Fences may be indented. To update the outputs and review the diff:
//
//   UPDATE_GOLDENS=1 ./bazelw run //tests/docs:examples_test
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gtest/gtest.h"
#include "tests/cli/golden_file.h"

namespace svcenv {
namespace {

namespace fs = std::filesystem;

constexpr char kReadme[] = "README.md";
constexpr const char* kFolders[] = {"docs", "docs/guides"};
constexpr char kFiles[] = "docs/examples";
constexpr std::string_view kEnd = "\x01end of a command\n";

struct Step {
  std::string command;  // without "$ ", lines joined by \n
  std::string output;
};

// A page, split into texts and the examples between them. texts[0] precedes examples[0].
struct Page {
  std::vector<std::string> texts;
  std::vector<std::vector<Step>> examples;
  std::vector<std::string> indents;
};

Page ParsePage(const std::string& text) {
  Page page;
  page.texts.emplace_back();
  bool inside = false, continues = false;
  std::vector<std::string_view> lines = absl::StrSplit(text, '\n');
  if (lines.back().empty()) lines.pop_back();
  for (std::string_view line : lines) {
    const std::string_view bare = absl::StripLeadingAsciiWhitespace(line);
    if (!inside) {
      absl::StrAppend(&page.texts.back(), line, "\n");
      inside = bare == "```console";
      if (!inside) continue;
      page.examples.emplace_back();
      page.indents.emplace_back(line.substr(0, line.size() - bare.size()));
      continue;
    }
    std::vector<Step>& steps = page.examples.back();
    absl::ConsumePrefix(&line, page.indents.back());
    if (bare == "```") {
      inside = false;
      page.texts.push_back(absl::StrCat(page.indents.back(), "```\n"));
    } else if (continues) {
      absl::StrAppend(&steps.back().command, "\n", line);
      continues = absl::EndsWith(line, "\\");
    } else if (absl::ConsumePrefix(&line, "$ ")) {
      steps.push_back({std::string(line), ""});
      continues = absl::EndsWith(line, "\\");
    } else if (!steps.empty()) {
      absl::StrAppend(&steps.back().output, line, "\n");
    }
  }
  return page;
}

std::string ToText(const Page& page) {
  std::string text = page.texts.front();
  for (size_t i = 0; i < page.examples.size(); ++i) {
    std::string block;
    for (const Step& step : page.examples[i]) {
      absl::StrAppend(&block, "$ ", step.command, "\n", step.output);
    }
    std::vector<std::string> lines = absl::StrSplit(block, '\n');
    lines.pop_back();
    for (const std::string& line : lines) {
      absl::StrAppend(&text, line.empty() ? "" : page.indents[i], line, "\n");
    }
    absl::StrAppend(&text, page.texts[i + 1]);
  }
  return text;
}

// Pages by path.
std::map<std::string, Page>& Pages() {
  static auto& pages = *new std::map<std::string, Page>([] {
    std::map<std::string, Page> result;
    result[kReadme] = ParsePage(cli::ReadFile(kReadme));
    for (const char* folder : kFolders) {
      for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() != ".md") continue;
        result[entry.path().string()] = ParsePage(cli::ReadFile(entry.path().string()));
      }
    }
    return result;
  }());
  return pages;
}

const cli::GoldenFile& ExampleFiles() {
  static const auto& file = *new cli::GoldenFile([] {
    cli::GoldenFile result;
    for (const auto& entry : fs::recursive_directory_iterator(kFiles)) {
      if (!fs::is_regular_file(entry.path())) continue;
      result.files.emplace_back(entry.path().lexically_relative(kFiles).string(),
                                cli::ReadFile(entry.path().string()));
    }
    return result;
  }());
  return file;
}

struct Place {
  std::string path;
  size_t index;
};

void PrintTo(const Place& place, std::ostream* out) { *out << place.path; }

std::vector<Place> Places() {
  std::vector<Place> places;
  for (const auto& [path, page] : Pages()) {
    for (size_t i = 0; i < page.examples.size(); ++i) places.push_back({path, i});
  }
  return places;
}

std::string NameOf(const testing::TestParamInfo<Place>& info) {
  std::string name = absl::StrCat(fs::path(info.param.path).replace_extension().string(), "_",
                                  info.param.index + 1);
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return !absl::ascii_isalnum(c); }, '_');
  return name;
}

class ExampleTest : public testing::TestWithParam<Place> {};

TEST_P(ExampleTest, WritesWhatThePageSays) {
  std::vector<Step>& steps = Pages()[GetParam().path].examples[GetParam().index];
  ASSERT_FALSE(steps.empty()) << GetParam().path << ": a console block without a command";
  cli::GoldenCase golden;
  golden.command = "exec 2>&1\nchmod -f +x bin/*\nPATH=$PWD/bin:$PATH\n";
  for (const Step& step : steps) {
    absl::StrAppend(&golden.command, step.command, "\nprintf '", kEnd.substr(0, kEnd.size() - 1),
                    "\\n'\n");
  }
  const cli::Outcome outcome = cli::RunCase(ExampleFiles(), golden, "cli/svcenv");
  const std::vector<std::string> outputs = absl::StrSplit(outcome.out, kEnd);
  ASSERT_EQ(outputs.size(), steps.size() + 1) << outcome.out;
  for (size_t i = 0; i < steps.size(); ++i) {
    if (std::getenv("UPDATE_GOLDENS") != nullptr) steps[i].output = outputs[i];
    EXPECT_EQ(outputs[i], steps[i].output) << GetParam().path << ": " << steps[i].command;
  }
}

INSTANTIATE_TEST_SUITE_P(, ExampleTest, testing::ValuesIn(Places()), NameOf);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ExampleTest);

TEST(ExamplePagesTest, AreReadWhole) {
  for (const auto& [path, page] : Pages()) EXPECT_EQ(ToText(page), cli::ReadFile(path));
}

class Rewriter : public testing::Environment {
 public:
  void TearDown() override {
    const char* workspace = std::getenv("BUILD_WORKSPACE_DIRECTORY");
    if (std::getenv("UPDATE_GOLDENS") == nullptr) return;
    for (const auto& [path, page] : Pages()) {
      cli::WriteFile((workspace != nullptr ? absl::StrCat(workspace, "/") : "") + path,
                     ToText(page));
    }
  }
};

const testing::Environment* const rewriter = testing::AddGlobalTestEnvironment(new Rewriter);

}  // namespace
}  // namespace svcenv
