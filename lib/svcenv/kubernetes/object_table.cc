#include "svcenv/kubernetes/object_table.h"

#include <algorithm>
#include <type_traits>

#include "svcenv/kubernetes/same_content.h"

namespace svcenv {

// An object with a placeholder in its name may become any object. An embedded workload may be meant
// for another cluster.
template <typename T>
bool ObjectTable<T>::AreVariants(const T& a, const T& b, const FileTree& files) {
  if (IsTemplated(a.meta) || IsTemplated(b.meta)) return true;
  if (std::is_same_v<T, Workload> && (a.meta.is_embedded || b.meta.is_embedded)) return true;
  return files.AreVariants(a.meta, b.meta);
}

template <typename T>
T* ObjectTable<T>::Add(const ObjectKey& key, T* object, const FileTree& files) {
  if (key.has_name() && places_.contains(key)) return AddNamesake(key, object, files);
  objects_.Add(object);  // first, as it may throw: every index must be valid
  if (key.has_name()) places_.emplace(key, objects_.size() - 1);
  return nullptr;
}

template <typename T>
T* ObjectTable<T>::Replace(size_t place, const ObjectKey& key, T* object) {
  const bool was_embedded = objects_[place].meta.is_embedded;
  if (object->meta.is_embedded && !was_embedded) return nullptr;
  places_.erase(key);
  places_.emplace(key, place);  // the key must view the strings of the new object
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
const T* ObjectTable<T>::FindNearest(const ObjectKey& key, const ObjectMeta& viewer,
                                     const FileTree& files) const {
  const auto variants = variants_.find(key);
  if (variants == variants_.end()) return Find(key);
  const T* nearest = nullptr;
  int nearness = 0;
  bool differ = false;
  for (const size_t place : variants->second) {
    const T& candidate = objects_[place];
    const int of_candidate = files.Nearness(viewer, candidate.meta);
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

template class ObjectTable<Service>;
template class ObjectTable<ConfigMap>;
template class ObjectTable<Secret>;
template class ObjectTable<Node>;
template class ObjectTable<LimitRange>;
template class ObjectTable<Workload>;

}  // namespace svcenv
