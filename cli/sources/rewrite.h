// Rewrites files that were read before.
#ifndef SVCENV_CLI_SOURCES_REWRITE_H_
#define SVCENV_CLI_SOURCES_REWRITE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/types/span.h"

namespace svcenv::cli {

struct Rewrite {
  std::string path;
  std::string before;  // the bytes of the file when it was read
  std::string after;
};

// Gives each file its new bytes, and keeps its permissions and owner. Of a symbolic link the target
// is rewritten. A reader sees the old file or the new one, whole. Fails and rewrites nothing if a
// file may not be written, or has other bytes by now than when it was read.
absl::Status RewriteFiles(absl::Span<const Rewrite> rewrites);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_REWRITE_H_
