#include "svcenv/render/findings_format.h"

#include "svcenv/render/findings_formats.h"

namespace svcenv {
namespace {

constexpr FindingsFormat kFormats[] = {
    {"text", "each with its place, the source line and what to do, for people", WriteFindingsText},
    {"short", "a line for each, as gcc writes them, which editors match", WriteFindingsShort},
    {"json", "a list of findings (docs/schemas/lint.schema.json)", WriteFindingsJson},
    {"sarif", "SARIF 2.1.0, for code scanning", WriteFindingsSarif},
    {"github", "workflow commands, which GitHub shows at the line of a pull request",
     WriteFindingsGithub},
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
