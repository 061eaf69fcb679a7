// Summarizes the results, identically on both sides (see tally in peer/measure.go).
#ifndef BENCH_SIDE_BY_SIDE_TALLY_H_
#define BENCH_SIDE_BY_SIDE_TALLY_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "svcenv/kubernetes/cluster.h"

namespace svcenv::bench {

// Counts items and bytes, and hashes each text and a following byte 0xff with FNV-1a.
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

// Tallies what both sides read from the objects: services with their ports, then pods and
// Deployments with their containers.
Tally TallyOf(const Cluster& cluster);

}  // namespace svcenv::bench

#endif  // BENCH_SIDE_BY_SIDE_TALLY_H_
