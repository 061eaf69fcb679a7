// What all objects have. objects.h says who owns the strings.
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

// An entry of a map of texts: labels, annotations, data.
struct Entry {
  std::string_view key;
  std::string_view value;
  Position position;  // of the value
};

// Entries sorted by key, bytewise, each key once.
using Entries = std::vector<Entry>;

// Sorts entries as Entries are; their keys differ. O(n log n).
void SortByKey(Entries* entries);

// The entry with that key, or null. O(log n).
const Entry* FindEntry(const Entries& entries ABSL_ATTRIBUTE_LIFETIME_BOUND, std::string_view key);

// Returns whether a key has a placeholder, Placeholders::kSubstituted: any may become of it.
bool IsTemplated(const Entry& entry);
bool HasTemplatedKey(const Entries& entries);

struct ObjectMeta {
  Located name;  // empty when only generateName is given, or in a pod template
  std::string_view namespace_;
  std::string_view generate_name;
  std::string_view uid;
  std::string_view creation_timestamp;  // RFC 3339
  Entries labels;
  Entries annotations;
  std::string_view owner;       // its controller: "ReplicaSet web-7d9f"; empty: it has none
  Position position;            // of the object
  bool has_parameters = false;  // texts may have Placeholders::kParameter
  // The API server would refuse it for a placeholder, Placeholders::kSubstituted, in the name, the
  // namespace, or a key of data.
  bool is_substituted = false;
  bool is_embedded = false;  // the object is written within another one, such as a ManifestWork
  uint32_t within = 0;       // the offset in the file of the outermost of these other objects

  // Whether names and keys may have a placeholder.
  bool may_vary() const { return has_parameters || is_substituted; }
};

// The name of an object as people see it: "PREFIX*" where the name is only generated.
std::string ShownName(const ObjectMeta& meta);

// Returns whether the name or the namespace has a placeholder: the object may be any to which that
// can be replaced.
bool IsTemplated(const ObjectMeta& meta);

// Returns the object's name for diagnostics, with ShownName.
ObjectName NameOf(std::string_view kind, const ObjectMeta& meta);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_OBJECT_META_H_
