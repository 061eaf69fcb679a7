// ConfigMaps and Secrets that pods reference, which may have variants.
#ifndef SVCENV_ENV_SOURCE_OBJECT_H_
#define SVCENV_ENV_SOURCE_OBJECT_H_

#include <string>
#include <string_view>

#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/object_meta.h"

namespace svcenv {

// A ConfigMap or Secret, as a pod sees it.
struct SourceObject {
  const ObjectMeta* meta = nullptr;       // null if the object is not found or is ambiguous
  const Entries* data = nullptr;          // null if `meta` is
  const ConfigMap* config_map = nullptr;  // null if `meta` is, and for a Secret
  // If not empty, several objects have this name, and it is unknown which one the pod sees: "is
  // defined in a.yaml and b.yaml".
  std::string ambiguous;
};

// Returns the value of `ambiguous` for an object, or "" if it has no variants.
std::string WhyAmbiguous(std::string_view kind, std::string_view namespace_, std::string_view name,
                         const Cluster& cluster);

}  // namespace svcenv

#endif  // SVCENV_ENV_SOURCE_OBJECT_H_
