#include "cli/reports/report_flags.h"

#include "absl/strings/str_cat.h"
#include "cli/terminal/errors.h"
#include "cli/terminal/pager.h"

namespace svcenv::cli {

void ReportFlags::Add(Arguments* arguments) {
  arguments->Group("Output");
  arguments->AddFormat(&output, "Output format. Defaults to table",
                       {{"table", "aligned columns, for people"}, {"json", "for programs"}});
  arguments->Add(&wide, "--wide", "Do not truncate long values to the terminal width");
  arguments->Add(&no_pager, "--no-pager", kNoPagerHelp);
  arguments->Add(&show_secrets, "--show-secrets", "Show the values of Secrets instead of ******");
}

absl::StatusOr<ReportStyle> ReportFlags::Read(const Console& console) const {
  if (output != "table" && output != "json") {
    return absl::InvalidArgumentError(absl::StrCat("unknown format '", output, "'",
                                                   DidYouMean(output, {"table", "json"}),
                                                   " (-o takes table, json)"));
  }
  ReportStyle style;
  style.json = output == "json";
  style.terminal = console.out_is_terminal();
  style.people.color = console.shows_color();
  style.people.width = wide ? 0 : console.width();
  style.mask_secrets = !show_secrets;
  style.paged = !style.json && !no_pager;
  return style;
}

}  // namespace svcenv::cli
