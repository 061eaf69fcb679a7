// Label selectors, in the syntax of `kubectl -l`.
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
  // Matches everything.
  Selector() = default;

  // Parses comma-separated requirements, which must all match: KEY=VALUE, KEY==VALUE, KEY!=VALUE,
  // KEY in (A,B), KEY notin (A,B), KEY, !KEY, KEY>NUMBER, KEY<NUMBER. Returns InvalidArgument with
  // the place and the reason if the selector is invalid. apimachinery pkg/labels/selector.go, Parse
  // (1.37.2).
  static absl::StatusOr<Selector> Parse(std::string_view text);

  // Returns whether the labels match. As in Kubernetes, `!=` and `notin` match if the key is
  // missing.
  bool Matches(const Entries& labels) const;

 private:
  enum class Operator : uint8_t { kIn, kNotIn, kExists, kNotExists, kGreater, kLess };
  struct Requirement {
    std::string key;
    Operator op;
    std::vector<std::string> values;
  };
  class Parser;

  static bool IsMet(const Requirement& requirement, const Entries& labels);

  std::vector<Requirement> requirements_;
};

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_SELECTOR_H_
