// The objects of one kind, in order and indexed by key.
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

// Finds the objects of one kind. Objects with equal keys are either definitions of one object,
// where the last one wins, or variants (see FileTree), where the nearest one wins. Variants are in
// a separate map, so that keys with one object cost nothing extra. Does not own the objects.
template <typename T>
class ObjectTable {
 public:
  // Adds an object. Returns the object that it replaced, or null. O(number of variants of the key).
  T* Add(const ObjectKey& key, T* object, const FileTree& files);

  // Returns the last object added with that key, preferring objects that are not embedded, or null.
  // O(1).
  const T* Find(const ObjectKey& key) const {
    const auto found = places_.find(key);
    return found == places_.end() ? nullptr : &objects_[found->second];
  }

  // Returns the variant nearest to `viewer`. Returns null if the key is not found, or if several
  // variants are equally near and differ. Without a viewer, same as Find(key). O(number of variants
  // of the key).
  const T* Find(const ObjectKey& key, const ObjectMeta* viewer, const FileTree& files) const {
    if (viewer == nullptr || variants_.empty()) return Find(key);
    return FindNearest(key, *viewer, files);
  }

  // Returns the variants of a key, in the order of the input; empty if it has only one object.
  std::vector<const T*> VariantsOf(const ObjectKey& key) const;

  // Returns the number of VariantsOf(key). O(1).
  size_t CountVariants(const ObjectKey& key) const;

  // Returns the variants of each key that has several.
  std::vector<std::vector<const T*>> AllVariants() const;

  bool has_variants() const { return !variants_.empty(); }

  ObjectList<T>& objects() { return objects_; }
  const ObjectList<T>& objects() const { return objects_; }

 private:
  using Places = std::vector<size_t>;  // indexes into objects_

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
