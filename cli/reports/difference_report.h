// Reports differences between environments, as text or JSON.
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

// A container on one side or on both. A side that is a process has no result.
struct Pair {
  const Result* a = nullptr;
  const Result* b = nullptr;
  bool alone = false;                  // only one side has this container
  bool failed = false;                 // a side could not be computed
  const Workload* workload = nullptr;  // of either result
  std::string note;                    // shown below the heading; may be empty
  std::vector<Change> changes;
  std::vector<UnknownItem> unknown_items;  // on both sides

  // Returns whether there are changes other than variables added by an image.
  bool differs() const;
};

struct Differences {
  std::string a, b;  // the sides, as the user named them
  std::vector<Pair> pairs;
  const Sources* a_sources;
  const Sources* b_sources;
  bool partial = false;    // parts of a live cluster could not be read
  bool by_source = false;  // for text: group by source service or object
  bool places = true;      // for text: show where values are defined
};

// Writes each change of a pair as one line of text that begins with the container.
void WriteChangeLines(const Pair& pair, const Differences& all, const ReportStyle& style,
                      Output* output);

void WriteDifferences(const Differences& differences, const ReportStyle& style, Output* output);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_DIFFERENCE_REPORT_H_
