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
// Reads files as python-dotenv does with interpolate=False, except that these are InvalidArgument
// errors with the line number: lines that python-dotenv skips with a warning, names without `=`,
// and NUL bytes. Errors do not quote the file.
absl::StatusOr<std::vector<FileVariable>> ParseDotenv(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_ENV_DOTENV_H_
