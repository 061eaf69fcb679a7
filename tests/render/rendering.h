// What the tests of formats share: results from a manifest, and the readers of other languages.
#ifndef SVCENV_TESTS_RENDER_RENDERING_H_
#define SVCENV_TESTS_RENDER_RENDERING_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nlohmann/json.hpp"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/render/format.h"

namespace svcenv {

// The results of all containers of a manifest; what was not given is unknown.
class Rendered {
 public:
  explicit Rendered(std::string_view manifest);

  const std::vector<Result>& results() const { return results_; }
  const Cluster& cluster() const { return cluster_; }

  // What a format makes of them.
  std::string As(std::string_view format, const RenderOptions& options = {}) const;

 private:
  Cluster cluster_;
  std::vector<Result> results_;
};

// A pod whose container has these values, as V0, V1, ….
std::string PodWithValues(const std::vector<std::string>& values);

// Texts that formats stumble over: what YAML may take for something else, blanks, line ends,
// escapes.
std::vector<std::string> DifficultTexts();

// What PyYAML makes of a YAML text, as JSON; nothing where /usr/bin/python3 has no PyYAML.
std::optional<nlohmann::ordered_json> ReadWithPyYaml(const std::string& yaml);

// What the reader of manifests, which follows kubectl's (go-yaml v2), makes of it.
std::vector<nlohmann::ordered_json> ReadAsKubectl(const std::string& yaml);

}  // namespace svcenv

#endif  // SVCENV_TESTS_RENDER_RENDERING_H_
