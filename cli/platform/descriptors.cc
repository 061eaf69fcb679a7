#include "cli/platform/descriptors.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace svcenv::cli {

#ifdef __APPLE__

namespace {

// Sets FD_CLOEXEC, and O_NONBLOCK if wanted. On failure, closes the descriptor and returns false.
bool Configure(int descriptor, bool nonblocking) {
  if (fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 &&
      (!nonblocking || fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0)) {
    return true;
  }
  const int code = errno;
  close(descriptor);
  errno = code;
  return false;
}

}  // namespace

bool OpenPipe(int ends[2]) {
  if (pipe(ends) != 0) return false;
  const bool reads = Configure(ends[0], false), writes = Configure(ends[1], false);
  if (reads && writes) return true;
  const int code = errno;
  if (reads) close(ends[0]);
  if (writes) close(ends[1]);
  errno = code;
  return false;
}

int OpenStreamSocket(int family) {
  const int descriptor = socket(family, SOCK_STREAM, 0);
  return descriptor >= 0 && Configure(descriptor, true) ? descriptor : -1;
}

int OpenPlaceholder() { return open("/", O_EVTONLY | O_CLOEXEC); }

#else

bool OpenPipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0; }

int OpenStreamSocket(int family) {
  return socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

int OpenPlaceholder() { return open("/", O_PATH | O_CLOEXEC); }

#endif

}  // namespace svcenv::cli
