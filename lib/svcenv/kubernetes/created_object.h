// ConfigMaps and Secrets that a controller or a tool creates from other objects in the input.
#ifndef SVCENV_KUBERNETES_CREATED_OBJECT_H_
#define SVCENV_KUBERNETES_CREATED_OBJECT_H_

#include <string_view>
#include <vector>

namespace svcenv {

// An object that will exist although the input does not define it. Its values are unknown. Its
// strings must outlive the Cluster that it is added to.
struct CreatedObject {
  std::string_view kind;        // "ConfigMap" or "Secret"
  std::string_view namespace_;  // empty: the namespace of the reference
  std::string_view name;
  std::vector<std::string_view> keys;  // sorted unless has_other_keys
  bool has_other_keys = true;          // it may have keys besides `keys`
  std::string_view why;                // "is created by ExternalSecret shop/db"; follows the name

  // Returns whether the object may have the key. O(log n) in the number of keys.
  bool MayHave(std::string_view key) const;
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_CREATED_OBJECT_H_
