// Format junit: JUnit XML with one failed test per finding, or a skipped test for severity info.
// Without findings, writes one passing test, because some CI systems reject an empty file.
#include <cstddef>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "svcenv/base/visible.h"
#include "svcenv/render/findings_formats.h"
#include "svcenv/render/findings_message.h"

namespace svcenv {
namespace {

// Escapes a visible string for XML 1.0, which forbids U+FFFE and U+FFFF even as character
// references. Writes newlines as references, which parsers preserve in attributes.
std::string Escaped(std::string_view visible) {
  return absl::StrReplaceAll(visible, {{"&", "&amp;"},
                                       {"<", "&lt;"},
                                       {">", "&gt;"},
                                       {"\"", "&quot;"},
                                       {"\n", "&#10;"},
                                       {"\xEF\xBF\xBE", "\\ufffe"},
                                       {"\xEF\xBF\xBF", "\\uffff"}});
}

std::string Counts(size_t tests, size_t failures, size_t skipped) {
  return absl::StrCat(" tests=\"", tests, "\" failures=\"", failures, "\" errors=\"0\" skipped=\"",
                      skipped, "\" time=\"0\"");
}

std::string TestCase(const Diagnostic& finding, const Sources& sources) {
  const Location at = sources.Locate(finding.position);
  const std::string message = Escaped(ReviewMessage(finding));
  std::string xml =
      absl::StrCat("    <testcase classname=\"",
                   Escaped(Visible(at.file.empty() ? std::string_view("svcenv") : at.file)),
                   "\" name=\"", Escaped(IdentityOf(finding)), "\"");
  if (!at.file.empty()) absl::StrAppend(&xml, " file=\"", Escaped(Visible(at.file)), "\"");
  if (at.line > 0) absl::StrAppend(&xml, " line=\"", at.line, "\"");
  if (finding.severity == Severity::kInfo) {
    return absl::StrCat(xml, " time=\"0\">\n      <skipped message=\"", message,
                        "\"/>\n    </testcase>\n");
  }
  const std::string place = at.ToString();
  return absl::StrCat(xml, " time=\"0\">\n      <failure type=\"", SeverityName(finding.severity),
                      "\" message=\"", message, "\">", Escaped(Visible(place)),
                      place.empty() ? "" : ": ", message, "</failure>\n    </testcase>\n");
}

}  // namespace

void WriteFindingsJunit(FindingsSpan findings, const Sources& sources, RemedyPhrase /*phrase*/,
                        const PeopleOptions& /*options*/, Output* output) {
  size_t skipped = 0;
  for (const Diagnostic& finding : findings) skipped += finding.severity == Severity::kInfo;
  const std::string counts = findings.empty()
                                 ? Counts(1, 0, 0)
                                 : Counts(findings.size(), findings.size() - skipped, skipped);
  output->Append(absl::StrCat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites", counts,
                              ">\n  <testsuite name=\"svcenv lint\"", counts, ">\n"));
  if (findings.empty()) {
    output->Append("    <testcase classname=\"svcenv\" name=\"lint finds nothing\" time=\"0\"/>\n");
  }
  for (const Diagnostic& finding : findings) output->Append(TestCase(finding, sources));
  output->Append("  </testsuite>\n</testsuites>\n");
}

}  // namespace svcenv
