#include "svcenv/kubernetes/object_meta.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"

namespace svcenv {

const Entry* FindEntry(const Entries& entries, std::string_view key) {
  const auto found =
      std::lower_bound(entries.begin(), entries.end(), key,
                       [](const Entry& entry, std::string_view k) { return entry.key < k; });
  return found != entries.end() && found->key == key ? &*found : nullptr;
}

std::string ShownName(const ObjectMeta& meta) {
  if (!meta.name.empty()) return std::string(meta.name.text);
  return absl::StrCat(meta.generate_name, "*");
}

ObjectName NameOf(std::string_view kind, const ObjectMeta& meta) {
  return {std::string(kind), std::string(meta.namespace_), ShownName(meta)};
}

}  // namespace svcenv
