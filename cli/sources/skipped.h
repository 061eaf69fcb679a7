// Summarizes skipped files for stderr.
#ifndef SVCENV_CLI_SOURCES_SKIPPED_H_
#define SVCENV_CLI_SOURCES_SKIPPED_H_

#include <cstdint>
#include <string>
#include <vector>

namespace svcenv::cli {

// In the order of the summary.
enum class SkipReason : uint8_t {
  kNotKubernetes,
  kDocuments,     // some documents of a file
  kHelmChart,     // a directory
  kHelmTemplate,  // a file outside charts, or named as an operand
  kTemplate,      // a template of another program
  kKustomizePatch,
  kIgnored,  // .git, node_modules, and matches of --ignore-path or .svcenv.yaml
};

// Returns whether helm renders such a file.
constexpr bool IsOfHelm(SkipReason reason) {
  return reason == SkipReason::kHelmChart || reason == SkipReason::kHelmTemplate;
}

struct SkippedPath {
  std::string path;
  SkipReason reason;
};

// Returns "skipped 3 files that are not Kubernetes objects; --verbose lists them" and a newline,
// the list of paths if `verbose`, or "" if no file was skipped. Safe for a terminal.
std::string DescribeSkipped(const std::vector<SkippedPath>& skipped, bool verbose);

// Returns "help: …" lines that say how to read the skipped Helm charts and kustomize patches, or ""
// if there are none.
std::string HelpForSkipped(const std::vector<SkippedPath>& skipped);

// Return the instructions for rendering a chart or kustomization, for a remedy.
std::string RenderChart(const std::string& chart);
std::string BuildKustomization(const std::string& directory);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_SKIPPED_H_
