// Reports explanations of a variable, as text or JSON.
#ifndef SVCENV_CLI_REPORTS_EXPLANATION_REPORT_H_
#define SVCENV_CLI_REPORTS_EXPLANATION_REPORT_H_

#include <string>
#include <vector>

#include "cli/reports/report_flags.h"
#include "svcenv/base/source.h"
#include "svcenv/check/explanation.h"
#include "svcenv/render/format.h"
#include "svcenv/render/output.h"
#include "svcenv/render/result.h"
#include "svcenv/render/result_json.h"

namespace svcenv::cli {

// An explanation and its container.
struct Explained {
  const Result* result;  // the container; must be ok
  std::string field;     // path of the container: "spec.containers[0]"
  Explanation explanation;
};

// Writes explanations. Text groups containers whose explanations differ only in places. `explained`
// is a subset of the ok `results`, in the same order; JSON also includes the failed results.
void WriteExplanations(Results results, const std::vector<Explained>& explained,
                       const Sources& sources, const ReportStyle& style, Output* output);

// Returns {"kind", "namespace", "name", "container", "variable", "value" …, "origin", "overrode",
// "madeOf", "candidates", "usedBy"}, with "absent" if the variable has no value.
Json ExplanationJson(const Explained& explained, const Sources& sources, bool mask_secrets);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_EXPLANATION_REPORT_H_
