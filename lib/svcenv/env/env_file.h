// Parses the files that valueFrom.fileKeyRef reads.
#ifndef SVCENV_ENV_ENV_FILE_H_
#define SVCENV_ENV_ENV_FILE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace svcenv {

// How a kubelet reads values.
// pkg/kubelet/util/env/env_util.go, ParseEnv (1.37.2 and 1.38.0-beta.0).
enum class EnvFileRules {
  kLenient,  // 1.35 to 1.37: `NAME= 'x'` is empty, and `NAME='x'#c` is x
  kStrict,   // since 1.38: both are errors; only whitespace or a comment may follow `NAME= `
};

// Returns the value of `key` in a file with lines such as
//
//   # comment
//   NAME='value, raw, over
//   several lines'   # comment
//
// Returns nullopt if the file does not have the key. Callers must treat an empty value as not set
// before Kubernetes 1.38. `NAME=` followed by whitespace is empty. Lines end with \n or \r\n; the
// \r is dropped, even inside values. Stops at the key and ignores the rest of the file. Before the
// key, any other line, or a line longer than 65535 bytes, is an InvalidArgument error with the line
// number.
absl::StatusOr<std::optional<std::string>> ParseEnvFile(std::string_view text, std::string_view key,
                                                        EnvFileRules rules);

struct FileVariable {
  std::string name;
  std::string value;
  int line = 0;  // of the name, 1-based
};

// Returns the first value of each name, in the order of the file. Reads the whole file with
// kLenient, so an invalid line anywhere is an error.
absl::StatusOr<std::vector<FileVariable>> ParseWholeEnvFile(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_ENV_ENV_FILE_H_
