// What was computed, told the same way on both sides (tally in peer/measure.go).
#ifndef BENCH_SIDE_BY_SIDE_TALLY_H_
#define BENCH_SIDE_BY_SIDE_TALLY_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "svcenv/kubernetes/cluster.h"

namespace svcenv::bench {

// Counts items and bytes, and sums up by FNV-1a over each text and a byte 0xff behind it.
class Tally {
 public:
  void Add(std::string_view text);
  void CountItem() { ++items_; }

  size_t items() const { return items_; }
  size_t bytes() const { return bytes_; }
  uint64_t checksum() const { return checksum_; }

 private:
  size_t items_ = 0;
  size_t bytes_ = 0;
  uint64_t checksum_ = 14695981039346656037u;
};

// What both sides read of the objects: services with their ports, then pods and Deployments with
// their containers.
Tally TallyOf(const Cluster& cluster);

}  // namespace svcenv::bench

#endif  // BENCH_SIDE_BY_SIDE_TALLY_H_
