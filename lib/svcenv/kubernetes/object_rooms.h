// Where objects of every kind live.
#ifndef SVCENV_KUBERNETES_OBJECT_ROOMS_H_
#define SVCENV_KUBERNETES_OBJECT_ROOMS_H_

#include <tuple>
#include <type_traits>
#include <utility>

#include "svcenv/kubernetes/object_list.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// Owns objects of every kind, none of which ever moves.
class ObjectRooms {
 public:
  template <typename T>
  T* Add(T object) {
    return std::get<ObjectRoom<T>>(rooms_).Add(std::move(object));
  }

  // What is in the rooms of `other` is in these.
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
