// Errors in the input and in the use of the program.
#ifndef SVCENV_CLI_TERMINAL_ERRORS_H_
#define SVCENV_CLI_TERMINAL_ERRORS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace svcenv::cli {

// Returns an error diagnostic as a Status.
absl::Status InputError(std::string_view code, std::string message, std::string remedy);

// Like InputError, but without a code: for flags and arguments.
absl::Status WrongUse(std::string message, std::string remedy);

// Returns the message of strerror in lower case: "permission denied".
std::string ErrnoText(int code);

// Returns ", did you mean 'A' or 'B'?", or an empty string if no candidate is near.
std::string DidYouMean(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_TERMINAL_ERRORS_H_
