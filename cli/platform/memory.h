// Hints to the allocator and the kernel. They change only speed.
#ifndef SVCENV_CLI_PLATFORM_MEMORY_H_
#define SVCENV_CLI_PLATFORM_MEMORY_H_

#include <cstddef>

namespace svcenv::cli {

// Makes malloc grow the heap in a few large steps and keep it. Otherwise glibc's threads request a
// few pages at a time and wait for each other. Does nothing if memory is limited, because the steps
// count against the limit, and with other C libraries.
void TakeMemoryInLargeSteps();

// Asks the kernel to use huge pages for memory. Does nothing on macOS.
void PreferHugePages(void* memory, size_t bytes);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_PLATFORM_MEMORY_H_
