// Whether an operand is a target or a path.
#ifndef SVCENV_CLI_SELECT_OPERANDS_H_
#define SVCENV_CLI_SELECT_OPERANDS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace svcenv::cli {

// Returns whether the text can only be a path: "./x", "../x", "/x", "x/", "-", or a name that ends
// in .yaml, .yml or .json.
bool IsPath(std::string_view text);

enum class OperandKind { kTarget, kPath, kBoth };

// Returns what an operand of a command is that takes targets and paths. KIND/NAME of a known kind is
// a target, whatever files there are. Anything else is a path if that exists; a word without a `/`
// may then be a pod as well.
OperandKind KindOfOperand(const std::string& text);

// Returns the error of an operand that is both.
absl::Status AmbiguousOperand(std::string_view text);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SELECT_OPERANDS_H_
