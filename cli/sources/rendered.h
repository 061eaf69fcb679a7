// Renders manifests with kustomize and helm.
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
  std::string chart;    // a directory, archive, or other reference; empty: no chart
  std::string release;  // the name of the release; empty: helm's default
  std::vector<std::string> values;
  std::vector<std::string> sets;
};

// Output of a tool.
struct Rendered {
  std::string name;  // the command: "kubectl kustomize overlays/prod"
  std::string text;
  Origins origins;  // source files of the objects, where the text names them
};

using LineCallback = std::function<void(std::string_view line)>;

// Runs `kubectl kustomize DIRECTORY`, or `kustomize build DIRECTORY` if kubectl is not found.
// Origins are from kustomize's annotations (buildMetadata: [originAnnotations]). See RunTool for
// `on_line`. Errors contain the tool's own message.
absl::StatusOr<Rendered> RunKustomize(const std::string& directory, const LineCallback& on_line);

// Runs `helm template`. An empty namespace or Kubernetes version leaves the choice to helm.
absl::StatusOr<Rendered> RunHelm(const HelmFlags& flags, const std::string& namespace_,
                                 const std::string& kube_version, const LineCallback& on_line);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_RENDERED_H_
