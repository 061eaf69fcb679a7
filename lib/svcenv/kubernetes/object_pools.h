// Storage for objects of all kinds.
#ifndef SVCENV_KUBERNETES_OBJECT_POOLS_H_
#define SVCENV_KUBERNETES_OBJECT_POOLS_H_

#include <tuple>
#include <type_traits>
#include <utility>

#include "svcenv/kubernetes/object_list.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// Owns objects of all kinds. Pointers to them stay valid when more are added, and when this object
// is moved.
class ObjectPools {
 public:
  template <typename T>
  T* Add(T object) {
    return std::get<ObjectPool<T>>(pools_).Add(std::move(object));
  }

  // Takes over the objects of `other`.
  void Take(ObjectPools other) {
    std::apply(
        [&](auto&... pool) {
          (std::get<std::decay_t<decltype(pool)>>(pools_).Take(std::move(pool)), ...);
        },
        other.pools_);
  }

 private:
  std::tuple<ObjectPool<Service>, ObjectPool<ConfigMap>, ObjectPool<Secret>, ObjectPool<Node>,
             ObjectPool<LimitRange>, ObjectPool<Workload>>
      pools_;
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_OBJECT_POOLS_H_
