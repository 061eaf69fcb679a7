#include "svcenv/render/findings_format.h"

#include "svcenv/render/findings_formats.h"

namespace svcenv {
namespace {

constexpr FindingsFormat kFormats[] = {
    {"text", "one finding per cause, with its source line and fix", WriteFindingsText,
     FindingsPer::kCause, /*for_machines=*/false},
    {"short", "one line per location in gcc style, which editors recognize", WriteFindingsShort,
     FindingsPer::kPlace, /*for_machines=*/false},
    {"json", "a list of all locations (docs/schemas/lint.schema.json)", WriteFindingsJson,
     FindingsPer::kPlace, /*for_machines=*/true},
    {"sarif", "SARIF 2.1.0, for code scanning", WriteFindingsSarif, FindingsPer::kPlace,
     /*for_machines=*/true},
    {"github", "workflow commands, which GitHub shows inline in pull requests", WriteFindingsGithub,
     FindingsPer::kCause, /*for_machines=*/true},
    {"gitlab", "a Code Quality report, which GitLab shows in merge requests", WriteFindingsGitlab,
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
