// Compresses and decompresses gzip (RFC 1952).
#ifndef SVCENV_CLI_SOURCES_GZIP_H_
#define SVCENV_CLI_SOURCES_GZIP_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace svcenv::cli {

// Returns whether `bytes` start like a gzip file.
bool IsGzip(std::string_view bytes);

// Returns `text` as a gzip file, without a name and a timestamp: the same text gives the same
// bytes. Fails if out of memory.
absl::StatusOr<std::string> Compress(std::string_view text);

// Returns the contents of a gzip file, which may have several members. Fails with kInvalidArgument
// if it is invalid or incomplete, and with kResourceExhausted if the contents are larger than
// `most_bytes`. Uses at most about twice that memory.
absl::StatusOr<std::string> Decompress(std::string_view bytes, size_t most_bytes);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_GZIP_H_
