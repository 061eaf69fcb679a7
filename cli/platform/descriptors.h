// Opens descriptors that programs started by this process do not inherit.
#ifndef SVCENV_CLI_PLATFORM_DESCRIPTORS_H_
#define SVCENV_CLI_PLATFORM_DESCRIPTORS_H_

namespace svcenv::cli {

// Opens a pipe: ends[0] reads, ends[1] writes. Returns false and sets errno on failure. On macOS, a
// program that another thread starts at the same time may inherit the pipe.
bool OpenPipe(int ends[2]);

// Returns a nonblocking TCP socket, or -1 and sets errno. The same holds for macOS.
int OpenStreamSocket(int family);

// Opens the lowest free descriptor so that reading and writing fail with EBADF. Returns -1 and sets
// errno on failure.
int OpenPlaceholder();

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_PLATFORM_DESCRIPTORS_H_
