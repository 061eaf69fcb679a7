// Objects from files, directories and stdin: what -f names.
#ifndef SVCENV_CLI_SOURCES_FILES_H_
#define SVCENV_CLI_SOURCES_FILES_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/terminal/progress.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/manifest/load.h"

namespace svcenv::cli {

// Our own configuration: no manifest, whichever directory it stands in.
inline constexpr std::string_view kConfigFileName = ".svcenv.yaml";

// Returns the error of a file that could not be opened or read, `code` the errno.
absl::Status Unreadable(std::string_view path, int code);

// The files that a list of -f values stands for, in their order, by the names that messages call
// them: a file or "-" itself; of a directory those that end in .json, .yaml or .yml, sorted by
// name, as kubectl takes them; with `recursive` those of the directories below it too. A path that
// is not there, and a directory without such a file, is an error that says what to do.
absl::StatusOr<std::vector<std::string>> FilesOf(const std::vector<std::string>& paths,
                                                 bool recursive);

// A text that is another one when a file that FilesOf gives was written, added or removed, as far
// as its size, its inode and the time of its last change tell.
std::string StampOf(const std::vector<std::string>& paths, bool recursive);

// Returns all bytes of a file, or of stdin for "-". A file of more than 4 GiB is an error, and so
// is anything else (a pipe, a device, which may never end) of more than 1 GiB, and a lack of
// memory.
absl::StatusOr<std::string> ReadBytes(const std::string& path);

// Reads the objects of all of them into `cluster`. Returns what there is to report, with an error
// for each file that cannot be read, or if there are no objects at all. `progress` shows what is
// read; null: nothing does.
Diagnostics LoadFiles(const std::vector<std::string>& paths, bool recursive,
                      const LoadOptions& options, Cluster* cluster, Progress* progress);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_FILES_H_
