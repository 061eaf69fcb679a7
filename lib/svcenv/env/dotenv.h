// Parses .env files.
#ifndef SVCENV_ENV_DOTENV_H_
#define SVCENV_ENV_DOTENV_H_

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "svcenv/env/env_file.h"

namespace svcenv {

// Parses the variables of a file with lines such as
//
//   # comment
//   NAME=value          # comment
//   export NAME = 'value, \' and \\ are the only escapes, over
//   several lines'
//   NAME="value with \n, \t, \" and the other escapes of C's single letters"
//
// Returns them in the order of the file, including repeated names. A name is a run of any bytes
// except whitespace, `=`, `#`, and quotes. A value without quotes extends to the end of the line,
// or to whitespace before a `#`; trailing whitespace is removed. Lines end with \n or \r\n. `$`,
// `${NAME}`, and `$(NAME)` are literal.
//
// Accepts the files that python-dotenv reads with interpolate=False. Any other line, including a
// name without `=`, which python-dotenv skips with a warning, is an InvalidArgument error with the
// line number. Errors do not quote the file.
absl::StatusOr<std::vector<FileVariable>> ParseDotenv(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_ENV_DOTENV_H_
