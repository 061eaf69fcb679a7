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

// Adds a file without confidential parts.
uint32_t AddOpen(std::string_view name, std::string_view text, Sources* sources) {
  const uint32_t file = sources->Add(name, std::string(text));
  sources->SetExtents(file, {{0, static_cast<uint32_t>(text.size()), false}});
  return file;
}

TEST(DiagnosticTest, ShowsTheLineAndCaretsUnderTheValue) {
  Sources sources;
  Diagnostic d = Sample(AddOpen("pod.yaml", "a: 1\n\tvalue: 80\n", &sources), 13);
  d.object = {"Pod", "shop", "web"};
  d.container = "c";
  EXPECT_EQ(FormatDiagnostic(d, sources),
            "error[wrong-type]: a number where a string is needed\n"
            " --> pod.yaml:2:9\n"
            "  |\n"
            "2 |     value: 80\n"
            "  |            ^^\n"
            "  = in Pod shop/web, container c\n"
            "  = help: quote it\n");
  EXPECT_EQ(EndColumnOf(d, sources), 11u);
}

TEST(DiagnosticTest, MarksTheReferenceAlone) {
  Sources sources;
  std::string text(11, '\n');
  text += "- é日=$(REDIS):1 # $(REDIS)\n";
  const uint32_t file = AddOpen("pod.yaml", text, &sources);
  Diagnostic d = Sample(file, 0);
  d.severity = Severity::kWarning;
  PointAt(FindInValue(sources, {file, 13}, "$(REDIS)"), &d);
  d.remedy = {};
  d.code.clear();
  EXPECT_EQ(FormatDiagnostic(d, sources),
            "warning: a number where a string is needed\n"
            "  --> pod.yaml:12:6\n"
            "   |\n"
            "12 | - é日=$(REDIS):1 # $(REDIS)\n"
            "   |       ^^^^^^^^\n");
  EXPECT_EQ(EndColumnOf(d, sources), 14u);
}

TEST(DiagnosticTest, MarksTheEndOfALineThatLacksSomething) {
  Sources sources;
  const uint32_t file = AddOpen("pod.yaml", "a:\r\nb: c", &sources);
  for (const uint32_t offset : {2u, 3u}) {  // \r and \n
    Diagnostic d = Sample(file, offset);
    d.remedy = {};
    EXPECT_EQ(FormatDiagnostic(d, sources),
              absl::StrCat("error[wrong-type]: a number where a string is needed\n --> pod.yaml:1:",
                           offset + 1, "\n  |\n1 | a:\n  |   ^\n"));
  }
  EXPECT_EQ(EndColumnOf(Sample(file, 8), sources), 0u) << "the end of the text";
}

TEST(DiagnosticTest, HasOneFormWithoutAPlaceToo) {
  Diagnostic d = Sample(0, 0);
  EXPECT_EQ(FormatDiagnostic(d, Sources()),
            "error[wrong-type]: a number where a string is needed\n"
            "  = help: quote it\n");
  EXPECT_EQ(FormatDiagnostic(FromStatus(absl::InternalError("no")), Sources()), "error: no\n");
  EXPECT_EQ(FormatDiagnostics({d, d}, Sources()),
            FormatDiagnostic(d, Sources()) + "\n" + FormatDiagnostic(d, Sources()));
}

TEST(DiagnosticTest, WrapsAndColorsForATerminal) {
  Sources sources;
  Diagnostic d = Sample(AddOpen("pod.yaml", "a: 1\nvalue: 80\n", &sources), 12);
  d.remedy.text = "quote it, so that it is a string for every reader";
  EXPECT_EQ(FormatDiagnostic(d, sources, NeutralPhrase, {/*color=*/false, /*width=*/42}),
            "error[wrong-type]: a number where a string\n"
            "                   is needed\n"
            " --> pod.yaml:2:8\n"
            "  |\n"
            "2 | value: 80\n"
            "  |        ^^\n"
            "  = help: quote it, so that it is a string\n"
            "          for every reader\n");
  d.remedy = {};
  EXPECT_EQ(FormatDiagnostic(d, sources, NeutralPhrase, {/*color=*/true, /*width=*/0}),
            "\x1b[1;31merror[wrong-type]\x1b[0m\x1b[1m: \x1b[0m"
            "\x1b[1ma number where a string is needed\x1b[0m\n"
            " \x1b[34m-->\x1b[0m pod.yaml:2:8\n"
            " \x1b[34m |\x1b[0m\n"
            "\x1b[34m2 |\x1b[0m value: 80\n"
            " \x1b[34m |\x1b[0m        \x1b[1;31m^^\x1b[0m\n");
}

