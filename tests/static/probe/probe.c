// Prints whether it is process 1, its arguments and environment, one per line, and whether it can
// write files. Exits with the status in the environment variable STATUS.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern char** environ;

int main(int argc, char** argv) {
  printf("pid %d\n", getpid() == 1 ? 1 : 0);
  for (int i = 0; i < argc; ++i) printf("arg %s\n", argv[i]);
  for (char** record = environ; *record != NULL; ++record) printf("env %s\n", *record);
  printf("%s\n", open("/written", O_WRONLY | O_CREAT, 0600) < 0 ? "read-only" : "writable");
  const char* status = getenv("STATUS");
  return status == NULL ? 0 : atoi(status);
}
