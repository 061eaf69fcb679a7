#include "svcenv/base/diagnostic.h"

#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

Diagnostic Sample(uint32_t file, uint32_t offset) {
  Diagnostic d;
  d.severity = Severity::kError;
  d.code = "wrong-type";
  d.message = "a number where a string is needed";
  d.remedy.text = "quote it";
  d.position = {file, offset};
  return d;
}

TEST(DiagnosticTest, ShowsTheLineAndACaret) {
  Sources sources;
  const uint32_t file = sources.Add("pod.yaml", "a: 1\n\tvalue: 80\n");
  sources.SetExtents(file, {{0, 16, false}});
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
  sources.SetExtents(file, {{0, static_cast<uint32_t>(line.size()), false}});
  const std::string text = FormatDiagnostic(Sample(file, 500), sources);
  EXPECT_EQ(text, "long.json:1:501: error: a number where a string is needed\n    " +
                      std::string(80, 'x') + "HERE" + std::string(76, 'y') + "\n    " +
                      std::string(80, ' ') + "^\nhelp: quote it\n");
}

TEST(DiagnosticTest, NeverShowsTheLineOfASecret) {
  Sources sources;
  const uint32_t file = sources.Add("secret.yaml", "password: hunter2\n");
  sources.SetExtents(file, {{0, 18, false}});
  Diagnostic d = Sample(file, 10);
  d.confidential = true;
  EXPECT_EQ(FormatDiagnostic(d, sources),
            "secret.yaml:1:11: error: a number where a string is needed\nhelp: quote it\n");
}

TEST(DiagnosticTest, ShowsNothingOfATextWhoseReaderSaidNothing) {
  Sources sources;
  const uint32_t file = sources.Add("x.yaml", "password: hunter2\n");
  EXPECT_EQ(FormatDiagnostic(Sample(file, 10), sources),
            "x.yaml:1:11: error: a number where a string is needed\nhelp: quote it\n");
}

TEST(DiagnosticTest, IsSafeForATerminal) {
  Sources sources;
  const std::string text = "a\x1B[31m\xC2\x9B\xE2\x80\xAE\xFF\t: 1\n";
  const uint32_t file = sources.Add("odd\x1B\n.yaml", text);
  sources.SetExtents(file, {{0, static_cast<uint32_t>(text.size()), false}});
  Diagnostic d = Sample(file, static_cast<uint32_t>(text.find(':')));
  d.object = {"Pod", "sh\rop", "we\u202Eb"};
  d.container = "c\x07";
  d.message = "no $(A\x1B]0;PWN\x07)\nerror: forged";
  d.remedy.text = "define\u2066 it\x7F";
  EXPECT_EQ(FormatDiagnostic(d, sources),
            "odd\\x1b\\n.yaml:1:11: error: Pod sh\\rop/we\\u202eb: container c\\x07: "
            "no $(A\\x1b]0;PWN\\x07)\\nerror: forged\n"
            "    a?[31m???\t: 1\n"
            "             \t^\n"
            "help: define\\u2066 it\\x7f\n");
}

// All that FromStatus gives back, a line each.
std::string AllOf(const Diagnostic& d) {
  std::string text =
      absl::StrCat(SeverityName(d.severity), "\n", d.code, "\n", d.message, "\n", d.remedy.text,
                   "\n", d.position.file, ":", d.position.offset, "\n", d.object.ToString(), "\n",
                   d.container, "\n", d.field, "\n", d.missing_field, d.confidential, "\n");
  for (const ObjectName& object : d.related) absl::StrAppend(&text, object.ToString(), "\n");
  return text;
}

TEST(DiagnosticTest, TravelsThroughAStatus) {
  Diagnostic d = Sample(3, 70);
  EXPECT_EQ(AllOf(FromStatus(ToStatus(d))), AllOf(d));
  d.object = {"Pod", "shop", "web"};
  d.related = {{"Service", "shop", "redis"}, {"Node", "", "n1"}};
  d.container = "c";
  d.field = "spec.containers[0].env[2].value";
  d.missing_field = true;
  EXPECT_EQ(AllOf(FromStatus(ToStatus(d))), AllOf(d));
  d.missing_field = false;
  d.confidential = true;
  EXPECT_EQ(AllOf(FromStatus(ToStatus(d))), AllOf(d));
  EXPECT_EQ(ToStatus(d).message(), d.message);
  EXPECT_EQ(FromStatus(absl::InternalError("else")).message, "else");
  EXPECT_EQ(FromStatus(absl::InternalError("else")).code, "failed");
}

TEST(DiagnosticTest, AnyByteTravelsThroughAStatus) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string odd = {'a', static_cast<char>(byte), 'b'};
    Diagnostic d = Sample(0, 0);
    d.code = d.message = d.remedy.text = d.container = d.field = odd;
    d.object = {odd, odd, odd};
    d.related = {d.object, d.object};
    EXPECT_EQ(AllOf(FromStatus(ToStatus(d))), AllOf(d)) << byte;
  }
}

// Only ToStatus writes the payload, but anyone may set one.
TEST(DiagnosticTest, APayloadThatIsCutOffGivesWhatItHas) {
  Diagnostic d = Sample(3, 70);
  d.related = {{"Service", "shop", "redis"}};
  const absl::Status whole = ToStatus(d);
  whole.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    for (size_t size = 0; size < payload.size(); ++size) {
      absl::Status cut = whole;
      cut.SetPayload(url, payload.Subcord(0, size));
      EXPECT_EQ(FromStatus(cut).message, d.message);
    }
  });
}

}  // namespace
}  // namespace svcenv
