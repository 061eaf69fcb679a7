// The metadata of objects. See objects.h for who owns the strings.
#ifndef SVCENV_KUBERNETES_OBJECT_META_H_
#define SVCENV_KUBERNETES_OBJECT_META_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "svcenv/base/object_name.h"
#include "svcenv/base/source.h"

namespace svcenv {

// An entry of a map of strings: labels, annotations, or data.
struct Entry {
  std::string_view key;
  std::string_view value;
  Position position;  // of the value
};

// Entries with unique keys, in bytewise order of keys.
using Entries = std::vector<Entry>;

// Sorts entries by key. The keys must be unique. O(n log n).
void SortByKey(Entries* entries);

// Returns the entry with that key, or null. O(log n).
const Entry* FindEntry(const Entries& entries ABSL_ATTRIBUTE_LIFETIME_BOUND, std::string_view key);

// Returns whether the key contains a placeholder (Placeholders::kSubstituted), so that it may
// become any key.
bool IsTemplated(const Entry& entry);
bool HasTemplatedKey(const Entries& entries);

struct ObjectMeta {
  Located name;  // empty in pod templates and if only generateName is set
  std::string_view namespace_;
  std::string_view generate_name;
  std::string_view uid;
  std::string_view creation_timestamp;  // RFC 3339
  Entries labels;
  Entries annotations;
  std::string_view owner;       // its controller: "ReplicaSet web-7d9f"; empty if it has none
  Position position;            // of the object
  bool has_parameters = false;  // strings may contain Placeholders::kParameter
  // The name, the namespace, or a key of data contains a placeholder (Placeholders::kSubstituted)
  // that the API server would reject.
  bool is_substituted = false;
  bool is_embedded = false;  // the object is part of another one, such as a ManifestWork
  uint32_t within = 0;       // the file offset of the outermost object that contains it

  // Returns whether names and keys may contain a placeholder.
  bool may_vary() const { return has_parameters || is_substituted; }
};

// Returns the name to show to users: the name, or "PREFIX*" if it will be generated.
std::string ShownName(const ObjectMeta& meta);

// Returns whether the name or the namespace contains a placeholder, so that the object may become
// any whose name matches.
bool IsTemplated(const ObjectMeta& meta);

// Returns the object's name for diagnostics. Uses ShownName.
ObjectName NameOf(std::string_view kind, const ObjectMeta& meta);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_OBJECT_META_H_
