// What controllers add to the pods that they make, as far as an environment can show it.
#ifndef SVCENV_KUBERNETES_CONTROLLER_H_
#define SVCENV_KUBERNETES_CONTROLLER_H_

#include <cstdint>
#include <string_view>

namespace svcenv {

// Texts that another program replaces before Kubernetes sees them.
enum class Placeholders : uint8_t {
  kNone,
  kWorkflow,   // {{inputs.parameters.x}}, of Argo
  kTask,       // $(params.x), of Tekton
  kParameter,  // ${X} and ${{X}}, of OpenShift Templates
  // $X and ${X} of envsubst and Flux, {{x}}, $(x) of kustomize, $$x$$, <<x>>, and #{x}. The API
  // server accepts none of them in names, labels, numbers, and quantities; elsewhere, they may be
  // meant for a program in the container.
  kSubstituted,
};

// One row of docs/templates-to-pods.md. Lists are names separated by blanks; a name may end in `*`,
// which is any text, and `*` alone is any name.
struct Controller {
  std::string_view labels = {};       // set at run time, whatever the template has
  std::string_view annotations = {};  // the same
  std::string_view variables = {};    // that it may set
  bool makes_jobs = false;            // the Job controller makes the pods; see JobSettings
  bool jobs_are_indexed = false;      // unless completionMode says otherwise
  bool sets_links = false;            // it sets enableServiceLinks if the template does not
  bool replaces_variables = false;    // it drops entries of env with the names of its `variables`
  Placeholders placeholders = Placeholders::kNone;
};

// Returns whether the list has the name.
bool Lists(std::string_view list, std::string_view name);

// Returns the first placeholder in the text, or "" if it has none. `${X}` counts in kParameter and
// kSubstituted only, and so on. O(size of the text).
std::string_view FindPlaceholder(std::string_view text, Placeholders placeholders);

// Returns whether another program changes a text that the API server checks: what is a placeholder
// for one of them is one of kSubstituted, too. O(size of the text).
inline bool IsSubstituted(std::string_view text) {
  return !FindPlaceholder(text, Placeholders::kSubstituted).empty();
}

// Returns whether two texts may be the same once the placeholders in them are replaced: "${A}-db"
// and "shop-db". O(size of the texts).
bool MayBeSame(std::string_view a, std::string_view b, Placeholders placeholders);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_CONTROLLER_H_
