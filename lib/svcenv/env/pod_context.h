// What is known of a pod beside its spec, and how what is not known is taken.
#ifndef SVCENV_ENV_POD_CONTEXT_H_
#define SVCENV_ENV_POD_CONTEXT_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/env/source_object.h"
#include "svcenv/env/template.h"
#include "svcenv/env/unknown.h"
#include "svcenv/env/version_rules.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/controller.h"
#include "svcenv/kubernetes/limit_ranges.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/version.h"

namespace svcenv {

// What the kubelet knows of a running pod. What is empty here comes from the objects.
struct PodFacts {
  std::vector<std::string>
      pod_ips;         // as the runtime reports them; else pod_ip, else the pod's status
  std::string pod_ip;  // counts where none of pod_ips is an address
  std::vector<std::string> node_ips;  // the kubelet's --node-ip; the first orders pod_ips by family
  std::vector<std::string> host_ips;  // else the addresses of the node
  std::string node_name;              // else spec.nodeName
  // Contents of emptyDir volumes for fileKeyRef: volume → path → text. A volume that is named
  // exists.
  std::map<std::string, std::map<std::string, std::string>> files;
};

struct ResolveOptions {
  const VersionProfile* version = &DefaultVersion();
  // true: the objects are all there are, as for the kubelet; what is missing is an error unless it
  // is optional. false: what was not given may still be there in the cluster; its values are
  // unknown.
  bool complete = true;
  // true: the facts and the pod's status say all of the running pod; what they lack is empty, as it
  // then is for the kubelet. false: it is known only at run time.
  bool facts_complete = true;
  std::string legacy_service_host;  // not empty: SERVICE_HOST with this value

  DollarRule dollar_rule() const { return DollarRuleOf(*version); }
};

// What references of one container may expand to, in its variables and again in its texts, before
// it counts as an error: variables that repeat one another double with each. Far above the 6 MiB
// with which the kernel starts a process at most.
inline constexpr size_t kMaxExpandedBytes = 64 << 20;

// All that the value of a variable of one container depends on.
struct PodContext {
  const Cluster& cluster;
  const Workload& workload;
  const Container& container;
  const PodFacts& facts;
  const ResolveOptions& options;
  const LimitRanges* limit_ranges = nullptr;  // null: there are none

  // What LimitRanges are about to set in the pod; null if there is nothing, or the pod is admitted.
  const NamespaceLimits* limits() const {
    return limit_ranges == nullptr || workload.is_admitted
               ? nullptr
               : limit_ranges->In(namespace_(), &workload.meta);
  }

  const Pod& pod() const { return workload.pod; }
  std::string_view namespace_() const { return workload.meta.namespace_; }

  // The node of the pod: the one that spec.nodeName names; null if it was not given. Where it names
  // none, the only one there is, unless all objects are known and that pod then runs nowhere yet.
  const Node* node() const;

  // Returns the ConfigMap or Secret that containers of the pod see under a name. O(1) unless there
  // are variants of it.
  SourceObject FindSource(std::string_view kind, std::string_view name) const;

  // Why nothing is known of an object that was not found, "was not given" or "may not be read";
  // empty: it is not there.
  std::string_view WhyUnknown(std::string_view kind, std::string_view namespace_,
                              std::string_view name) const;
  // The cause of which WhyUnknown is the text.
  UnknownCause CauseOfUnknown(std::string_view kind, std::string_view namespace_,
                              std::string_view name) const;

  // Whether another program changes the text before Kubernetes sees it.
  bool HasPlaceholder(std::string_view text) const {
    return !FindPlaceholder(text, workload.placeholders).empty();
  }

  // Returns why a text that the API server checks is not known; "" if it is.
  std::string WhySubstituted(std::string_view text) const;

  // Returns why placeholders may make an object exist, or be optional, that was not found: "has a
  // placeholder in its name"; empty if they do not.
  std::string_view WhyMaybeFound(std::string_view kind, const ObjectReference& reference) const;

  // Returns the same about the key of an object that was found.
  std::string_view WhyMaybeHasKey(const ObjectReference& reference, const ObjectMeta& meta,
                                  const Entries& data) const;

  // "Deployment"; "Pod".
  std::string_view kind() const { return workload.kind; }

  // "spec.template.spec.containers[0]" with `rest` behind it.
  std::string FieldPath(std::string_view rest) const;

  // An error that names the object, the container, and the field, a path within the container.
  Diagnostic Error(std::string_view code, std::string message, Remedy remedy, Position position,
                   std::string_view field) const;

  // The error of kMaxExpandedBytes.
  Diagnostic ExpandsTooFar(Position position, std::string_view field) const;
};

// Why a text is not known: "Argo replaces {{x}}"; "" if it has no placeholder.
std::string WhyPlaceholder(Placeholders placeholders, std::string_view text);

// Why the variables of an object are unknown.
inline constexpr std::string_view kTemplatedKey = "has a placeholder in a key";

// Returns why links_unknown is set: "OpenShift replaces ${{LINKS}}".
std::string WhyLinksUnknown(const Workload& workload);

// Returns why the kubelet does not see an entry of env as it is written: the controller sets a
// variable of that name, or its name or value has a placeholder; "" if neither is so. O(1) for a
// workload with neither.
std::string WhyReplaced(const EnvVar& entry, const Workload& workload);

// The value of a source.
struct SourceValue {
  enum class State { kSet, kNotSet, kUnknown };
  State state = State::kSet;
  std::string text;  // the value; kUnknown: why, "ConfigMap shop/settings was not given"
  bool secret = false;
  UnknownCause cause = UnknownCause::kNone;

  static SourceValue Set(std::string_view text, bool secret = false) {
    return {State::kSet, std::string(text), secret};
  }
  static SourceValue NotSet() { return {State::kNotSet, ""}; }
  static SourceValue Unknown(std::string why, UnknownCause cause = UnknownCause::kRuntime,
                             bool secret = false) {
    return {State::kUnknown, std::move(why), secret, cause};
  }
};

}  // namespace svcenv

#endif  // SVCENV_ENV_POD_CONTEXT_H_
