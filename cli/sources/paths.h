// Normalizes paths for use as keys.
#ifndef SVCENV_CLI_SOURCES_PATHS_H_
#define SVCENV_CLI_SOURCES_PATHS_H_

#include <filesystem>
#include <string>

namespace svcenv::cli {

// Returns the absolute path without ".", "..", or a trailing '/'. Keeps symbolic links, so that
// messages show the path that the user knows.
std::string AbsolutePath(const std::filesystem::path& path);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_PATHS_H_
