/* Counts allocations and calls of close, and fails one of them: for LD_PRELOAD, with glibc. A close
   that fails has closed its descriptor, as in the kernel.

   FAULTS_FILE is a file with a struct Numbers. Programs that this one starts are not counted. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

extern void* __libc_malloc(size_t);
extern void* __libc_calloc(size_t, size_t);
extern void* __libc_realloc(void*, size_t);
extern void* __libc_memalign(size_t, size_t);

static struct Numbers {
  unsigned long allocations, failing_allocation; /* the first is 1; 0 fails none */
  unsigned long closes, failing_close;
  unsigned long before_main; /* allocations */
} * numbers;

__attribute__((constructor)) static void Open(void) {
  const char* name = getenv("FAULTS_FILE");
  const int file = name == NULL ? -1 : open(name, O_RDWR | O_CLOEXEC);
  unsetenv("LD_PRELOAD");
  unsetenv("FAULTS_FILE");
  if (file < 0) return;
  void* mapped = mmap(NULL, sizeof(*numbers), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (mapped != MAP_FAILED) numbers = mapped;
}

static int Fails(void) {
  if (numbers == NULL) return 0;
  return __atomic_add_fetch(&numbers->allocations, 1, __ATOMIC_RELAXED) ==
         numbers->failing_allocation;
}

static void* Failed(void) {
  errno = ENOMEM;
  return NULL;
}

void* malloc(size_t size) { return Fails() ? Failed() : __libc_malloc(size); }
void* calloc(size_t count, size_t size) { return Fails() ? Failed() : __libc_calloc(count, size); }
void* realloc(void* old, size_t size) { return Fails() ? Failed() : __libc_realloc(old, size); }
void* memalign(size_t alignment, size_t size) {
  return Fails() ? Failed() : __libc_memalign(alignment, size);
}
void* aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }
int posix_memalign(void** result, size_t alignment, size_t size) {
  void* memory = Fails() ? NULL : __libc_memalign(alignment, size);
  if (memory == NULL) return ENOMEM;
  *result = memory;
  return 0;
}

int close(int descriptor) {
  const int result = (int)syscall(SYS_close, descriptor);
  if (numbers == NULL || result != 0) return result;
  const unsigned long count = __atomic_add_fetch(&numbers->closes, 1, __ATOMIC_RELAXED);
  if (count != numbers->failing_close) return 0;
  errno = EIO;
  return -1;
}

typedef int Main(int, char**, char**);
static Main* real_main;

static int CountedMain(int argc, char** argv, char** environment) {
  if (numbers != NULL) numbers->before_main = numbers->allocations;
  return real_main(argc, argv, environment);
}

int __libc_start_main(Main* main, int argc, char** argv, void (*init)(void), void (*fini)(void),
                      void (*loader_fini)(void), void* stack_end) {
  int (*next)(Main*, int, char**, void (*)(void), void (*)(void), void (*)(void), void*);
  *(void**)&next = dlsym(RTLD_NEXT, "__libc_start_main");
  real_main = main;
  return next(CountedMain, argc, argv, init, fini, loader_fini, stack_end);
}
