// Runs our side of the in-process comparison: prints a summary of the results, and the time per repetition.
//
//   ours measure WORK FILE SECONDS   repeats for that long, then reports like `peer measure`
//   ours repeat WORK FILE TIMES      repeats silently in one thread, to count instructions
#include <time.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "bench/side_by_side/work.h"
#include "svcenv/base/parallel.h"

namespace svcenv::bench {
namespace {

double Seconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

void Measure(Work* work, double seconds) {
  work->Prepare();
  work->Run();
  const Tally tally = work->Told();
  double wall = 0, cpu = 0;
  int times = 0;
  for (; wall < seconds || times == 0; ++times) {
    work->Prepare();
    const double cpu_before = Seconds(CLOCK_PROCESS_CPUTIME_ID);
    const double before = Seconds(CLOCK_MONOTONIC);
    work->Run();
    wall += Seconds(CLOCK_MONOTONIC) - before;
    cpu += Seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_before;
  }
  std::printf(
      "{\"items\":%zu,\"bytes\":%zu,\"checksum\":\"%016llx\",\"seconds\":%.9g,\"cpu\":%.9g}\n",
      tally.items(), tally.bytes(), static_cast<unsigned long long>(tally.checksum()), wall / times,
      cpu / times);
}

int Main(int argc, char** argv) {
  const std::string_view how = argc == 5 ? argv[1] : "";
  const int threads = how == "measure" ? AvailableProcessors() : 1;
  const std::unique_ptr<Work> work = argc == 5 ? MakeWork(argv[2], argv[3], threads) : nullptr;
  if (work == nullptr || (how != "measure" && how != "repeat")) {
    std::fprintf(stderr, "ours: measure|repeat WORK FILE SECONDS|TIMES\n");
    return 1;
  }
  if (how == "measure") {
    Measure(work.get(), std::atof(argv[4]));
    return 0;
  }
  for (int times = std::atoi(argv[4]); times > 0; --times) {
    work->Prepare();
    work->Run();
  }
  return 0;
}

}  // namespace
}  // namespace svcenv::bench

int main(int argc, char** argv) { return svcenv::bench::Main(argc, argv); }
