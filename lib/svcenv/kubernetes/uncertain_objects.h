// Objects of which only the names are known: they cannot be read, have an error, or are created later.
#ifndef SVCENV_KUBERNETES_UNCERTAIN_OBJECTS_H_
#define SVCENV_KUBERNETES_UNCERTAIN_OBJECTS_H_

#include <string_view>

#include "absl/base/attributes.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/container/node_hash_map.h"
#include "svcenv/base/arena.h"
#include "svcenv/kubernetes/created_object.h"
#include "svcenv/kubernetes/object_key.h"

namespace svcenv {

// Filled first, then only read: const calls are safe from many threads.
class UncertainObjects {
 public:
  UncertainObjects() = default;
  // Finds the objects of `beneath`, too, which must outlive it.
  explicit UncertainObjects(const UncertainObjects* beneath ABSL_ATTRIBUTE_LIFETIME_BOUND)
      : beneath_(beneath) {}

  // What may be there and is not to be known: it is not known, and not missing, whatever else is
  // given. Without a name all objects of that kind in the namespace; without a namespace in any.
  // `why` is what messages say of the object; it must outlive this object.
  void AddUnreadable(std::string_view kind, std::string_view namespace_, std::string_view name,
                     std::string_view why = "may not be read");
  // The `why` of an object; empty: it may be known.
  std::string_view WhyUnreadable(std::string_view kind, std::string_view namespace_,
                                 std::string_view name) const;
  bool IsUnreadable(std::string_view kind, std::string_view namespace_,
                    std::string_view name) const;

  // Adds an object that is in the input and cannot be read because of an error in it. It is
  // unreadable, too. Without a name any object of that kind in the namespace may be it.
  void AddFaulty(std::string_view kind, std::string_view namespace_, std::string_view name);
  bool IsFaulty(std::string_view kind, std::string_view namespace_, std::string_view name) const;

  // Adds an object that something in the input creates. Of several with one name the keys are
  // those of all, and others are possible.
  void AddCreated(CreatedObject created);
  // Returns the object that is created under that name, or null. An object of that name that was
  // added overrides it. O(1).
  const CreatedObject* FindCreated(std::string_view kind, std::string_view namespace_,
                                   std::string_view name) const;

 private:
  const UncertainObjects* beneath_ = nullptr;
  Arena arena_;                                                                   // of the keys
  absl::flat_hash_map<ObjectKey, std::string_view, ObjectKey::Hash> unreadable_;  // and why
  absl::flat_hash_set<ObjectKey, ObjectKey::Hash> faulty_;
  absl::node_hash_map<ObjectKey, CreatedObject, ObjectKey::Hash> created_;
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_UNCERTAIN_OBJECTS_H_
