// Differences of environments, as people and programs read them.
#ifndef SVCENV_CLI_REPORTS_DIFFERENCE_REPORT_H_
#define SVCENV_CLI_REPORTS_DIFFERENCE_REPORT_H_

#include <string>
#include <vector>

#include "cli/reports/report_flags.h"
#include "svcenv/base/source.h"
#include "svcenv/check/difference.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/render/output.h"
#include "svcenv/render/result.h"

namespace svcenv::cli {

// A container of one side, or of both. A side that is a process has no result.
struct Pair {
  const Result* a = nullptr;
  const Result* b = nullptr;
  bool alone = false;                  // the other side has no such container
  bool failed = false;                 // one of the two could not be computed
  const Workload* workload = nullptr;  // of either result
  std::string note;                    // a line below the heading; empty: none
  std::vector<Change> changes;
  std::vector<NotKnown> not_known;  // of both

  // Whether there is anything but variables that an image adds.
  bool differs() const;
};

struct Differences {
  std::string a, b;  // what the user called them
  std::vector<Pair> pairs;
  const Sources* a_sources;
  const Sources* b_sources;
  bool partial = false;    // there may be more: not all of a live cluster could be read
  bool by_source = false;  // for people: changes stand below the service or object they come from
  bool places = true;      // for people: where values are written
};

// Each change of a pair, for people, in a line of its own that names the container.
void WriteChangeLines(const Pair& pair, const Differences& all, const ReportStyle& style,
                      Output* output);

void WriteDifferences(const Differences& differences, const ReportStyle& style, Output* output);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_DIFFERENCE_REPORT_H_
