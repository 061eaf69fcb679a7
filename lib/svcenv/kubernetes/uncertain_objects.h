// Objects whose contents are unknown because they cannot be read, are invalid, or are created
// later.
#ifndef SVCENV_KUBERNETES_UNCERTAIN_OBJECTS_H_
#define SVCENV_KUBERNETES_UNCERTAIN_OBJECTS_H_

#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/container/node_hash_map.h"
#include "svcenv/base/arena.h"
#include "svcenv/kubernetes/created_object.h"
#include "svcenv/kubernetes/object_key.h"

namespace svcenv {

// Fill it first; const methods are then safe to call from multiple threads.
class UncertainObjects {
 public:
  UncertainObjects() = default;
  // Also finds the objects of `base`, which must outlive this object.
  explicit UncertainObjects(const UncertainObjects* base ABSL_ATTRIBUTE_LIFETIME_BOUND)
      : base_(base) {}

  // Marks objects that may exist but cannot be read. They count as unknown, never as missing.
  // Without a name, marks all objects of the kind in the namespace; without a namespace, in all
  // namespaces. `why` follows the object's name in messages and must outlive this object; an
  // earlier `why` for the same arguments stays.
  void AddUnreadable(std::string_view kind, std::string_view namespace_, std::string_view name,
                     std::string_view why = "cannot be read");
  // Returns the `why` of an object; empty if it is not marked.
  std::string_view WhyUnreadable(std::string_view kind, std::string_view namespace_,
                                 std::string_view name) const;
  bool IsUnreadable(std::string_view kind, std::string_view namespace_,
                    std::string_view name) const;

  // Marks an object in the input that is invalid. It is unreadable, too. Without a name, it may be
  // any object of the kind in the namespace, so all of them are unreadable.
  void AddFaulty(std::string_view kind, std::string_view namespace_, std::string_view name);
  // Returns whether AddFaulty was called with the same arguments.
  bool IsFaulty(std::string_view kind, std::string_view namespace_, std::string_view name) const;

  // Adds an object that a controller or tool will create. Objects with the same name are merged:
  // the result has all keys, and may have others.
  void AddCreated(CreatedObject created);
  // Returns the object that will be created with that name, or null. An object in the input with
  // the same name overrides it. O(1).
  const CreatedObject* FindCreated(std::string_view kind, std::string_view namespace_,
                                   std::string_view name) const;
  // Returns all objects that will be created, sorted by kind, namespace, and name. O(n log n).
  std::vector<const CreatedObject*> AllCreated() const;

 private:
  const UncertainObjects* base_ = nullptr;
  Arena arena_;                                                                   // for the keys
  absl::flat_hash_map<ObjectKey, std::string_view, ObjectKey::Hash> unreadable_;  // and why
  absl::flat_hash_set<ObjectKey, ObjectKey::Hash> faulty_;
  absl::node_hash_map<ObjectKey, CreatedObject, ObjectKey::Hash> created_;
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_UNCERTAIN_OBJECTS_H_
