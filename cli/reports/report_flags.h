// Flags for reports, which are text unless JSON is requested.
#ifndef SVCENV_CLI_REPORTS_REPORT_FLAGS_H_
#define SVCENV_CLI_REPORTS_REPORT_FLAGS_H_

#include <string>

#include "absl/status/statusor.h"
#include "cli/flags/arguments.h"
#include "cli/terminal/console.h"
#include "svcenv/render/columns.h"

namespace svcenv::cli {

struct ReportStyle {
  bool json = false;
  bool terminal = false;  // stdout is a terminal
  PeopleOptions people;
  bool mask_secrets = true;
  bool paged = false;  // use a pager if the console has one
};

struct ReportFlags {
  std::string output = "table";
  bool wide = false;
  bool no_pager = false;
  bool show_secrets = false;

  void Add(Arguments* arguments);

  // Returns the effect of the flags on this console. Errors are one line (InvalidArgument).
  absl::StatusOr<ReportStyle> Read(const Console& console) const;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_REPORT_FLAGS_H_
