// docs/lint.md documents exactly the codes of lint, and its examples are correct: the bad example
// of a code has a finding of that code, the good one does not, and neither has an error of another
// code. A section is
//
//   ### `CODE`
//   Bad, with `--kube-version 1.29`:      (flags only where the example needs them)
//   ```yaml
//   …
//   ```
//   Good:
//   ```yaml
//   …
//   ```
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "svcenv/check/rule.h"
#include "tests/cli/golden_file.h"

namespace svcenv {
namespace {

using Json = nlohmann::json;

struct Example {
  std::string flags;
  std::string manifest;
};

struct Section {
  std::string code;
  Severity severity = Severity::kError;  // from the part of the page
  std::vector<Example> bad, good;
};

// Returns "`--pod-ip 10.0.0.1`" from "Good, with `--pod-ip 10.0.0.1`:".
std::string FlagsOf(std::string_view line) {
  const std::vector<std::string_view> parts = absl::StrSplit(line, '`');
  return parts.size() == 3 ? std::string(parts[1]) : "";
}

Severity SeverityOf(std::string_view title) {
  if (title == "Errors") return Severity::kError;
  return title == "Warnings" ? Severity::kWarning : Severity::kInfo;
}

std::vector<Section> ReadSections() {
  std::vector<Section> sections;
  const std::string page = cli::ReadFile("docs/lint.md");
  Severity severity = Severity::kError;
  std::vector<Example>* examples = nullptr;
  std::string flags;
  bool inside = false;
  for (std::string_view line : absl::StrSplit(page, '\n')) {
    if (inside && line == "```") {
      inside = false;
      examples = nullptr;
    } else if (inside) {
      absl::StrAppend(&examples->back().manifest, line, "\n");
    } else if (absl::ConsumePrefix(&line, "## ")) {
      severity = SeverityOf(line);
    } else if (absl::ConsumePrefix(&line, "### `") && absl::ConsumeSuffix(&line, "`")) {
      sections.push_back({std::string(line), severity, {}, {}});
    } else if (!sections.empty() && absl::EndsWith(line, ":") &&
               (absl::StartsWith(line, "Bad") || absl::StartsWith(line, "Good"))) {
      examples = absl::StartsWith(line, "Bad") ? &sections.back().bad : &sections.back().good;
      flags = FlagsOf(line);
    } else if (examples != nullptr && line == "```yaml") {
      examples->push_back({flags, ""});
      inside = true;
    }
  }
  return sections;
}

const std::vector<Section>& Sections() {
  static const auto& sections = *new std::vector<Section>(ReadSections());
  return sections;
}

// Returns the findings of an example.
Json Lint(const Example& example) {
  cli::GoldenCase golden;
  golden.command = absl::StrCat("svcenv lint -o json ", example.flags, " -f -");
  golden.input = example.manifest;
  const cli::Outcome outcome = cli::RunCase({}, golden, "cli/svcenv");
  EXPECT_LE(outcome.status, 1) << outcome.err;
  return Json::parse(outcome.out, nullptr, false);
}

size_t Count(const Json& findings, std::string_view code) {
  return static_cast<size_t>(std::count_if(findings.begin(), findings.end(),
                                           [&](const Json& f) { return f.at("code") == code; }));
}

void ExpectNoOtherError(const Json& findings, std::string_view code) {
  for (const Json& finding : findings) {
    if (finding.at("code") == code) continue;
    EXPECT_NE(finding.at("severity"), "error") << finding;
  }
}

class LintPageTest : public testing::TestWithParam<Section> {};

TEST_P(LintPageTest, ExamplesAreTrue) {
  const Section& section = GetParam();
  ASSERT_FALSE(section.bad.empty());
  ASSERT_FALSE(section.good.empty());
  for (const Example& example : section.bad) {
    const Json findings = Lint(example);
    EXPECT_GE(Count(findings, section.code), 1u) << example.manifest << findings.dump(2);
    ExpectNoOtherError(findings, section.code);
  }
  for (const Example& example : section.good) {
    const Json findings = Lint(example);
    EXPECT_EQ(Count(findings, section.code), 0u) << example.manifest << findings.dump(2);
    ExpectNoOtherError(findings, section.code);
  }
}

// Rows of the table have the form "| `actual-server` | `ACTUAL_PORT` | [thread](…) |".
TEST(LintPageApplicationsTest, EachIsFoundAndHasAThread) {
  size_t count = 0;
  const std::string page = cli::ReadFile("docs/lint.md");
  for (const std::string_view line : absl::StrSplit(page, '\n')) {
    const std::vector<std::string_view> cells = absl::StrSplit(line, '|');
    if (cells.size() != 5 || !absl::StrContains(cells[3], "https://github.com/")) continue;
    std::string_view image = absl::StripAsciiWhitespace(cells[1]);
    std::string_view setting = absl::StripAsciiWhitespace(cells[2]);
    if (!absl::ConsumePrefix(&image, "`")) continue;  // Laravel is matched by part of the name
    ++count;
    ASSERT_TRUE(absl::ConsumeSuffix(&image, "`") && absl::ConsumePrefix(&setting, "`") &&
                absl::ConsumeSuffix(&setting, "_PORT`"))
        << line;
    const std::string service = absl::StrReplaceAll(absl::AsciiStrToLower(setting), {{"_", "-"}});
    const Json findings = Lint({"", absl::StrCat(R"yaml(
apiVersion: v1
kind: Service
metadata: {name: )yaml",
                                                 service, R"yaml(}
spec: {clusterIP: 10.96.0.7, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: app}
spec: {containers: [{name: app, image: "example.com/x/)yaml",
                                                 image, ":1\"}]}\n")});
    EXPECT_EQ(Count(findings, "link-variable-captured"), 1U) << line << findings.dump(2);
  }
  EXPECT_GE(count, 40U);
}

std::string NameOf(const testing::TestParamInfo<Section>& info) {
  std::string name = info.param.code;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return !absl::ascii_isalnum(c); }, '_');
  return name;
}

void PrintTo(const Section& section, std::ostream* out) { *out << section.code; }

INSTANTIATE_TEST_SUITE_P(, LintPageTest, testing::ValuesIn(Sections()), NameOf);

TEST(LintPageCodesTest, DocumentsEveryCodeInOrderUnderItsSeverityAndNoOther) {
  std::vector<std::string> page, table;
  for (const Section& section : Sections()) {
    page.push_back(absl::StrCat(SeverityName(section.severity), " ", section.code));
  }
  for (const Rule& rule : Rules()) {
    table.push_back(absl::StrCat(SeverityName(rule.severity), " ", rule.code));
  }
  EXPECT_EQ(page, table);
}

TEST(LintPageCodesTest, TheTableHasOneRowPerRuleInOrder) {
  const std::string page = cli::ReadFile("docs/lint.md");
  std::vector<std::string> rows, expected;
  for (const std::string_view line : absl::StrSplit(page, '\n')) {
    if (absl::StartsWith(line, "| [`")) rows.emplace_back(line);
  }
  for (const Rule& rule : Rules()) {
    expected.push_back(absl::StrCat("| [`", rule.code, "`](#", rule.code, ") | ",
                                    SeverityName(rule.severity), " | ", rule.summary, " |"));
  }
  EXPECT_EQ(rows, expected);
}

}  // namespace
}  // namespace svcenv
