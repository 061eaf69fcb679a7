// Label selectors as kubectl's -l takes them.
//
//   const absl::StatusOr<Selector> selector = Selector::Parse("app=web,tier in (front, back)");
//   return selector.ok() && selector->Matches(pod.meta.labels);
#ifndef SVCENV_KUBERNETES_SELECTOR_H_
#define SVCENV_KUBERNETES_SELECTOR_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

class Selector {
 public:
  // Takes everything.
  Selector() = default;

  // Reads requirements separated by commas, all of which must hold: KEY=VALUE, KEY==VALUE,
  // KEY!=VALUE, KEY in (A,B), KEY notin (A,B), KEY, !KEY, KEY>NUMBER, KEY<NUMBER. What is no
  // selector is an InvalidArgument that says where and why. apimachinery pkg/labels/selector.go,
  // Parse (1.37.2).
  static absl::StatusOr<Selector> Parse(std::string_view text);

  // As there: `!=` and `notin` also take what lacks the key.
  bool Matches(const Entries& labels) const;

 private:
  enum class Operator : uint8_t { kIn, kNotIn, kExists, kNotExists, kGreater, kLess };
  struct Requirement {
    std::string key;
    Operator op;
    std::vector<std::string> values;
  };
  class Parser;

  static bool Holds(const Requirement& requirement, const Entries& labels);

  std::vector<Requirement> requirements_;
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_SELECTOR_H_
