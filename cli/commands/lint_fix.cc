#include "cli/commands/lint_fix.h"

#include "absl/strings/str_cat.h"
#include "cli/sources/rewrite.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/counted.h"

namespace svcenv::cli {
namespace {

void SayLeftOut(const Fixed& fixed, Console* console) {
  for (const std::string& path : fixed.left) {
    console->SayNote(absl::StrCat(path, " is not fixed: it is not UTF-8"));
  }
}

}  // namespace

void FixFlags::Add(Arguments* arguments) {
  arguments->Add(&fix, "--fix",
                 "Apply fixes that keep or restore the meaning of the files, and report the "
                 "remaining findings");
  arguments->Add(&diff, "--diff", "With --fix, write a patch to stdout instead of changing files");
  arguments->Add(&unsafe, "--unsafe-fixes",
                 "With --fix, also apply guesses, such as the nearest variable name");
}

absl::Status FixFlags::Check(const WorkspaceFlags& flags, std::string_view output) const {
  if (!fix) {
    if (!diff && !unsafe) return absl::OkStatus();
    return WrongUse(absl::StrCat(diff ? "--diff" : "--unsafe-fixes", " requires --fix"),
                    "add --fix");
  }
  if (diff && output != "text") {
    return WrongUse(absl::StrCat("--diff writes a patch and does not support -o ", output),
                    "omit one of the two");
  }
  return CheckFixable(flags);
}

absl::Status WriteFixed(const Fixed& fixed, Console* console) {
  SayLeftOut(fixed, console);
  return RewriteFiles(fixed.rewrites);
}

void ShowFixed(const Fixed& fixed, const Linted& original, Console* console) {
  SayLeftOut(fixed, console);
  for (const Rewrite& rewrite : fixed.rewrites) {
    console->out().Append(PatchOf(rewrite, original));
  }
}

std::string DescribeFixed(const Fixed& fixed, size_t left) {
  return absl::StrCat("fixed ", Counted(fixed.findings, "finding"), " in ",
                      Counted(fixed.rewrites.size(), "file"), "; ", WithCommas(left), " left\n");
}

std::string DescribeFixable(const WorkspaceFlags& flags, const Cluster& cluster,
                            const Diagnostics& findings) {
  if (!CheckFixable(flags).ok() || !CheckFixable(cluster).ok()) return "";
  const size_t count = CountFixable(cluster.sources(), findings);
  return count == 0 ? "" : absl::StrCat(" (", WithCommas(count), " fixable with --fix)");
}

}  // namespace svcenv::cli
