// The Kubernetes objects that bear on a container's environment, as plain structs that hold what
// the semantics read and nothing else.
//
// Texts are views: they belong to whoever made the object, usually the Cluster that it was read
// into. A Position of an object that a program made may stay "nowhere". An absent text is empty, as
// for the kubelet, which cannot tell the two apart either.
#ifndef SVCENV_KUBERNETES_OBJECTS_H_
#define SVCENV_KUBERNETES_OBJECTS_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "svcenv/kubernetes/container.h"
#include "svcenv/kubernetes/object_meta.h"
#include "svcenv/kubernetes/pod.h"
#include "svcenv/kubernetes/service.h"

namespace svcenv {

// Keys that an object has although their values are not known: they are not in `data`.
struct UnknownKeys {
  std::vector<std::string_view> keys;
  std::string_view why;  // "is encrypted by SOPS", after the object's name
};

struct ConfigMap {
  ObjectMeta meta;
  Entries data;  // binaryData is never read by the kubelet
  std::vector<std::string_view> binary_keys;
  size_t binary_bytes = 0;  // of the values of binaryData together, decoded
  UnknownKeys unknown;
};

struct Secret {
  ObjectMeta meta;
  Entries data;  // decoded, stringData merged into it
  UnknownKeys unknown;
};

struct NodeAddress {
  std::string_view type;  // "InternalIP", …
  std::string_view address;
};

struct Node {
  ObjectMeta meta;
  std::vector<NodeAddress> addresses;
  Entries allocatable;
  std::string_view kubelet_version;  // "v1.37.2"
};

// The texts of resource lists are quantities.
struct LimitRangeItem {
  Located type;  // "Container", "Pod", …
  Entries max;
  Entries min;
  Entries default_limits;    // `default`
  Entries default_requests;  // `defaultRequest`
  Entries max_ratio;         // `maxLimitRequestRatio`
};

struct LimitRange {
  ObjectMeta meta;
  std::vector<LimitRangeItem> limits;
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_OBJECTS_H_
