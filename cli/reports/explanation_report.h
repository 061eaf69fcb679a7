// Explanations of a variable, as people and programs read them.
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

// One explanation, and what it is about.
struct Explained {
  const Result* result;  // the container; it is ok
  std::string field;     // the path of the container, "spec.containers[0]"
  Explanation explanation;
};

// Containers with the same explanation, but for where it is written, stand together. `explained`
// are some of the results that are ok, in their order; JSON has those that are not, too.
void WriteExplanations(Results results, const std::vector<Explained>& explained,
                       const Sources& sources, const ReportStyle& style, Output* output);

// {"kind", "namespace", "name", "container", "variable", "value" …, "origin", "overrode", "madeOf",
// "candidates", "usedBy"}; "absent" where there is no value.
Json ExplanationJson(const Explained& explained, const Sources& sources, bool mask_secrets);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_EXPLANATION_REPORT_H_
