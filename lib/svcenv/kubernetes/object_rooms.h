// Storage for objects of all kinds.
#ifndef SVCENV_KUBERNETES_OBJECT_ROOMS_H_
#define SVCENV_KUBERNETES_OBJECT_ROOMS_H_

#include <tuple>
#include <type_traits>
#include <utility>

#include "svcenv/kubernetes/object_list.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// Owns objects of all kinds. Pointers to them stay valid when more are added, and when this object
// is moved.
class ObjectRooms {
 public:
  template <typename T>
  T* Add(T object) {
    return std::get<ObjectRoom<T>>(rooms_).Add(std::move(object));
  }

  // Takes over the objects of `other`.
  void Take(ObjectRooms other) {
    std::apply(
        [&](auto&... room) {
          (std::get<std::decay_t<decltype(room)>>(rooms_).Take(std::move(room)), ...);
        },
        other.rooms_);
  }

 private:
  std::tuple<ObjectRoom<Service>, ObjectRoom<ConfigMap>, ObjectRoom<Secret>, ObjectRoom<Node>,
             ObjectRoom<LimitRange>, ObjectRoom<Workload>>
      rooms_;
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_OBJECT_ROOMS_H_
