// The name of a Kubernetes object, for messages.
#ifndef SVCENV_BASE_OBJECT_NAME_H_
#define SVCENV_BASE_OBJECT_NAME_H_

#include <string>
#include <tuple>

namespace svcenv {

// Owns its strings.
struct ObjectName {
  std::string kind;  // "Service"
  std::string namespace_;
  std::string name;

  // Returns "Service shop/redis", or "Node n1" without a namespace, or the bare name without a
  // kind.
  std::string ToString() const;

  friend bool operator==(const ObjectName& a, const ObjectName& b) {
    return a.kind == b.kind && a.namespace_ == b.namespace_ && a.name == b.name;
  }
  friend bool operator!=(const ObjectName& a, const ObjectName& b) { return !(a == b); }
  friend bool operator<(const ObjectName& a, const ObjectName& b) {
    return std::tie(a.kind, a.namespace_, a.name) < std::tie(b.kind, b.namespace_, b.name);
  }
};

}  // namespace svcenv

#endif  // SVCENV_BASE_OBJECT_NAME_H_
