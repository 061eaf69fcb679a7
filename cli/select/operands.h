// Distinguishes targets from paths.
#ifndef SVCENV_CLI_SELECT_OPERANDS_H_
#define SVCENV_CLI_SELECT_OPERANDS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace svcenv::cli {

// Returns whether the string can only be a path: "./x", "../x", "/x", "x/", "-", or a name that
// ends in .yaml, .yml, or .json.
bool IsPath(std::string_view text);

enum class OperandKind { kTarget, kPath, kBoth };

// Classifies an operand of a command that accepts targets and paths. KIND/NAME of a known kind is
// always a target. Anything else is a path if it exists; without a `/`, it may also be a pod.
OperandKind KindOfOperand(const std::string& text);

// Returns the error for an operand that may be either.
absl::Status AmbiguousOperand(std::string_view text);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SELECT_OPERANDS_H_
