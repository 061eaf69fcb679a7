// The objects of one kind, in an order and by their keys.
#ifndef SVCENV_KUBERNETES_OBJECT_TABLE_H_
#define SVCENV_KUBERNETES_OBJECT_TABLE_H_

#include <cstddef>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "svcenv/kubernetes/file_tree.h"
#include "svcenv/kubernetes/object_key.h"
#include "svcenv/kubernetes/object_list.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// Finds the objects of one kind. Several of one key are either definitions of one object, of which
// the last one counts, or variants (see FileTree), of which one counts that is near. Variants are
// kept beside the table, so that keys with a single object cost nothing more. Owns no object.
template <typename T>
class ObjectTable {
 public:
  // Returns the object that was replaced, or null. O(number of variants of the key).
  T* Add(const ObjectKey& key, T* object, const FileTree& files);

  // Returns the object that was added last, except that an embedded one counts only if there is no
  // other; null if there is none. O(1).
  const T* Find(const ObjectKey& key) const {
    const auto found = places_.find(key);
    return found == places_.end() ? nullptr : &objects_[found->second];
  }

  // Returns the object that `viewer` sees: of several variants the nearest. Null if there is none, or
  // if several are as near and differ. Without a viewer, the same as above. O(number of variants of
  // the key).
  const T* Find(const ObjectKey& key, const ObjectMeta* viewer, const FileTree& files) const {
    if (viewer == nullptr || variants_.empty()) return Find(key);
    return FindNearest(key, *viewer, files);
  }

  // Returns the variants of a key, in the order of the input; none if it has a single object.
  std::vector<const T*> VariantsOf(const ObjectKey& key) const;

  // How many these are. O(1).
  size_t CountVariants(const ObjectKey& key) const;

  // Returns the variants of all keys that have several.
  std::vector<std::vector<const T*>> AllVariants() const;

  bool has_variants() const { return !variants_.empty(); }

  ObjectList<T>& objects() { return objects_; }
  const ObjectList<T>& objects() const { return objects_; }

 private:
  using Places = std::vector<size_t>;  // in objects_

  const T* FindNearest(const ObjectKey& key, const ObjectMeta& viewer, const FileTree& files) const;
  static bool AreVariants(const T& a, const T& b, const FileTree& files);
  T* Replace(size_t place, const ObjectKey& key, T* object);
  T* AddNamesake(const ObjectKey& key, T* object, const FileTree& files);

  ObjectList<T> objects_;
  absl::flat_hash_map<ObjectKey, size_t, ObjectKey::Hash> places_;
  absl::flat_hash_map<ObjectKey, Places, ObjectKey::Hash> variants_;
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_OBJECT_TABLE_H_
