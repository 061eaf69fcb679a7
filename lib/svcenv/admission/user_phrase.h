// Phrases remedies for kubectl users whose pod an admission hook denies.
#ifndef SVCENV_ADMISSION_USER_PHRASE_H_
#define SVCENV_ADMISSION_USER_PHRASE_H_

#include <string>

#include "svcenv/base/remedy.h"

namespace svcenv {

// Returns an action that the user can take in the cluster. Returns "" if only the hook's operator
// can act, by changing its input or policy.
std::string PhraseForUser(const RemedyAction& action);

}  // namespace svcenv

#endif  // SVCENV_ADMISSION_USER_PHRASE_H_
