// How reports are shown, the outputs that are read by people unless JSON is asked for.
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
  bool terminal = false;  // stdout is one
  PeopleOptions people;
  bool mask_secrets = true;
  bool paged = false;  // a screen at a time, where the console has one
};

struct ReportFlags {
  std::string output = "table";
  bool wide = false;
  bool no_pager = false;
  bool show_secrets = false;

  void Add(Arguments* arguments);

  // What the flags ask for, on this console. What is wrong with them is one line (InvalidArgument).
  absl::StatusOr<ReportStyle> Read(const Console& console) const;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_REPORT_FLAGS_H_
