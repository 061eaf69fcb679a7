// The files that .env libraries read.
#ifndef SVCENV_ENV_DOTENV_H_
#define SVCENV_ENV_DOTENV_H_

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "svcenv/env/env_file.h"

namespace svcenv {

// The variables of a file of lines
//
//   # comment
//   NAME=value          # comment
//   export NAME = 'value, \' and \\ are the only escapes, over
//   several lines'
//   NAME="value with \n, \t, \" and the other escapes of C's single letters"
//
// in their order, repeated as in the file. A name is of any bytes but blanks, `=`, `#` and quotes.
// A value without quotes goes on to the end of the line or to a blank that a `#` follows, without
// the blanks at its end. Lines end in \n or \r\n. `$`, `${NAME}` and `$(NAME)` are plain text. This
// is what python-dotenv reads with interpolate=False, less what it passes over with a warning: a
// line that is none of this is an InvalidArgument that names the line, and so is a name without
// `=`. Errors hold nothing of the file but its names.
absl::StatusOr<std::vector<FileVariable>> ParseDotenv(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_ENV_DOTENV_H_
