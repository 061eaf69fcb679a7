#include "svcenv/base/diagnostic.h"

#include <string>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

Diagnostic Sample(uint32_t file, uint32_t offset) {
  Diagnostic d;
  d.severity = Severity::kError;
  d.code = "wrong-type";
  d.message = "a number where a string is needed";
  d.remedy = "quote it";
  d.position = {file, offset};
  return d;
}

TEST(DiagnosticTest, ShowsTheLineAndACaret) {
  Sources sources;
  const uint32_t file = sources.Add("pod.yaml", "a: 1\n\tvalue: 80\n");
  Diagnostic d = Sample(file, 13);
  d.object = {"Pod", "shop", "web"};
  d.container = "c";
  EXPECT_EQ(FormatDiagnostic(d, sources),
            "pod.yaml:2:9: error: Pod shop/web: container c: a number where a string is needed\n"
            "    \tvalue: 80\n"
            "    \t       ^\n"
            "help: quote it\n");
}

TEST(DiagnosticTest, CutsLongLinesAroundTheCaret) {
  Sources sources;
  const std::string line = std::string(500, 'x') + "HERE" + std::string(500, 'y');
  const uint32_t file = sources.Add("long.json", line);
  const std::string text = FormatDiagnostic(Sample(file, 500), sources);
  EXPECT_EQ(text, "long.json:1:501: error: a number where a string is needed\n    " +
                      std::string(80, 'x') + "HERE" + std::string(76, 'y') + "\n    " +
                      std::string(80, ' ') + "^\nhelp: quote it\n");
}

TEST(DiagnosticTest, NeverShowsTheLineOfASecret) {
  Sources sources;
  const uint32_t file = sources.Add("secret.yaml", "password: hunter2\n");
  Diagnostic d = Sample(file, 10);
  d.confidential = true;
  EXPECT_EQ(FormatDiagnostic(d, sources),
            "secret.yaml:1:11: error: a number where a string is needed\nhelp: quote it\n");
}

TEST(DiagnosticTest, ReplacesControlCharacters) {
  Sources sources;
  const uint32_t file = sources.Add("odd.yaml", "a\x1B[31m: 1\n");
  Diagnostic d = Sample(file, 0);
  d.remedy.clear();
  EXPECT_EQ(FormatDiagnostic(d, sources),
            "odd.yaml:1:1: error: a number where a string is needed\n    a?[31m: 1\n    ^\n");
}

TEST(DiagnosticTest, TravelsThroughAStatus) {
  Diagnostic d = Sample(3, 70);
  d.object = {"Pod", "shop", "web"};
  d.container = "c";
  d.field = "spec.containers[0].env[2].value";
  d.confidential = true;
  const absl::Status status = ToStatus(d);
  EXPECT_EQ(status.message(), d.message);
  const Diagnostic back = FromStatus(status);
  EXPECT_EQ(back.severity, Severity::kError);
  EXPECT_EQ(back.code, d.code);
  EXPECT_EQ(back.message, d.message);
  EXPECT_EQ(back.remedy, d.remedy);
  EXPECT_EQ(back.position.file, 3u);
  EXPECT_EQ(back.position.offset, 70u);
  EXPECT_EQ(back.object.ToString(), "Pod shop/web");
  EXPECT_EQ(back.container, "c");
  EXPECT_EQ(back.field, d.field);
  EXPECT_TRUE(back.confidential);
  EXPECT_EQ(FromStatus(absl::InternalError("else")).message, "else");
  EXPECT_EQ(FromStatus(absl::InternalError("else")).code, "failed");
}

}  // namespace
}  // namespace svcenv
