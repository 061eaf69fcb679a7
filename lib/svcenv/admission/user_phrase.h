// Remedies for users of kubectl whose pod an admission hook denies.
#ifndef SVCENV_ADMISSION_USER_PHRASE_H_
#define SVCENV_ADMISSION_USER_PHRASE_H_

#include <string>

#include "svcenv/base/remedy.h"

namespace svcenv {

// Returns what the user can do in the cluster. "" for what only whoever runs the hook can: its
// input and its policy.
std::string PhraseForUser(const RemedyAction& action);

}  // namespace svcenv

#endif  // SVCENV_ADMISSION_USER_PHRASE_H_
