#include "svcenv/render/findings_format.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "svcenv/base/source_range.h"
#include "svcenv/check/rule.h"

namespace svcenv {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kName = "a dir/50%,x:y.yaml";

// Two findings: one with all fields and difficult strings, and one without a position.
class FindingsFormatTest : public testing::Test {
 protected:
  FindingsFormatTest() {
    file_ = sources_.Add(kName, "kind: Pod\n  é: hunter2\n");
    Diagnostic whole;
    whole.severity = Severity::kError;
    whole.code = "reference-unresolved";
    whole.message = "$(A%0A) stays:\nas, it is \x1b[31m";
    whole.remedy = "define it: before, 100%";
    whole.position = {file_, 16};
    whole.object = {"Deployment", "shop", "web"};
    whole.related = {{"Service", "shop", "redis"}};
    whole.container = "app";
    whole.field = "spec.template.spec.containers[0].env[2].value";
    whole.cause = "the cause";
    whole.affects = "affects 2 workloads: a, b";
    Diagnostic bare;
    bare.severity = Severity::kInfo;
    bare.code = "links-unused";
    bare.message = "m";
    findings_ = {whole, bare};
  }

  std::string As(std::string_view name, const std::vector<Diagnostic>& findings) const {
    StringOutput output;
    FindFindingsFormat(name)->write(findings, sources_, NeutralPhrase, {}, &output);
    return output.Take();
  }
  std::string As(std::string_view name) const { return As(name, findings_); }

