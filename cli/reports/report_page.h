// One page of HTML with all that is known of containers and services.
#ifndef SVCENV_CLI_REPORTS_REPORT_PAGE_H_
#define SVCENV_CLI_REPORTS_REPORT_PAGE_H_

#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "cli/reports/size_report.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/graph/service_graph.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/render/output.h"
#include "svcenv/render/result.h"

namespace svcenv::cli {

// Views all that it holds.
struct ReportContent {
  const Cluster& cluster;
  std::vector<const Service*> services;
  absl::Span<const GraphSubject> subjects;  // a container each,
  absl::Span<const Result> results;         // what was computed of it,
  absl::Span<const Sized> sizes;            // and of those that are ok their sizes
  const Diagnostics& findings;              // at all places,
  const Diagnostics& causes;                // and one per cause
  const ServiceGraph& graph;                // of the same subjects
  std::string_view made;                    // a sentence about how the page was made
  bool mask_secrets = true;
};

// The variables of a service stand in the page once, however many containers get them. Nothing of
// the content can end the data or become a part of the page's own markup.
void WriteReport(const ReportContent& content, Output* output);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_REPORT_PAGE_H_
