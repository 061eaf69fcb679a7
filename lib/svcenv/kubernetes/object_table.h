// The objects of one kind, in an order and by their keys.
#ifndef SVCENV_KUBERNETES_OBJECT_TABLE_H_
#define SVCENV_KUBERNETES_OBJECT_TABLE_H_

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "svcenv/kubernetes/file_tree.h"
#include "svcenv/kubernetes/object_key.h"
#include "svcenv/kubernetes/object_list.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/same_content.h"

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
  const T* Find(const ObjectKey& key) const;

  // Returns the object that `viewer` sees: of several variants the nearest. Null if there is none, or
  // if several are as near and differ. Without a viewer, the same as above. O(number of variants of
  // the key).
  const T* Find(const ObjectKey& key, const ObjectMeta* viewer, const FileTree& files) const;

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

  static bool AreVariants(const T& a, const T& b, const FileTree& files);
  T* Replace(size_t place, const ObjectKey& key, T* object);
  T* AddNamesake(const ObjectKey& key, T* object, const FileTree& files);

  ObjectList<T> objects_;
  absl::flat_hash_map<ObjectKey, size_t, ObjectKey::Hash> places_;
  absl::flat_hash_map<ObjectKey, Places, ObjectKey::Hash> variants_;
};

// What has a placeholder in its name may become any object, and a workload within another object may
// be meant for another cluster.
template <typename T>
bool ObjectTable<T>::AreVariants(const T& a, const T& b, const FileTree& files) {
  if (IsTemplated(a.meta) || IsTemplated(b.meta)) return true;
  if (std::is_same_v<T, Workload> && (a.meta.is_embedded || b.meta.is_embedded)) return true;
  return files.AreVariants(a.meta, b.meta);
}

template <typename T>
T* ObjectTable<T>::Add(const ObjectKey& key, T* object, const FileTree& files) {
  if (key.has_name() && places_.contains(key)) return AddNamesake(key, object, files);
  objects_.Add(object);  // first, as it may fail: a place is never one of nothing
  if (key.has_name()) places_.emplace(key, objects_.size() - 1);
  return nullptr;
}

template <typename T>
T* ObjectTable<T>::Replace(size_t place, const ObjectKey& key, T* object) {
  const bool was_embedded = objects_[place].meta.is_embedded;
  if (object->meta.is_embedded && !was_embedded) return nullptr;
  places_.erase(key);
  places_.emplace(key, place);  // it views the strings of the object that is there now
  T* const earlier = objects_.Replace(place, object);
  return was_embedded ? nullptr : earlier;
}

template <typename T>
T* ObjectTable<T>::AddNamesake(const ObjectKey& key, T* object, const FileTree& files) {
  const size_t last = places_.find(key)->second;
  const auto variants = variants_.find(key);
  if (variants == variants_.end() && !AreVariants(*object, objects_[last], files)) {
    return Replace(last, key, object);
  }
  Places& places = variants != variants_.end() ? variants->second
                                               : variants_.emplace(key, Places{last}).first->second;
  const auto replaced = std::find_if(places.begin(), places.end(), [&](size_t place) {
    return !AreVariants(*object, objects_[place], files);
  });
  if (replaced != places.end()) {
    const size_t place = *replaced;
    const bool replaces_all = std::all_of(places.begin(), places.end(), [&](size_t other) {
      return !AreVariants(*object, objects_[other], files);
    });
    if (replaces_all) places = {place};
    return Replace(place, key, object);
  }
  objects_.Add(object);
  places.push_back(objects_.size() - 1);
  if (!object->meta.is_embedded || objects_[last].meta.is_embedded) {
    places_.find(key)->second = objects_.size() - 1;
  }
  return nullptr;
}

template <typename T>
const T* ObjectTable<T>::Find(const ObjectKey& key) const {
  const auto found = places_.find(key);
  return found == places_.end() ? nullptr : &objects_[found->second];
}

template <typename T>
const T* ObjectTable<T>::Find(const ObjectKey& key, const ObjectMeta* viewer,
                              const FileTree& files) const {
  if (viewer == nullptr || variants_.empty()) return Find(key);
  const auto variants = variants_.find(key);
  if (variants == variants_.end()) return Find(key);
  const T* nearest = nullptr;
  int nearness = 0;
  bool differ = false;
  for (const size_t place : variants->second) {
    const T& candidate = objects_[place];
    const int of_candidate = files.Nearness(*viewer, candidate.meta);
    if (nearest == nullptr || of_candidate > nearness) {
      nearest = &candidate;
      nearness = of_candidate;
      differ = false;
    } else if (of_candidate == nearness) {
      differ = differ || !HaveSameContent(*nearest, candidate);
    }
  }
  return differ ? nullptr : nearest;
}

template <typename T>
size_t ObjectTable<T>::CountVariants(const ObjectKey& key) const {
  const auto found = variants_.find(key);
  return found == variants_.end() ? 0 : found->second.size();
}

template <typename T>
std::vector<std::vector<const T*>> ObjectTable<T>::AllVariants() const {
  std::vector<std::vector<const T*>> result;
  for (const auto& [key, places] : variants_) {
    if (places.size() > 1) result.push_back(VariantsOf(key));
  }
  return result;
}

template <typename T>
std::vector<const T*> ObjectTable<T>::VariantsOf(const ObjectKey& key) const {
  std::vector<const T*> result;
  if (variants_.empty()) return result;
  if (const auto found = variants_.find(key); found != variants_.end()) {
    for (const size_t place : found->second) result.push_back(&objects_[place]);
  }
  return result;
}

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_OBJECT_TABLE_H_
