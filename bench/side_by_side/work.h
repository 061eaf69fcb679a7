// A piece of work that a peer does too.
#ifndef BENCH_SIDE_BY_SIDE_WORK_H_
#define BENCH_SIDE_BY_SIDE_WORK_H_

#include <memory>
#include <string>
#include <string_view>

#include "bench/side_by_side/tally.h"

namespace svcenv::bench {

class Work {
 public:
  virtual ~Work() = default;
  // What each time needs that is not measured.
  virtual void Prepare() {}
  // Once; what was made by the time before is freed here.
  virtual void Run() = 0;
  // What the last Run came to.
  virtual Tally Told() const = 0;
};

// The work of that name for a file as bench/side_by_side/generate writes it; null: there is none.
// Reading takes up to `threads` threads, the rest one.
std::unique_ptr<Work> MakeWork(std::string_view name, const std::string& file, int threads);

// A whole file, or the program ends.
std::string ReadWhole(const std::string& file);

}  // namespace svcenv::bench

#endif  // BENCH_SIDE_BY_SIDE_WORK_H_
