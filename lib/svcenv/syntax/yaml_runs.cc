#include "svcenv/syntax/yaml_runs.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>

#include "svcenv/base/arena.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/parallel.h"
#include "svcenv/syntax/text.h"

namespace svcenv {
namespace {

constexpr size_t kRunsOfThread = 8;  // limits how long threads wait for the last one

// A run of consecutive documents.
struct Run {
  size_t first = 0;  // index of the first part
  size_t end = 0;
  size_t read = 0;  // index of the first part that is not read
  YamlResult refused;
  Arena arena;
  std::unique_ptr<ForkingSink> sink;
  Diagnostics losses;
  Extents extents;
};

std::vector<Run> Divide(const std::vector<YamlPart>& parts, size_t threads) {
  const size_t bytes = parts.back().end - parts.front().begin;
  const size_t least = std::max(kMinBytesOfYamlRuns / 4, bytes / (threads * kRunsOfThread));
  std::vector<Run> runs;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (runs.empty() || parts[i].begin - parts[runs.back().first].begin >= least) {
      runs.emplace_back().first = i;
    }
    runs.back().end = i + 1;
  }
  return runs;
}

void Read(const std::vector<YamlPart>& parts, const DocumentContext& context, Run* run) {
  run->sink = context.forking_sink->Fork(&run->arena);
  DocumentContext of_run = context;
  of_run.arena = &run->arena;
  of_run.sink = run->sink.get();
  of_run.forking_sink = nullptr;
  of_run.losses = &run->losses;
  if (context.extents != nullptr) of_run.extents = &run->extents;
  for (run->read = run->first; run->read < run->end; ++run->read) {
    run->refused = ReadYamlPart(of_run, parts[run->read]);
    if (!run->refused.ok) return;
  }
}

}  // namespace

YamlResult ReadYamlPart(const DocumentContext& context, const YamlPart& part) {
  DocumentContext of_part = context;
  of_part.begin = static_cast<uint32_t>(part.begin);
  of_part.end = static_cast<uint32_t>(part.end);
  of_part.find_list_name = [of_part] {
    DocumentContext again = of_part;
    Diagnostics unused;
    again.sink = nullptr;
    again.forking_sink = nullptr;
    again.losses = &unused;
    again.extents = nullptr;
    return ReadYaml(again).list_name;
  };
  return ReadYaml(of_part);
}

size_t ReadYamlRuns(const std::vector<YamlPart>& parts, const DocumentContext& context,
                    YamlResult* refused) {
  if (parts.empty()) return 0;
  std::vector<Run> runs = Divide(parts, static_cast<size_t>(context.threads));
  std::atomic<size_t> last{runs.size()};  // runs after a rejected document are not read
  ParallelFor(runs.size(), context.threads, [&](size_t i) {
    if (i > last.load(std::memory_order_relaxed)) return;
    Read(parts, context, &runs[i]);
    size_t known = last;
    while (runs[i].read < runs[i].end && i < known && !last.compare_exchange_weak(known, i)) {
    }
  });
  for (Run& run : runs) {
    AddLosses(std::move(run.losses), context.losses);
    if (context.extents != nullptr) AddExtents(run.extents, context.extents);
    context.arena->Take(std::move(run.arena));
    context.forking_sink->JoinDocuments(*run.sink);
    if (run.read == run.end) continue;
    *refused = std::move(run.refused);
    return run.read;
  }
  return parts.size();
}

}  // namespace svcenv
