// Phrases remedies for code reviews.
#ifndef SVCENV_RENDER_REVIEWER_PHRASE_H_
#define SVCENV_RENDER_REVIEWER_PHRASE_H_

#include <string>

#include "svcenv/base/remedy.h"

namespace svcenv {

// Returns the action in terms of the change and the check, because reviewers do not see the command
// that reported the finding. Returns "" for values that only a running pod has.
std::string PhraseForReviewer(const RemedyAction& action);

}  // namespace svcenv

#endif  // SVCENV_RENDER_REVIEWER_PHRASE_H_
