// Finds pods in objects of unknown kinds. Internal to this package.
#ifndef SVCENV_MANIFEST_FIND_PODS_H_
#define SVCENV_MANIFEST_FIND_PODS_H_

#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/manifest/decoder.h"

namespace svcenv {

// The depth of the search; deeper values are skipped.
inline constexpr int kDeepestPod = 32;

// The contents of an object of an unknown kind.
struct FoundPods {
  std::vector<Workload> workloads;  // with the object's metadata
  bool has_objects = false;
};

// Reads the next value, an object of `kind`, and recognizes by their shape:
// - Pod templates: the value of `template` or a key that ends in "Template", or an item of a list
//   under the plural of such a key. It must have a list spec.containers.
// - Other objects: maps with apiVersion, kind, and a map `metadata`. Each is passed to
//   `read_object`, which returns false if it did not read the value; FindPods then searches it like
//   any other map.
// Skips strings, keys that begin with "patch", and CustomResourceDefinitions. `kind` must live as
// long as the arena of `decoder`, which owns the other strings in the result. Takes linear time.
FoundPods FindPods(Decoder& decoder, std::string_view kind,
                   absl::FunctionRef<bool(Reader&)> read_object);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_FIND_PODS_H_
