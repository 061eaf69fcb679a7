// Output formats for diagnostics. Each format has its own file; findings_format.cc lists them.
//
//   const FindingsFormat* format = FindFindingsFormat("sarif");
//   format->write(diagnostics, cluster.sources(), NeutralPhrase, {}, &output);
//
// Only the format text shows source lines, and it omits confidential ones.
#ifndef SVCENV_RENDER_FINDINGS_FORMAT_H_
#define SVCENV_RENDER_FINDINGS_FORMAT_H_

#include <cstdint>
#include <string_view>

#include "absl/types/span.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/remedy.h"
#include "svcenv/base/source.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/render/output.h"
#include "svcenv/render/result_json.h"

namespace svcenv {

// What a format has one entry for. For kCause, pass the result of OnePerCause.
enum class FindingsPer : uint8_t { kCause, kPlace };

struct FindingsFormat {
  std::string_view name;
  std::string_view help;
  // Writes the findings in the given order, except that text puts the errors of each file first.
  // `sources` resolves their positions. `phrase` phrases the actions of remedies, except in formats
  // for code reviews, which use PhraseForReviewer. Only text uses `options`.
  void (*write)(absl::Span<const Diagnostic> findings, const Sources& sources, RemedyPhrase phrase,
                const PeopleOptions& options, Output* output);
  FindingsPer per;
  bool for_machines;  // also include the errors that stopped the reading, as findings
};

// Returns all formats, in the order of the help.
absl::Span<const FindingsFormat> FindingsFormats();

// Returns the format of that name, or null.
const FindingsFormat* FindFindingsFormat(std::string_view name);

// Returns a finding in the format json, with every key of docs/schemas/lint.schema.json. A finding
// without a position has line and columns 0.
Json FindingJson(const Diagnostic& finding, const Sources& sources, RemedyPhrase phrase);

}  // namespace svcenv

#endif  // SVCENV_RENDER_FINDINGS_FORMAT_H_
