// Facts about a pod besides its spec, and the treatment of unknown facts.
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

// Facts that the kubelet knows about a running pod. Empty fields default to the objects.
struct PodFacts {
  // As reported by the runtime. Defaults to pod_ip, then to the pod's status.
  std::vector<std::string> pod_ips;
  std::string pod_ip;                 // used if pod_ips has no valid address
  std::vector<std::string> node_ips;  // the kubelet's --node-ip; the first orders pod_ips by family
  std::vector<std::string> host_ips;  // defaults to the addresses of the node
  std::string node_name;              // defaults to spec.nodeName
  // Contents of emptyDir volumes for fileKeyRef: volume → path → content. The volumes listed here
  // exist.
  std::map<std::string, std::map<std::string, std::string>> files;
};

struct ResolveOptions {
  const VersionProfile* version = &DefaultVersion();
  // Whether the objects are complete. If true, an object that is not in the input is missing, which
  // is an error unless it is optional. If false, the cluster may have it, so its values are
  // unknown.
  bool complete = true;
  // Whether the facts and the pod's status are complete. If true, facts that they lack are empty,
  // as for the kubelet. If false, such facts are known only at run time.
  bool facts_complete = true;
  std::string legacy_service_host;  // if not empty, sets SERVICE_HOST to this value

  DollarRule dollar_rule() const { return DollarRuleOf(*version); }
};

// Limit on the expanded values of one container's variables, and again on its other expanded
// strings. Guards against variables that include each other and double in size each time. Far above
// the kernel's limit of 6 MiB per process.
inline constexpr size_t kMaxExpandedBytes = 64 << 20;

// Everything that the variables of a container depend on.
struct PodContext {
  const Cluster& cluster;
  const Workload& workload;
  const Container& container;
  const PodFacts& facts;
  const ResolveOptions& options;
  const LimitRanges* limit_ranges = nullptr;  // may be null

  // Returns the limits that LimitRanges will set in the pod. Returns null if there are none, or if
  // the pod is already admitted.
  const NamespaceLimits* limits() const {
    return limit_ranges == nullptr || workload.is_admitted
               ? nullptr
               : limit_ranges->In(namespace_(), &workload.meta);
  }

  const Pod& pod() const { return workload.pod; }
  std::string_view namespace_() const { return workload.meta.namespace_; }

  // Returns the node that the facts or spec.nodeName name, or null if it is not in the input. If
  // neither names a node, returns the only Node, unless the objects are complete and the facts are
  // not: the pod is then not scheduled yet.
  const Node* node() const;

  // Returns the ConfigMap or Secret that containers of the pod see under a name. O(1) unless it has
  // variants.
  SourceObject FindSource(std::string_view kind, std::string_view name) const;

  // Returns why an object that was not found is unknown: "is not in the input", or why it cannot be
  // read. Returns "" if it is missing.
  std::string_view WhyUnknown(std::string_view kind, std::string_view namespace_,
                              std::string_view name) const;
  // Returns the cause that WhyUnknown describes.
  UnknownCause CauseOfUnknown(std::string_view kind, std::string_view namespace_,
                              std::string_view name) const;

  // Returns whether another program changes `text` before Kubernetes reads it.
  bool HasPlaceholder(std::string_view text) const {
    return !FindPlaceholder(text, workload.placeholders).empty();
  }

  // Returns why a string that the API server validates is unknown, or "" if it is known.
  std::string WhySubstituted(std::string_view text) const;

  // Returns why an object that was not found may still exist or be optional because of a
  // placeholder: "has a placeholder in its name". Returns "" if there is no such placeholder.
  std::string_view WhyMaybeFound(std::string_view kind, const ObjectReference& reference) const;

  // Like WhyMaybeFound, for a key that was not found in an existing object.
  std::string_view WhyMaybeHasKey(const ObjectReference& reference, const ObjectMeta& meta,
                                  const Entries& data) const;

  std::string_view kind() const { return workload.kind; }

  // Returns the path of the container, followed by `rest`: "spec.template.spec.containers[0].REST".
  std::string FieldPath(std::string_view rest) const;

  // Returns an error with the object, the container, and `field`, a path within the container.
  Diagnostic Error(std::string_view code, std::string message, Remedy remedy, Position position,
                   std::string_view field) const;

  // Returns the error for exceeding kMaxExpandedBytes.
  Diagnostic ExpandsTooFar(Position position, std::string_view field) const;
};

// Returns why a string is unknown: "Argo replaces {{x}}". Returns "" if it has no placeholder.
std::string WhyPlaceholder(Placeholders placeholders, std::string_view text);

// Says why the variables of an object are unknown.
inline constexpr std::string_view kTemplatedKey = "has a placeholder in a key";

// Returns why links_unknown is set: "OpenShift replaces ${{LINKS}}".
std::string WhyLinksUnknown(const Workload& workload);

// Returns why the kubelet does not see an entry of env as written: a controller sets the variable,
// or the entry has a placeholder in its name or value. Returns "" otherwise. O(1) for a workload
// without placeholders and such a controller.
std::string WhyReplaced(const EnvVar& entry, const Workload& workload);

}  // namespace svcenv

#endif  // SVCENV_ENV_POD_CONTEXT_H_
