// Kinds of which a user says where their pods are.
//
//   CustomKinds kinds;
//   kinds.Add("Widget.example.com", "spec.parts[].podTemplate");
//   options.kinds = kinds.all();
#ifndef SVCENV_MANIFEST_CUSTOM_KINDS_H_
#define SVCENV_MANIFEST_CUSTOM_KINDS_H_

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "svcenv/kubernetes/kinds.h"

namespace svcenv {

// Owns the kinds; spans of them are valid until the next Add.
class CustomKinds {
 public:
  // Adds a place of pods: a path of keys separated by '.', where `[]` after a key is every item of
  // its list, and `*` every key. The value there is a pod template or the spec of a pod. `kind` may
  // be followed by '.' and a group; without one it is the kind in any group. Returns what is wrong
  // with the two, or "".
  std::string Add(std::string_view kind, std::string_view path);

  absl::Span<const Kind> all() const { return kinds_; }

 private:
  struct Row {
    std::string kind;
    std::string group;
    std::deque<std::string> paths;
    std::vector<PodPlace> places;
  };

  std::deque<Row> rows_;
  std::vector<Kind> kinds_;
};

// Returns the kind for an object with these fields, or null.
const Kind* FindCustomKind(absl::Span<const Kind> kinds, std::string_view api_version,
                           std::string_view kind);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_CUSTOM_KINDS_H_
