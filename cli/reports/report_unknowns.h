// Lists what a report does not know about its containers, and which flag or file supplies it.
#ifndef SVCENV_CLI_REPORTS_REPORT_UNKNOWNS_H_
#define SVCENV_CLI_REPORTS_REPORT_UNKNOWNS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "svcenv/graph/service_graph.h"
#include "svcenv/render/result.h"

namespace svcenv::cli {

struct UnknownPart {
  std::string what;       // "ConfigMap shop/settings", "status.podIP of the pod"
  std::string why;        // "is not in the input"; may be empty
  std::string supply;     // a flag, or a command for a shell; empty if nothing supplies it
  size_t containers = 0;  // that depend on it
};

// Returns the unknown objects, fields, and resources, most containers first. Leaves out values that
// are unknown only because they refer to these. `subjects` has one element per result. O(variables).
std::vector<UnknownPart> UnknownParts(absl::Span<const GraphSubject> subjects,
                                      absl::Span<const Result> results);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_REPORT_UNKNOWNS_H_
