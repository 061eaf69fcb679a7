// Changes that controllers make to the pods they create, limited to those that an environment can
// show.
#ifndef SVCENV_KUBERNETES_CONTROLLER_H_
#define SVCENV_KUBERNETES_CONTROLLER_H_

#include <cstdint>
#include <string_view>

namespace svcenv {

// Placeholders that another program replaces before Kubernetes sees the object.
enum class Placeholders : uint8_t {
  kNone,
  kWorkflow,   // {{inputs.parameters.x}} of Argo Workflows
  kTask,       // $(params.x) of Tekton
  kParameter,  // ${X} and ${{X}} of OpenShift Templates
  // $X and ${X} of envsubst and Flux, {{x}}, $(x) of kustomize, $$x$$, <<x>>, and #{x}. The API
  // server rejects them in names, labels, numbers, and quantities; elsewhere, they may be meant for
  // a program in the container.
  kSubstituted,
};

// One row of docs/templates-to-pods.md. Lists are names separated by spaces. A name may end in `*`,
// which matches any string; `*` alone matches any name.
struct Controller {
  std::string_view labels = {};       // set at run time, overriding the template
  std::string_view annotations = {};  // set at run time, overriding the template
  std::string_view variables = {};    // may be set
  bool makes_jobs = false;            // the Job controller creates the pods; see JobSettings
  bool jobs_are_indexed = false;      // unless completionMode is set
  bool sets_links = false;            // sets enableServiceLinks if the template does not
  bool replaces_variables = false;    // drops entries of `env` that are named in `variables`
  Placeholders placeholders = Placeholders::kNone;
};

// Returns whether a list of Controller contains the name.
bool Lists(std::string_view list, std::string_view name);

// Returns the first placeholder of the given kind in `text`, or "" if there is none.
// O(text.size()).
std::string_view FindPlaceholder(std::string_view text, Placeholders placeholders);

// Returns whether another program changes `text`, a string that the API server validates. Finds
// placeholders of every kind, as kSubstituted includes the others. O(text.size()).
inline bool IsSubstituted(std::string_view text) {
  return !FindPlaceholder(text, Placeholders::kSubstituted).empty();
}

// Returns whether two strings may be equal once their placeholders are replaced: "${A}-db" and
// "shop-db". O(a.size() + b.size()).
bool MayBeSame(std::string_view a, std::string_view b, Placeholders placeholders);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_CONTROLLER_H_
