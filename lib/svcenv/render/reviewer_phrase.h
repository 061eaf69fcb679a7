// Remedies for readers of a code review.
#ifndef SVCENV_RENDER_REVIEWER_PHRASE_H_
#define SVCENV_RENDER_REVIEWER_PHRASE_H_

#include <string>

#include "svcenv/base/remedy.h"

namespace svcenv {

// Returns what an author of the change or of the check can do: reviewers see a finding at a line of
// a change, and not the call that reported it. "" for what only a running pod has.
std::string PhraseForReviewer(const RemedyAction& action);

}  // namespace svcenv

#endif  // SVCENV_RENDER_REVIEWER_PHRASE_H_
