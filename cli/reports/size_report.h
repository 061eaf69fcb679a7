// Sizes of containers, as people and programs read them.
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
  const Result* result;  // the container; it is ok
  ContainerSize size;

  bool nginx() const { return RunsNginxEntrypoint(*result->resolved->container); }
  bool fits() const { return size.fits() && size.longest_fits() && (!nginx() || size.names_fit()); }
};

// {"kind", "namespace", "name", "container", "fits", "total", …}: docs/schemas/size.schema.json.
Json SizeJson(const Sized& sized);

// The largest first; those with the same figures stand together. `sizes` are those of the results
// that are ok, in their order; JSON keeps that order and has those that are not, too.
void WriteSizes(Results results, std::vector<Sized> sizes, const ReportStyle& style,
                Output* output);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_SIZE_REPORT_H_
