#include "cli/platform/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#ifndef __APPLE__
#include <sys/syscall.h>
#endif

namespace svcenv::cli {

#ifdef __APPLE__

bool ExchangeFiles(const std::string& one, const std::string& other) {
  if (renamex_np(one.c_str(), other.c_str(), RENAME_SWAP) == 0) return true;
  if (errno == ENOTSUP) errno = EINVAL;
  return false;
}

timespec ChangeTimeOf(const struct stat& info) { return info.st_ctimespec; }

#else

bool ExchangeFiles(const std::string& one, const std::string& other) {
  constexpr unsigned kExchange = 1 << 1;  // RENAME_EXCHANGE; old versions of musl lack it
  return syscall(SYS_renameat2, AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), kExchange) == 0;
}

timespec ChangeTimeOf(const struct stat& info) { return info.st_ctim; }

#endif

}  // namespace svcenv::cli
