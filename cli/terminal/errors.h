// Errors in what the program was asked to do.
#ifndef SVCENV_CLI_TERMINAL_ERRORS_H_
#define SVCENV_CLI_TERMINAL_ERRORS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace svcenv::cli {

// An error diagnostic as a Status: what is wrong, and what to do.
absl::Status InputError(std::string_view code, std::string message, std::string remedy);

// The same without a code: of flags and arguments.
absl::Status WrongUse(std::string message, std::string remedy);

// ", did you mean 'A' or 'B'?", or nothing where no candidate is near.
std::string DidYouMean(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_TERMINAL_ERRORS_H_
