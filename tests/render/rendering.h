// Shared by the format tests: results from a manifest, and readers in other languages.
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

// The results for all containers of a manifest. Objects that are not in it are unknown.
class Rendered {
 public:
  explicit Rendered(std::string_view manifest);

  const std::vector<Result>& results() const { return results_; }
  const Cluster& cluster() const { return cluster_; }

  // Returns the results in a format.
  std::string As(std::string_view format, const RenderOptions& options = {}) const;

 private:
  Cluster cluster_;
  std::vector<Result> results_;
};

// Returns a pod whose container has these values as V0, V1, ….
std::string PodWithValues(const std::vector<std::string>& values);

// Returns strings that formats easily get wrong: ambiguous YAML scalars, whitespace, newlines, and
// escapes.
std::vector<std::string> DifficultTexts();

// Returns the YAML as PyYAML reads it, or no value if /usr/bin/python3 has no PyYAML.
std::optional<nlohmann::ordered_json> ReadWithPyYaml(const std::string& yaml);

// Returns the YAML as svcenv's manifest reader, which follows kubectl (go-yaml v2), reads it.
std::vector<nlohmann::ordered_json> ReadAsKubectl(const std::string& yaml);

}  // namespace svcenv

#endif  // SVCENV_TESTS_RENDER_RENDERING_H_
