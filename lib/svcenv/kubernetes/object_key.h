// The key under which a Cluster finds an object.
#ifndef SVCENV_KUBERNETES_OBJECT_KEY_H_
#define SVCENV_KUBERNETES_OBJECT_KEY_H_

#include <cstddef>
#include <string_view>

#include "absl/base/attributes.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// Identifies an object. Does not own the strings.
class ObjectKey {
 public:
  // `kind` is empty in tables with objects of only one kind. O(size of the strings).
  ObjectKey(std::string_view kind ABSL_ATTRIBUTE_LIFETIME_BOUND,
            std::string_view namespace_ ABSL_ATTRIBUTE_LIFETIME_BOUND,
            std::string_view name ABSL_ATTRIBUTE_LIFETIME_BOUND);
  explicit ObjectKey(const Service& object) : ObjectKey({}, object.meta) {}
  explicit ObjectKey(const ConfigMap& object) : ObjectKey({}, object.meta) {}
  explicit ObjectKey(const Secret& object) : ObjectKey({}, object.meta) {}
  explicit ObjectKey(const Node& object) : ObjectKey({}, {}, object.meta.name.text) {}
  explicit ObjectKey(const LimitRange& object) : ObjectKey({}, object.meta) {}
  explicit ObjectKey(const Workload& object)
      : ObjectKey(object.part.empty() ? object.kind : object.part, object.meta) {}

  bool has_name() const { return !name_.empty(); }
  std::string_view namespace_() const { return namespace_text_; }

  // Returns the hash that the constructor computed.
  struct Hash {
    size_t operator()(const ObjectKey& key) const { return key.hash_; }
  };
  friend bool operator==(const ObjectKey& a, const ObjectKey& b) {
    return a.hash_ == b.hash_ && a.kind_ == b.kind_ && a.namespace_text_ == b.namespace_text_ &&
           a.name_ == b.name_;
  }

 private:
  ObjectKey(std::string_view kind, const ObjectMeta& meta)
      : ObjectKey(kind, meta.namespace_, meta.name.text) {}

  std::string_view kind_, namespace_text_, name_;
  size_t hash_;
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_OBJECT_KEY_H_
