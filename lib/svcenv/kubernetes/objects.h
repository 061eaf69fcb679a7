// The Kubernetes objects that affect a container's environment, as plain structs with only the
// fields that are used.
//
// Strings are views. The creator of an object owns them, usually the Cluster that it is read into.
// Positions of objects that are not read from a file may be unset. A missing string is empty, as in
// the kubelet, which cannot distinguish the two either.
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

// Keys that an object has but whose values are unknown. They are not in `data`.
struct UnknownKeys {
  std::vector<std::string_view> keys;
  std::string_view why;  // "is encrypted by SOPS"; follows the object's name
};

struct ConfigMap {
  ObjectMeta meta;
  Entries data;  // the kubelet never reads binaryData
  std::vector<std::string_view> binary_keys;
  size_t binary_bytes = 0;  // total size of the decoded values of binaryData
  UnknownKeys unknown;
};

struct Secret {
  ObjectMeta meta;
  Entries data;  // decoded, with stringData merged in
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

// The values of resource lists are quantities.
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
