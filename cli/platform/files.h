// File operations that each system names differently.
#ifndef SVCENV_CLI_PLATFORM_FILES_H_
#define SVCENV_CLI_PLATFORM_FILES_H_

#include <sys/stat.h>

#include <ctime>
#include <string>

namespace svcenv::cli {

// Exchanges two files of one file system atomically. Returns false and sets errno on failure: ENOENT
// if one does not exist, and EINVAL or ENOSYS if the file system or the kernel cannot exchange files.
bool ExchangeFiles(const std::string& one, const std::string& other);

// Returns the time of the last change of a file's contents or attributes.
timespec ChangeTimeOf(const struct stat& info);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_PLATFORM_FILES_H_
