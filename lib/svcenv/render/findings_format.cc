#include "svcenv/render/findings_format.h"

#include "svcenv/render/findings_formats.h"

namespace svcenv {
namespace {

constexpr FindingsFormat kFormats[] = {
    {"text", "for people: each cause with its source line and what to do", WriteFindingsText,
     FindingsPer::kCause, /*for_machines=*/false},
    {"short", "one line per place, as gcc writes them, which editors match", WriteFindingsShort,
     FindingsPer::kPlace, /*for_machines=*/false},
    {"json", "a list of all places (docs/schemas/lint.schema.json)", WriteFindingsJson,
     FindingsPer::kPlace, /*for_machines=*/true},
    {"sarif", "SARIF 2.1.0, for code scanning", WriteFindingsSarif, FindingsPer::kPlace,
     /*for_machines=*/true},
    {"github", "workflow commands, which GitHub shows at the line of a pull request",
     WriteFindingsGithub, FindingsPer::kCause, /*for_machines=*/true},
    {"gitlab", "a Code Quality report, which GitLab shows in a merge request", WriteFindingsGitlab,
     FindingsPer::kCause, /*for_machines=*/true},
    {"junit", "JUnit XML, which most CI systems show", WriteFindingsJunit, FindingsPer::kCause,
     /*for_machines=*/true},
};

}  // namespace

absl::Span<const FindingsFormat> FindingsFormats() { return kFormats; }

const FindingsFormat* FindFindingsFormat(std::string_view name) {
  for (const FindingsFormat& format : kFormats) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

}  // namespace svcenv
