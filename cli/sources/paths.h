// Paths as keys: one for every spelling.
#ifndef SVCENV_CLI_SOURCES_PATHS_H_
#define SVCENV_CLI_SOURCES_PATHS_H_

#include <filesystem>
#include <string>

namespace svcenv::cli {

// Returns the absolute path without ".", "..", and a '/' at its end. Symbolic links stay: it is what
// the user sees.
std::string AbsolutePath(const std::filesystem::path& path);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_PATHS_H_
