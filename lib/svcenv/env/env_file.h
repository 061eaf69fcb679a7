// The files that valueFrom.fileKeyRef reads.
#ifndef SVCENV_ENV_ENV_FILE_H_
#define SVCENV_ENV_ENV_FILE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace svcenv {

// What counts as a value. ParseEnv in pkg/kubelet/util/env/env_util.go (1.37.2 and 1.38.0-beta.0).
enum class EnvFileRules {
  kLenient,  // 1.35 to 1.37: `NAME= 'x'` is empty, `NAME='x'#c` is x
  kStrict,   // since 1.38: both are errors; `NAME=`, a blank, and nothing or a comment is empty
};

// Returns the value of `key` in a file of lines
//
//   # comment
//   NAME='value, raw, over
//   several lines'   # comment
//
// or nothing if the file does not have it. Kubernetes before 1.38 takes an empty value for none.
// `NAME=` with a blank after it is empty. Lines end in \n or \r\n; the \r is dropped, inside values
// too. Reading stops at the key: what comes after it may be anything. Before it, a line that is none
// of this, or of more than 65535 bytes, is an InvalidArgument that names the line.
absl::StatusOr<std::optional<std::string>> ParseEnvFile(std::string_view text, std::string_view key,
                                                        EnvFileRules rules);

// A variable of a file, and the line on which its name stands, from 1.
struct FileVariable {
  std::string name;
  std::string value;
  int line = 0;
};

// What ParseEnvFile gives for each name of the file, in the order in which they first stand there.
// The whole file is read with kLenient: a line that is wrong is an error wherever it is.
absl::StatusOr<std::vector<FileVariable>> ParseWholeEnvFile(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_ENV_ENV_FILE_H_
