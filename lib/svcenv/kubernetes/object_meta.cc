#include "svcenv/kubernetes/object_meta.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "svcenv/kubernetes/controller.h"

namespace svcenv {

void SortByKey(Entries* entries) {
  std::sort(entries->begin(), entries->end(),
            [](const Entry& a, const Entry& b) { return a.key < b.key; });
}

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

bool IsTemplated(const Entry& entry) { return IsSubstituted(entry.key); }

bool HasTemplatedKey(const Entries& entries) {
  return std::any_of(entries.begin(), entries.end(),
                     [](const Entry& entry) { return IsTemplated(entry); });
}

bool IsTemplated(const ObjectMeta& meta) {
  return meta.may_vary() && (IsSubstituted(meta.name.text) || IsSubstituted(meta.namespace_));
}

ObjectName NameOf(std::string_view kind, const ObjectMeta& meta) {
  return {std::string(kind), std::string(meta.namespace_), ShownName(meta)};
}

}  // namespace svcenv
