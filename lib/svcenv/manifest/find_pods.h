// Pods in objects of kinds that svcenv does not know; for this package only.
#ifndef SVCENV_MANIFEST_FIND_PODS_H_
#define SVCENV_MANIFEST_FIND_PODS_H_

#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/manifest/decoder.h"

namespace svcenv {

// Deeper values are not searched.
inline constexpr int kDeepestPod = 32;

// What an object of an unknown kind contains.
struct FoundPods {
  std::vector<Workload> workloads;  // with the object's metadata
  bool has_objects = false;
};

// Reads the next value, an object of that kind, and finds by their shape:
// - pod templates: values of `template`, or of a key that ends in "Template", and items of lists of
//   such keys in the plural, that have a list spec.containers
// - other objects, with apiVersion, kind, and a map `metadata`: `read_object` reads each of them. If
//   it returns false, it has not read the value, which is searched as any other map.
// No string is searched, nor is a patch, in a key that begins with "patch", or a
// CustomResourceDefinition. Texts of the workloads live as long as
// the arena of `decoder`, `kind` among them. O(size of the object).
FoundPods FindPods(Decoder& decoder, std::string_view kind,
                   absl::FunctionRef<bool(Reader&)> read_object);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_FIND_PODS_H_
