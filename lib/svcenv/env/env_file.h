// The files that valueFrom.fileKeyRef reads.
#ifndef SVCENV_ENV_ENV_FILE_H_
#define SVCENV_ENV_ENV_FILE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace svcenv {

// The value of `key` in a file of lines
//
//   # comment
//   NAME='value, raw, over
//   several lines'   # comment
//
// or nothing where the file does not have it; Kubernetes takes nothing and an empty value for the
// same. `NAME=` with a blank after it is empty. Lines end in \n or \r\n; the \r is dropped, inside
// values too. Reading stops at the key: what comes after it may be anything. Before it, a line that
// is none of this, or of more than 65535 bytes, is an InvalidArgument that names the line.
// pkg/kubelet/util/env/env_util.go, ParseEnv (1.35 to 1.37).
absl::StatusOr<std::optional<std::string>> ParseEnvFile(std::string_view text,
                                                        std::string_view key);

// A variable of a file, and the line on which its name stands, from 1.
struct FileVariable {
  std::string name;
  std::string value;
  int line = 0;
};

// What ParseEnvFile gives for each name of the file, in the order in which they first stand there.
// The whole file is read: a line that is wrong is an error wherever it is.
absl::StatusOr<std::vector<FileVariable>> ParseWholeEnvFile(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_ENV_ENV_FILE_H_
