// Defines work that a peer does too.
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
  // Prepares a repetition; not measured.
  virtual void Prepare() {}
  // Runs one repetition. Frees the results of the previous one.
  virtual void Run() = 0;
  // Returns the tally of the last Run.
  virtual Tally Told() const = 0;
};

// Returns the work of this name for a file written by bench/side_by_side/generate, or null if there
// is none. Reading uses up to `threads` threads, everything else one.
std::unique_ptr<Work> MakeWork(std::string_view name, const std::string& file, int threads);

// Returns the contents of a file. Exits if it cannot be read.
std::string ReadWhole(const std::string& file);

}  // namespace svcenv::bench

#endif  // BENCH_SIDE_BY_SIDE_WORK_H_
