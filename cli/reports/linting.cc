#include "cli/reports/linting.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "svcenv/base/counted.h"
#include "svcenv/base/visible.h"
#include "svcenv/check/cause.h"
#include "svcenv/check/lint.h"
#include "svcenv/check/lint_ignore.h"

namespace svcenv::cli {
namespace {

void AddAllFindings(Linted* linted) {
  const Workspace& workspace = *linted->workspace;
  const Cluster& cluster = workspace.cluster();
  std::vector<LintSubject> subjects;
  subjects.reserve(linted->selected.size());
  for (const Selected& one : linted->selected) {
    // A template that belongs to another object is checked there.
    if (one.workload->template_of.has_value() && linted->selection.whole()) continue;
    subjects.push_back({one.workload, one.container, workspace.FactsOf(*one.workload)});
  }
  LintOptions options;
  options.resolve = linted->resolve_options();
  options.check_volumes = !workspace.live();
  options.applications = linted->configs.applications();
  options.threads = ThreadsFor(workspace, linted->selected.size());
  AddFindings(Lint(cluster, options, std::move(subjects), linted->services), &linted->findings);
  ApplyLintIgnore(cluster, &linted->findings);
  linted->configs.Apply(cluster.sources(), &linted->findings);
  SortFindings(cluster.sources(), &linted->findings);
  SetCauses(cluster, &linted->findings);
}

// Keeps errors with a code. Errors of flags and arguments have none.
void Fail(Diagnostics diagnostics, const Sources& sources, Linted* linted) {
  linted->failed = true;
  linted->sources_of_errors = &sources;
  for (Diagnostic& one : diagnostics) {
    if (one.severity == Severity::kError && !one.code.empty()) {
      linted->errors.push_back(std::move(one));
    }
  }
}

}  // namespace

ResolveOptions Linted::resolve_options() const {
  ResolveOptions options = workspace->options();
  options.complete |= configs.complete() && !workspace->incomplete();
  return options;
}

std::unique_ptr<Linted> OpenAndLint(const WorkspaceFlags& flags, const Selection& selection,
                                    Console* console) {
  WorkspaceQuery query;
  query.selection = selection;
  query.lint = true;
  OpenedWorkspace opened = OpenWorkspace(flags, query, console);
  const bool ok = opened.ok();
  auto linted = std::make_unique<Linted>();
  linted->workspace = std::move(opened.workspace);
  if (!ok) {
    Fail(std::move(opened.diagnostics), linted->workspace->sources(), linted.get());
    return linted;
  }
  linted->findings = std::move(opened.findings);
  linted->unchecked_kinds = std::move(opened.unchecked_kinds);

  linted->configs = std::move(opened.configs);
  Diagnostics errors = std::move(opened.config_errors);
  for (const Diagnostic& error : errors) console->Say(error, linted->configs.sources());
  if (!errors.empty()) {
    Fail(std::move(errors), linted->configs.sources(), linted.get());
    return linted;
  }

  const absl::Status status = linted->Select(flags, selection, Require::kNothing);
  if (!status.ok()) {
    console->Fail(status);
    linted->failed = true;
    return linted;
  }
  linted->services = ServicesOf(linted->workspace->cluster(), linted->selection, linted->selected);
  AddAllFindings(linted.get());
  return linted;
}

std::string DescribeUnchecked(const std::set<std::string>& kinds) {
  constexpr size_t kMaxNamed = 10;
  if (kinds.empty()) return "";
  std::vector<std::string_view> names(kinds.begin(), kinds.end());
  if (names.size() > kMaxNamed) names.resize(kMaxNamed);
  const size_t more = kinds.size() - names.size();
  return absl::StrCat(Counted(kinds.size(), "kind"),
                      " not checked: ", Visible(absl::StrJoin(names, ", ")),
                      more == 0 ? "" : absl::StrCat(", and ", WithCommas(more), " more"), "\n");
}

}  // namespace svcenv::cli
