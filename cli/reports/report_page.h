// Writes a self-contained HTML page about containers and services.
#ifndef SVCENV_CLI_REPORTS_REPORT_PAGE_H_
#define SVCENV_CLI_REPORTS_REPORT_PAGE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "cli/reports/report_changes.h"
#include "cli/reports/report_unknowns.h"
#include "cli/reports/report_verdict.h"
#include "cli/reports/size_report.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/graph/service_graph.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/render/output.h"
#include "svcenv/render/result.h"

namespace svcenv::cli {

// Refers to data that must outlive it.
struct ReportContent {
  const Cluster& cluster;
  std::vector<const Service*> services;
  absl::Span<const GraphSubject> subjects;  // one container each
  absl::Span<const Result> results;         // one per subject
  absl::Span<const Sized> sizes;            // one per ok result
  const Verdict& verdict;                   // on the results
  const Diagnostics& findings;              // one per place
  const Diagnostics& causes;                // one per cause
  const std::vector<std::string>& patches;  // one per cause, "" if there is none
  const std::vector<UnknownPart>& unknowns;
  const ServiceGraph& graph;     // of the subjects
  const ReportChanges* changes;  // null without an older input
  std::string title;             // the user's; may be empty
  std::string source;            // where the objects come from: "46 files in examples/shop"
  std::string made;              // a sentence about how the page was made
  bool mask_secrets = true;
};

// Writes the page. Contains the variables of each service once, however many containers get them.
// Escapes all content, so that it cannot break out of the data element.
void WriteReport(const ReportContent& content, Output* output);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_REPORT_PAGE_H_
