// Phrases remedies for users of the command line.
#ifndef SVCENV_CLI_TERMINAL_REMEDIES_H_
#define SVCENV_CLI_TERMINAL_REMEDIES_H_

#include <string>

#include "svcenv/base/remedy.h"

namespace svcenv::cli {

// Returns the flag to pass or the command to run.
std::string PhraseForCommandLine(const RemedyAction& action);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_TERMINAL_REMEDIES_H_
