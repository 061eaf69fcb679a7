// Manifests that kustomize and helm make.
#ifndef SVCENV_CLI_SOURCES_RENDERED_H_
#define SVCENV_CLI_SOURCES_RENDERED_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "svcenv/base/source.h"

namespace svcenv::cli {

struct HelmFlags {
  std::string chart;  // a directory, an archive, or what else helm takes; empty: no chart
  std::vector<std::string> values;
  std::vector<std::string> sets;
};

// What one of them wrote, under the name of the command that was run.
struct Rendered {
  std::string name;  // "kubectl kustomize overlays/prod"
  std::string text;
  Origins origins;  // of the objects, as far as the text names their files
};

using Tell = std::function<void(std::string_view line)>;

// Runs `kubectl kustomize DIRECTORY`, or `kustomize build DIRECTORY` if there is no kubectl. The
// origins are those of kustomize's annotations (buildMetadata: [originAnnotations]). `tell` is as of
// RunTool. Errors are in the tool's own words.
absl::StatusOr<Rendered> RunKustomize(const std::string& directory, const Tell& tell);

// Runs `helm template`, for a namespace and a version of Kubernetes unless they are empty.
absl::StatusOr<Rendered> RunHelm(const HelmFlags& flags, const std::string& namespace_,
                                 const std::string& kube_version, const Tell& tell);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_RENDERED_H_