  Sources sources_;
  uint32_t file_ = 0;
  std::vector<Diagnostic> findings_;
};

TEST_F(FindingsFormatTest, IsFoundByItsName) {
  for (const FindingsFormat& format : FindingsFormats()) {
    EXPECT_EQ(FindFindingsFormat(format.name), &format);
  }
  EXPECT_EQ(FindFindingsFormat("jsn"), nullptr);
}

TEST_F(FindingsFormatTest, JsonContainsEveryKeyInOrder) {
  EXPECT_EQ(Json::parse(As("json")), Json::parse(R"json([
    {"code": "reference-unresolved", "severity": "error",
     "message": "$(A%0A) stays:\nas, it is \u001b[31m", "remedy": "define it: before, 100%",
     "file": "a dir/50%,x:y.yaml", "line": 2, "column": 6, "endColumn": 0,
     "object": {"kind": "Deployment", "namespace": "shop", "name": "web"},
     "related": [{"kind": "Service", "namespace": "shop", "name": "redis"}], "container": "app",
     "field": "spec.template.spec.containers[0].env[2].value", "cause": "the cause"},
    {"code": "links-unused", "severity": "info", "message": "m", "remedy": "",
     "file": "", "line": 0, "column": 0, "endColumn": 0,
     "object": {"kind": "", "namespace": "", "name": ""}, "related": [], "container": "",
     "field": "", "cause": ""}
  ])json"));
}

TEST_F(FindingsFormatTest, NoFindingIsAnEmptyListAndAnEmptyLog) {
  EXPECT_EQ(As("json", {}), "[]\n");
  EXPECT_EQ(As("github", {}), "");
  EXPECT_EQ(As("text", {}), "");
  EXPECT_EQ(Json::parse(As("sarif", {}))["runs"][0]["results"], Json::array());
}

TEST_F(FindingsFormatTest, GithubEscapesWhatTheRunnerWouldTakeForItsOwn) {
  EXPECT_EQ(As("github"),
            "::error file=a dir/50%25%2Cx%3Ay.yaml,line=2,col=6,title=reference-unresolved::"
            "Deployment shop/web: container app: $(A%250A) stays:\\nas, it is \\x1b[31m"
            "%0Aaffects 2 workloads: a, b%0Ahelp: define it: before, 100%25\n"
            "::notice title=links-unused::m\n");
}

TEST_F(FindingsFormatTest, SarifNamesRulesPlacesAndObjects) {
  const Json log = Json::parse(As("sarif"));
  EXPECT_EQ(log["version"], "2.1.0");
  const Json& run = log["runs"][0];
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  const Json& rules = run["tool"]["driver"]["rules"];
  ASSERT_EQ(rules.size(), Rules().size());
  ASSERT_EQ(run["results"].size(), 2u);
  const Json& whole = run["results"][0];
  EXPECT_EQ(whole["level"], "error");
  EXPECT_EQ(rules[whole["ruleIndex"].get<size_t>()]["id"], whole["ruleId"]);
  EXPECT_EQ(whole["message"]["text"],
            "$(A%0A) stays:\nas, it is \x1b[31m\nhelp: define it: before, 100%");
  ASSERT_EQ(whole["locations"].size(), 1u);
  EXPECT_EQ(whole["locations"][0]["physicalLocation"],
            Json({{"artifactLocation", {{"uri", "a%20dir/50%25%2Cx%3Ay.yaml"}}},
                  {"region", {{"startLine", 2}, {"startColumn", 6}}}}));
  EXPECT_EQ(whole["locations"][0]["logicalLocations"][0]["fullyQualifiedName"],
            "Deployment shop/web, container app, spec.template.spec.containers[0].env[2].value");
  const Json& bare = run["results"][1];
  EXPECT_EQ(bare["level"], "note");
  EXPECT_FALSE(bare.contains("locations"));
}

TEST_F(FindingsFormatTest, SarifTakesAnAbsolutePathForAFileUri) {
  findings_[0].position.file = sources_.Add("/srv/a b.yaml", "x\n");
  findings_[0].position.offset = 0;
  EXPECT_EQ(Json::parse(As("sarif"))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
                                    ["artifactLocation"]["uri"],
            "file:///srv/a%20b.yaml");
}

TEST_F(FindingsFormatTest, SarifKnowsAFindingAgainWhereItsLineHasMoved) {
  const auto fingerprints = [&] {
    return Json::parse(As("sarif"))["runs"][0]["results"][0]["partialFingerprints"];
  };
  EXPECT_EQ(fingerprints(), Json({{"svcenv/cause/v1", "the cause"}}));
  findings_[0].cause.clear();
  EXPECT_FALSE(Json::parse(As("sarif"))["runs"][0]["results"][0].contains("partialFingerprints"));
}

TEST_F(FindingsFormatTest, GitlabHasAPathALineAndAFingerprintOfEach) {
  const Json issues = Json::parse(As("gitlab"));
  ASSERT_EQ(issues.size(), 2u);
  EXPECT_EQ(issues[0], Json::parse(R"json({
    "description": "Deployment shop/web: container app: $(A%0A) stays:\\nas, it is \\x1b[31m; affects 2 workloads: a, b; help: define it: before, 100%",
    "check_name": "reference-unresolved", "fingerprint": "the cause", "severity": "major",
    "location": {"path": "a dir/50%,x:y.yaml", "lines": {"begin": 2}}})json"));
  EXPECT_EQ(issues[1]["fingerprint"], "links-unused m");
  EXPECT_EQ(issues[1]["severity"], "info");
  EXPECT_EQ(issues[1]["location"], Json({{"path", "svcenv"}, {"lines", {{"begin", 1}}}}));
  findings_[0].position.file = sources_.Add("./a.yaml", "x\n");
  EXPECT_EQ(Json::parse(As("gitlab"))[0]["location"]["path"], "a.yaml");
}

TEST_F(FindingsFormatTest, JunitEscapesWhatXmlDoesNotAllow) {
  findings_.resize(1);
  findings_[0].message = "a<b>&\"'\x01\xEF\xBF\xBE\xff";
  const std::string xml = As("junit");
  EXPECT_NE(xml.find("a&lt;b&gt;&amp;&quot;'\\x01\\ufffe\\xff&#10;affects"), std::string::npos)
      << xml;
  EXPECT_NE(xml.find("tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\""), std::string::npos);
  findings_[0].severity = Severity::kInfo;
  EXPECT_NE(As("junit").find("<skipped message="), std::string::npos);
  EXPECT_EQ(As("junit").find("<failure"), std::string::npos);
  EXPECT_NE(As("junit", {}).find("tests=\"1\" failures=\"0\""), std::string::npos);
}

TEST_F(FindingsFormatTest, MachinesGetTheEndOfWhatMayBeQuoted) {
  const std::string_view text = "kind: Pod\n  args: [--é=$(A)]\n";
  const uint32_t file = sources_.Add("open.yaml", std::string(text));
  sources_.SetExtents(file, {{0, static_cast<uint32_t>(text.size()), false}});
  findings_.resize(1);
  PointAt(FindInValue(sources_, {file, 19}, "$(A)"), &findings_[0]);
  const Json finding = Json::parse(As("json"))[0];
  EXPECT_EQ(finding["column"], 14);
  EXPECT_EQ(finding["endColumn"], 18);
  EXPECT_EQ(Json::parse(
                As("sarif"))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"],
            Json({{"startLine", 2}, {"startColumn", 14}, {"endColumn", 18}}));
  EXPECT_NE(As("github").find("line=2,col=14,endColumn=18,"), std::string::npos);
  findings_[0].confidential = true;
  EXPECT_EQ(Json::parse(As("json"))[0]["endColumn"], 0);
  EXPECT_EQ(As("github").find("endColumn"), std::string::npos);
}

TEST_F(FindingsFormatTest, ShortIsALineForEachAsGccWritesThem) {
  EXPECT_EQ(As("short"),
            "a dir/50%,x:y.yaml:2:6: error: $(A%0A) stays:\\nas, it is \\x1b[31m "
            "[reference-unresolved]\n"
            "note: m [links-unused]\n");
  findings_[0].position = {};
  EXPECT_EQ(As("short", {findings_[0]}),
            "error: Deployment shop/web: container app: $(A%0A) stays:\\nas, it is \\x1b[31m "
            "[reference-unresolved]\n");
}

TEST_F(FindingsFormatTest, TextPutsErrorsFirstInEachFile) {
  const uint32_t other = sources_.Add("b.yaml", "x\n");
  const auto finding = [](Severity severity, Position position, std::string message) {
    Diagnostic made;
    made.severity = severity;
    made.message = std::move(message);
    made.position = position;
    return made;
  };
  EXPECT_EQ(
      As("text",
         {finding(Severity::kInfo, {file_, 0}, "1"), finding(Severity::kWarning, {file_, 2}, "2"),
          finding(Severity::kError, {file_, 4}, "3"), finding(Severity::kError, {file_, 6}, "4"),
          finding(Severity::kError, {other, 0}, "5")}),
      absl::StrCat("error: 3\n --> ", kName, ":1:5\n\nerror: 4\n --> ", kName,
                   ":1:7\n\nwarning: 2\n --> ", kName, ":1:3\n\ninfo: 1\n --> ", kName,
                   ":1:1\n\nerror: 5\n --> b.yaml:1:1\n"));
}

TEST_F(FindingsFormatTest, NoneShowsTheLineOfAConfidentialFinding) {
  for (Diagnostic& finding : findings_) {
    finding.position = {file_, 16};
    finding.confidential = true;
  }
  for (const FindingsFormat& format : FindingsFormats()) {
    EXPECT_EQ(As(format.name).find("hunter2"), std::string::npos) << format.name;
  }
}

}  // namespace
}  // namespace svcenv