TEST(DiagnosticTest, CutsLongLinesAroundTheCarets) {
  Sources sources;
  const std::string line = std::string(500, 'x') + "HERE" + std::string(500, 'y');
  Diagnostic d = Sample(AddOpen("long.json", line, &sources), 500);
  d.length = 4;
  const std::string head =
      "error[wrong-type]: a number where a string is needed\n --> long.json:1:501\n  |\n1 | ";
  EXPECT_EQ(FormatDiagnostic(d, sources), head + std::string(80, 'x') + "HERE" +
                                              std::string(76, 'y') + "\n  | " +
                                              std::string(80, ' ') + "^^^^\n  = help: quote it\n");
  EXPECT_EQ(FormatDiagnostic(d, sources, NeutralPhrase, {/*color=*/false, /*width=*/64}),
            head + "…" + std::string(19, 'x') + "HERE" + std::string(35, 'y') + "…\n  | " +
                std::string(20, ' ') + "^^^^\n  = help: quote it\n");
}

TEST(DiagnosticTest, NeverShowsTheLineOfASecret) {
  Sources sources;
  Diagnostic d = Sample(AddOpen("secret.yaml", "password: hunter2\n", &sources), 10);
  EXPECT_EQ(EndColumnOf(d, sources), 18u);
  d.confidential = true;
  EXPECT_EQ(FormatDiagnostic(d, sources),
            "error[wrong-type]: a number where a string is needed\n"
            " --> secret.yaml:1:11\n"
            "  = help: quote it\n");
  EXPECT_EQ(EndColumnOf(d, sources), 0u) << "hides the length, too";
}

TEST(DiagnosticTest, ShowsNothingOfATextWhoseReaderSaidNothing) {
  Sources sources;
  const Diagnostic d = Sample(sources.Add("x.yaml", "password: hunter2\n"), 10);
  EXPECT_EQ(FormatDiagnostic(d, sources),
            "error[wrong-type]: a number where a string is needed\n"
            " --> x.yaml:1:11\n"
            "  = help: quote it\n");
  EXPECT_EQ(EndColumnOf(d, sources), 0u);
}

TEST(DiagnosticTest, IsSafeForATerminal) {
  Sources sources;
  const std::string text = "a\x1B[31m\xC2\x9B\xE2\x80\xAE\xFF\t: 1\n";
  Diagnostic d =
      Sample(AddOpen("odd\x1B\n.yaml", text, &sources), static_cast<uint32_t>(text.find(':')));
  d.object = {"Pod", "sh\rop", "we\u202Eb"};
  d.container = "c\x07";
  d.message = "no $(A\x1B]0;PWN\x07)\nerror: forged";
  d.remedy.text = "define\u2066 it\x7F";
  d.code = "x\x1b[2J";
  EXPECT_EQ(FormatDiagnostic(d, sources),
            "error[x\\x1b[2J]: no $(A\\x1b]0;PWN\\x07)\\nerror: forged\n"
            " --> odd\\x1b\\n.yaml:1:11\n"
            "  |\n"
            "1 | a?[31m???    : 1\n"
            "  |              ^\n"
            "  = in Pod sh\\rop/we\\u202eb, container c\\x07\n"
            "  = help: define\\u2066 it\\x7f\n");
}

// Returns the fields that FromStatus restores, one per line.
std::string AllOf(const Diagnostic& d) {
  std::string text = absl::StrCat(
      SeverityName(d.severity), "\n", d.code, "\n", d.message, "\n", d.remedy.text, "\n",
      d.position.file, ":", d.position.offset, "+", d.length, "\n", d.object.ToString(), "\n",
      d.container, "\n", d.field, "\n", d.part, "\n", d.missing_field, d.confidential, "\n");
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
  d.part = "$(A)";
  d.length = 7;
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
    d.code = d.message = d.remedy.text = d.container = d.field = d.part = odd;
    d.object = {odd, odd, odd};
    d.related = {d.object, d.object};
    EXPECT_EQ(AllOf(FromStatus(ToStatus(d))), AllOf(d)) << byte;
  }
}

// Any code can set a payload, not only ToStatus.
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
