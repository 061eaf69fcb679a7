#include "cli/platform/memory.h"

#include <sys/mman.h>
#include <sys/resource.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace svcenv::cli {

#ifdef __GLIBC__

namespace {

bool IsLimited(int resource) {
  rlimit limit{};
  return getrlimit(resource, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
}

}  // namespace

void TakeMemoryInLargeSteps() {
  if (IsLimited(RLIMIT_AS) || IsLimited(RLIMIT_DATA)) return;
  constexpr int kStep = 64 << 20;
  mallopt(M_TOP_PAD, kStep);
  mallopt(M_TRIM_THRESHOLD, 2 * kStep);
  mallopt(M_MMAP_THRESHOLD, kStep / 16);  // else, with the two above, it stays at 128 KiB
}

#else

void TakeMemoryInLargeSteps() {}

#endif

#ifdef MADV_HUGEPAGE
void PreferHugePages(void* memory, size_t bytes) { madvise(memory, bytes, MADV_HUGEPAGE); }
#else
void PreferHugePages(void* /*memory*/, size_t /*bytes*/) {}
#endif

}  // namespace svcenv::cli
