// The ConfigMaps and Secrets that pods refer to, of which there may be variants.
#ifndef SVCENV_ENV_SOURCE_OBJECT_H_
#define SVCENV_ENV_SOURCE_OBJECT_H_

#include <string>
#include <string_view>

#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/object_meta.h"

namespace svcenv {

// A ConfigMap or Secret, as a pod sees it.
struct SourceObject {
  const ObjectMeta* meta = nullptr;       // null: there is none, or it is not known which one it is
  const Entries* data = nullptr;          // null with `meta`
  const ConfigMap* config_map = nullptr;  // null with `meta`, and for a Secret
  // Not empty: several objects have the name, and this is why it is not known which one counts: "is
  // defined in a.yaml and b.yaml".
  std::string ambiguous;
};

// Returns `ambiguous` for the variants of an object; empty if there are none.
std::string WhyAmbiguous(std::string_view kind, std::string_view namespace_, std::string_view name,
                         const Cluster& cluster);

}  // namespace svcenv

#endif  // SVCENV_ENV_SOURCE_OBJECT_H_
