// The bytes of files and of standard input.
#ifndef SVCENV_CLI_SOURCES_FILE_BYTES_H_
#define SVCENV_CLI_SOURCES_FILE_BYTES_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "svcenv/base/bytes.h"

namespace svcenv::cli {

// Returns the error of a file that could not be opened or read, `code` the errno.
absl::Status Unreadable(std::string_view path, int code);

// Returns all bytes of a file, or of stdin for "-". A file of more than 4 GiB is an error, and so
// is anything else (a pipe, a device, which may never end) of more than 1 GiB, and a lack of
// memory.
absl::StatusOr<std::string> ReadBytes(const std::string& path);

// The same, without a copy. Up to `threads` threads read a large file.
absl::StatusOr<Bytes> ReadFile(const std::string& path, int threads);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_FILE_BYTES_H_
