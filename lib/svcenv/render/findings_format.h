// Output formats of diagnostics: one file each, and one table of them.
//
//   const FindingsFormat* format = FindFindingsFormat("sarif");
//   format->write(diagnostics, cluster.sources(), NeutralPhrase, {}, &output);
//
// None shows a source line, but for text, which leaves out those that are confidential.
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

// What a format has an entry for: callers pass what OnePerCause returns, or all findings.
enum class FindingsPer : uint8_t { kCause, kPlace };

struct FindingsFormat {
  std::string_view name;
  std::string_view help;
  // Writes all of them in their order, except that text puts the errors of each file first;
  // `sources` holds their places. `phrase` phrases the actions of remedies, except in formats for
  // code reviews, which use PhraseForReviewer. `options` are for text alone.
  void (*write)(absl::Span<const Diagnostic> findings, const Sources& sources, RemedyPhrase phrase,
                const PeopleOptions& options, Output* output);
  FindingsPer per;
  bool for_machines;  // which also want the errors that ended the reading, as findings
};

// All of them, in the order in which help shows them.
absl::Span<const FindingsFormat> FindingsFormats();

// Null when there is none of that name.
const FindingsFormat* FindFindingsFormat(std::string_view name);

// One finding as the format json has it: every key is there; one without a place has line and
// columns 0. docs/schemas/lint.schema.json.
Json FindingJson(const Diagnostic& finding, const Sources& sources, RemedyPhrase phrase);

}  // namespace svcenv

#endif  // SVCENV_RENDER_FINDINGS_FORMAT_H_
