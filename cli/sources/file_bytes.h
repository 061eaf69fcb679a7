// Reads the bytes of files and of standard input.
#ifndef SVCENV_CLI_SOURCES_FILE_BYTES_H_
#define SVCENV_CLI_SOURCES_FILE_BYTES_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "svcenv/base/bytes.h"

namespace svcenv::cli {

// Returns the error for a path that could not be opened or read. `code` is the errno.
absl::Status Unreadable(std::string_view path, int code);

// Returns all bytes of a file, or of stdin for "-". Fails on files larger than 4 GiB, on other
// input (pipes, devices) larger than 1 GiB, and when out of memory.
absl::StatusOr<std::string> ReadBytes(const std::string& path);

// Same as ReadBytes, without the copy. Reads a large file with up to `threads` threads.
absl::StatusOr<Bytes> ReadFile(const std::string& path, int threads);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_FILE_BYTES_H_
