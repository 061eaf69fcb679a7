#include "cli/sources/skipped.h"

#include <algorithm>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/sources/manifest_files.h"
#include "cli/terminal/program.h"
#include "svcenv/base/counted.h"
#include "svcenv/base/visible.h"

namespace svcenv::cli {
namespace {

struct ReasonText {
  SkipReason reason;
  std::string_view one, many;
};

constexpr ReasonText kReasons[] = {
    {SkipReason::kNotKubernetes, "file that is not a Kubernetes object",
     "files that are not Kubernetes objects"},
    {SkipReason::kDocuments, "file with documents that are not Kubernetes objects",
     "files with documents that are not Kubernetes objects"},
    {SkipReason::kHelmChart, "Helm chart", "Helm charts"},
    {SkipReason::kHelmTemplate, "Helm template", "Helm templates"},
    {SkipReason::kTemplate, "template", "templates"},
    {SkipReason::kKustomizePatch, "kustomize patch", "kustomize patches"},
    {SkipReason::kIgnored, "ignored path", "ignored paths"},
};

}  // namespace

std::string RenderChart(const std::string& chart) {
  return absl::StrCat("pass --helm ", chart, ", or run: helm template ", chart,
                      " | svcenv lint -f -");
}

std::string BuildKustomization(const std::string& directory) {
  return absl::StrCat("pass -k ", directory, ", or run: kubectl kustomize ", directory,
                      " | svcenv lint -f -");
}

std::string DescribeSkipped(const std::vector<SkippedPath>& skipped, bool verbose) {
  std::vector<std::string> counts;
  std::string list;
  for (const ReasonText& row : kReasons) {
    size_t count = 0;
    std::string paths;
    for (const SkippedPath& one : skipped) {
      if (one.reason != row.reason) continue;
      ++count;
      absl::StrAppend(&paths, "    ", Visible(one.path), "\n");
    }
    if (count == 0) continue;
    counts.push_back(absl::StrCat(WithCommas(count), " ", count == 1 ? row.one : row.many));
    absl::StrAppend(&list, "skipped ", counts.back(), ":\n", paths);
  }
  if (verbose || counts.empty()) return list;
  std::string text = counts.front();
  for (size_t i = 1; i < counts.size(); ++i) {
    const bool last = i + 1 == counts.size();
    absl::StrAppend(&text, last ? (i > 1 ? ", and " : " and ") : ", ", counts[i]);
  }
  return absl::StrCat("skipped ", text, "; --verbose lists ", skipped.size() == 1 ? "it" : "them",
                      "\n");
}

std::string HelpForSkipped(const std::vector<SkippedPath>& skipped) {
  const auto first = [&](SkipReason reason) {
    return std::find_if(skipped.begin(), skipped.end(),
                        [&](const SkippedPath& one) { return one.reason == reason; });
  };
  const auto of_helm = [](const SkippedPath& one) { return IsOfHelm(one.reason); };
  std::string help;
  if (const auto found = std::find_if(skipped.begin(), skipped.end(), of_helm);
      found != skipped.end()) {
    const std::string chart = ChartOf(found->path);
    absl::StrAppend(&help, "help: to read the chart, ",
                    RenderChart(chart.empty() ? "CHART" : chart), "\n");
  }
  if (const auto found = first(SkipReason::kKustomizePatch); found != skipped.end()) {
    absl::StrAppend(&help, "help: to apply the patches, ",
                    BuildKustomization(KustomizationOf(found->path)), "\n");
  }
  return VisibleLines(AsCalled(help));
}

}  // namespace svcenv::cli
