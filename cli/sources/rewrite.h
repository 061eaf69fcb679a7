// Rewrites files, unless they changed after they were read.
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

// Writes the new contents of each file, and keeps its permissions and owner. Follows symbolic
// links. Readers see the old or the new contents of a file. If a file is not writable or no longer
// equals `before`, fails and rewrites nothing.
absl::Status RewriteFiles(absl::Span<const Rewrite> rewrites);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_REWRITE_H_
