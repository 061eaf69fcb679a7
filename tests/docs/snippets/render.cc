// Examples of lib/svcenv/render.
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/graph/service_graph.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/render/columns.h"
#include "svcenv/render/findings_format.h"
#include "svcenv/render/format.h"
#include "svcenv/render/graph_format.h"
#include "svcenv/render/output.h"

namespace svcenv {

void ColumnsExample(const std::string& name, const std::string& value, Output& output) {
  // [columns]
  Columns columns({/*color=*/true, /*width=*/80});
  columns.Add({{"NAME", Style::kDim}, {"VALUE", Style::kDim}});
  columns.Add({{name}, {value}});
  columns.Write(&output);
  // [columns]
}

void GraphFormatExample(const ServiceGraph& graph, Output& output) {
  // [graph_format]
  const GraphFormat* format = FindGraphFormat("dot");
  format->write(graph, &output);
  // [graph_format]
}

absl::Status FormatExample(const std::vector<Result>& results, Output& output) {
  // [format]
  const Format* format = FindFormat("json");
  const absl::Status status = CheckFormat(*format, results, {});  // before writing
  if (status.ok()) format->write(results, {}, &output);
  // [format]
  return status;
}

void FindingsFormatExample(const Diagnostics& diagnostics, const Cluster& cluster, Output& output) {
  // [findings_format]
  const FindingsFormat* format = FindFindingsFormat("sarif");
  format->write(diagnostics, cluster.sources(), NeutralPhrase, {}, &output);
  // [findings_format]
}

}  // namespace svcenv
