// Reports the sizes of containers, as text or JSON.
#ifndef SVCENV_CLI_REPORTS_SIZE_REPORT_H_
#define SVCENV_CLI_REPORTS_SIZE_REPORT_H_

#include <vector>

#include "cli/reports/report_flags.h"
#include "svcenv/check/size.h"
#include "svcenv/render/format.h"
#include "svcenv/render/output.h"
#include "svcenv/render/result.h"
#include "svcenv/render/result_json.h"

namespace svcenv::cli {

struct Sized {
  const Result* result;  // the container; must be ok
  ContainerSize size;

  bool nginx() const { return RunsNginxEntrypoint(*result->resolved->container); }
  bool fits() const { return size.fits() && size.longest_fits() && (!nginx() || size.names_fit()); }
};

// Returns {"kind", "namespace", "name", "container", "fits", "total", …}:
// docs/schemas/size.schema.json.
Json SizeJson(const Sized& sized);

// Writes sizes, the largest first, with identical ones grouped. `sizes` has one element per ok
// result, in the same order. JSON keeps that order and also includes the failed results.
void WriteSizes(Results results, std::vector<Sized> sizes, const ReportStyle& style,
                Output* output);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_SIZE_REPORT_H_
