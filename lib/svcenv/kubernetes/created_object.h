// ConfigMaps and Secrets that a controller or a tool makes from something else in the input.
#ifndef SVCENV_KUBERNETES_CREATED_OBJECT_H_
#define SVCENV_KUBERNETES_CREATED_OBJECT_H_

#include <string_view>
#include <vector>

namespace svcenv {

// An object that will exist although nothing in the input defines it. Its values are unknown. The
// strings live as long as the Cluster that it is added to.
struct CreatedObject {
  std::string_view kind;        // "ConfigMap" or "Secret"
  std::string_view namespace_;  // empty: that of whatever refers to it
  std::string_view name;
  std::vector<std::string_view> keys;  // that it has; sorted unless has_other_keys
  bool has_other_keys = true;          // keys beyond these are possible
  std::string_view why;                // "is created by ExternalSecret shop/db", after its name

  // Returns whether it may have the key. O(log n) in the number of keys.
  bool MayHave(std::string_view key) const;
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_CREATED_OBJECT_H_
