// Kinds whose pod locations the user supplies.
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

// Owns the kinds. A span returned by all() is valid until the next Add.
class CustomKinds {
 public:
  // Adds the location of a pod template or pod spec in objects of `kind`, either "Kind" (in any
  // group) or "Kind.group". `path` is a list of keys separated by '.'; `[]` after a key matches
  // every item of its list, and `*` matches every key. A kind can have several locations. Returns
  // "" on success. Otherwise returns why the kind or path is invalid, or that Kinds() already has
  // the kind.
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

// Returns the kind that matches an object's apiVersion and kind, or null.
const Kind* FindCustomKind(absl::Span<const Kind> kinds, std::string_view api_version,
                           std::string_view kind);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_CUSTOM_KINDS_H_
