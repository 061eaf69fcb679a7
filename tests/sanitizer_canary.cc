// Misbehaves as its argument says: proves that each sanitizer config bites.
#include <climits>
#include <cstdio>
#include <cstring>

int main(int argc, char** argv) {
  const char* what = argc > 1 ? argv[1] : "";
  if (std::strcmp(what, "heap") == 0) {
    volatile int size = 4;  // not known to the compiler, or UBSan sees it first
    char* p = new char[size];
    p[size] = 1;
    std::printf("%d\n", p[size]);
    delete[] p;
  } else if (std::strcmp(what, "overflow") == 0) {
    volatile int i = INT_MAX;
    i = i + 1;
    std::printf("%d\n", i);
  }
  return 0;
}
