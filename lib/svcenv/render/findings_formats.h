// The writers of the formats in findings_format.cc. Internal to this package.
#ifndef SVCENV_RENDER_FINDINGS_FORMATS_H_
#define SVCENV_RENDER_FINDINGS_FORMATS_H_

#include "svcenv/render/findings_format.h"

namespace svcenv {

using FindingsSpan = absl::Span<const Diagnostic>;

void WriteFindingsText(FindingsSpan findings, const Sources& sources, RemedyPhrase phrase,
                       const PeopleOptions& options, Output* output);
void WriteFindingsShort(FindingsSpan findings, const Sources& sources, RemedyPhrase phrase,
                        const PeopleOptions& options, Output* output);
void WriteFindingsJson(FindingsSpan findings, const Sources& sources, RemedyPhrase phrase,
                       const PeopleOptions& options, Output* output);
void WriteFindingsSarif(FindingsSpan findings, const Sources& sources, RemedyPhrase phrase,
                        const PeopleOptions& options, Output* output);
void WriteFindingsGithub(FindingsSpan findings, const Sources& sources, RemedyPhrase phrase,
                         const PeopleOptions& options, Output* output);
void WriteFindingsGitlab(FindingsSpan findings, const Sources& sources, RemedyPhrase phrase,
                         const PeopleOptions& options, Output* output);
void WriteFindingsJunit(FindingsSpan findings, const Sources& sources, RemedyPhrase phrase,
                        const PeopleOptions& options, Output* output);

}  // namespace svcenv

#endif  // SVCENV_RENDER_FINDINGS_FORMATS_H_
