// Objects from files, directories and stdin: what -f names.
#ifndef SVCENV_CLI_SOURCES_FILES_H_
#define SVCENV_CLI_SOURCES_FILES_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/progress.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/manifest/load.h"

namespace svcenv::cli {

// Our own configuration: no manifest, whichever directory it stands in.
inline constexpr std::string_view kConfigFileName = ".svcenv.yaml";

// The files that a list of -f values stands for, in their order, by the names that messages call
// them: a file or "-" itself; of a directory those that end in .json, .yaml or .yml, sorted by
// name, as kubectl takes them; with `recursive` those of the directories below it too. A path that
// is not there, and a directory without such a file, is an error that says what to do.
absl::StatusOr<std::vector<std::string>> FilesOf(const std::vector<std::string>& paths,
                                                 bool recursive);

// A text that is another one when a file that FilesOf gives was written, added or removed, as far
// as its size, its inode and the time of its last change tell.
std::string StampOf(const std::vector<std::string>& paths, bool recursive);

// All bytes of a file, or of stdin for "-".
absl::StatusOr<std::string> ReadBytes(const std::string& path);

// What is kept of a file: a large one may be mapped, which is fast and ends the process (kWrong,
// with a message) if the file is made shorter before it does; or a copy, for files that are being
// edited.
enum class Keep { kMaps, kCopies };

// Reads the objects of all of them into `cluster`. What is wrong, objects that are not there at all
// among it, becomes an error in `diagnostics`. `progress` shows what is read; null: nothing does.
void LoadFiles(const std::vector<std::string>& paths, bool recursive, const LoadOptions& options,
               Keep keep, Cluster* cluster, Diagnostics* diagnostics, Progress* progress);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_FILES_H_
