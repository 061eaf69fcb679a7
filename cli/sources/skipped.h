// Files that were skipped, as they are counted on stderr.
#ifndef SVCENV_CLI_SOURCES_SKIPPED_H_
#define SVCENV_CLI_SOURCES_SKIPPED_H_

#include <cstdint>
#include <string>
#include <vector>

namespace svcenv::cli {

// In the order in which they are counted.
enum class SkipReason : uint8_t {
  kNotKubernetes,
  kDocuments,     // some documents of a file
  kHelmChart,     // a directory
  kHelmTemplate,  // a file that is in no chart, or named by itself
  kTemplate,      // a file that another program than helm makes manifests of
  kKustomizePatch,
  kIgnored,  // .git, node_modules, and what --ignore-path and .svcenv.yaml ignore
};

// Whether helm makes manifests of it.
constexpr bool IsOfHelm(SkipReason reason) {
  return reason == SkipReason::kHelmChart || reason == SkipReason::kHelmTemplate;
}

struct SkippedPath {
  std::string path;
  SkipReason reason;
};

// Returns "skipped 3 files that are not Kubernetes objects; --verbose lists them", with a line break
// at its end, or the list if `verbose`; "" if nothing was skipped. Safe for a terminal.
std::string DescribeSkipped(const std::vector<SkippedPath>& skipped, bool verbose);

// Returns what to do with Helm charts and kustomizations of which files were skipped: "help: …", a
// line for each kind; "" if there are none.
std::string HelpForSkipped(const std::vector<SkippedPath>& skipped);

// Returns the commands that render a chart or a kustomization, for a remedy.
std::string RenderChart(const std::string& chart);
std::string BuildKustomization(const std::string& directory);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_SKIPPED_H_
