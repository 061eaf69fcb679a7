#include "svcenv/check/cause.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "svcenv/base/counted.h"
#include "svcenv/base/visible.h"
#include "svcenv/check/cause_roots.h"

namespace svcenv {
namespace {

constexpr size_t kMaxRelated = 8;  // objects that a cause names
constexpr size_t kMaxNamed = 3;    // objects that `affects` names
constexpr size_t kMaxPart = 128;   // bytes of a reference or key

// Returns whether the related objects are the cause. False for codes that compare two values where
// the container's should change.
bool IsAboutRelated(const Diagnostic& finding) {
  return !finding.related.empty() && finding.code != "service-variable-hidden" &&
         finding.code != "refused-by-api";
}

// Returns whether one change fixes all findings of this code in a namespace.
bool IsNamespaceWide(const Diagnostic& finding) {
  return finding.code == "links-unused" || finding.code == "cluster-ip-unassigned";
}

// Returns whether the Service that the finding is about sets no variables at all, so that all
// references to them fail for one reason: it is headless, or in another namespace.
bool IsAboutWholeService(const Diagnostic& finding) {
  return finding.code == "reference-unresolved" && finding.related.size() == 1 &&
         finding.related.front().kind == "Service";
}

// Returns whether all findings of an object have one cause, whatever the key: the object contains
// files rather than variables.
bool IsAboutAllKeys(const Diagnostic& finding) { return finding.code == "name-not-for-shells"; }

// Returns the objects that the finding is about, sorted; for a collision, all services.
std::string RelatedOf(const Diagnostic& finding) {
  std::vector<std::string> names;
  for (const ObjectName& object : finding.related) names.push_back(object.ToString());
  if (finding.object.kind == "Service") names.push_back(finding.object.ToString());
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const size_t more = names.size() - std::min(names.size(), kMaxRelated);
  names.resize(names.size() - more);
  return absl::StrCat(absl::StrJoin(names, ", "),
                      more == 0 ? "" : absl::StrCat(", and ", more, " more"));
}

class CauseMaker {
 public:
  explicit CauseMaker(const Cluster& cluster) : sources_(cluster.sources()), roots_(cluster) {
    for (const ConfigMap& map : cluster.config_maps()) AddEntries("ConfigMap", map);
    for (const Secret& secret : cluster.secrets()) AddEntries("Secret", secret);
  }

  std::string Of(const Diagnostic& finding) {
    if (IsNamespaceWide(finding)) {
      return absl::StrCat(finding.code, " Namespace ", finding.object.namespace_);
    }
    const std::string_view part =
        IsAboutWholeService(finding) ? "" : std::string_view(finding.part).substr(0, kMaxPart);
    if (IsAboutRelated(finding)) {
      return absl::StrCat(finding.code, " ", RelatedOf(finding), part.empty() ? "" : " ", part);
    }
    const auto entry = entries_.find({finding.position.file, finding.position.offset});
    if (entry != entries_.end()) {
      const ObjectName owner = NameOf(entry->second.kind, *entry->second.meta);
      if (owner != finding.object) {
        return absl::StrCat(finding.code, " ", owner.ToString(),
                            IsAboutAllKeys(finding) ? "" : absl::StrCat(" ", entry->second.key));
      }
    }
    return Numbered(finding, OfObject(finding, part));
  }

 private:
  struct OwnedEntry {
    std::string_view kind;
    const ObjectMeta* meta;
    std::string_view key;
  };

  template <typename T>
  void AddEntries(std::string_view kind, const T& object) {
    for (const Entry& entry : object.data) {
      if (!entry.position.known()) continue;
      entries_.try_emplace({entry.position.file, entry.position.offset},
                           OwnedEntry{kind, &object.meta, entry.key});
    }
  }

  std::string OfObject(const Diagnostic& finding, std::string_view part) const {
    std::string cause = finding.code;
    if (!finding.object.name.empty()) {
      absl::StrAppend(&cause, " ", roots_.RootOf(finding.object).name.ToString());
    } else if (finding.position.known()) {
      absl::StrAppend(&cause, " ", sources_.name(finding.position.file));
    }
    if (!finding.container.empty()) absl::StrAppend(&cause, " container ", finding.container);
    const std::string field = roots_.FieldOf(finding);
    if (!field.empty()) absl::StrAppend(&cause, " ", field);
    if (!part.empty()) absl::StrAppend(&cause, " ", part);
    return cause;
  }

  // Distinguishes several findings of one object by their order.
  std::string Numbered(const Diagnostic& finding, std::string cause) {
    const size_t count = ++counts_[{cause, finding.object.ToString()}];
    if (count > 1) absl::StrAppend(&cause, " #", count);
    return cause;
  }

  const Sources& sources_;
  const CauseRoots roots_;
  absl::flat_hash_map<std::pair<uint32_t, uint32_t>, OwnedEntry> entries_;
  absl::flat_hash_map<std::pair<std::string, std::string>, size_t> counts_;
};

// The findings of one cause.
struct Group {
  size_t shown = 0;                                    // the finding that represents the group
  size_t owners = std::numeric_limits<size_t>::max();  // of its object: steps to the root
  size_t places = 0;
  Severity severity = Severity::kInfo;
  bool workloads = true;              // whether all objects are workloads
  std::vector<std::string> roots;     // the first kMaxNamed
  std::vector<std::string> replicas;  // the first kMaxNamed + 1 objects, one of them shown
  size_t root_count = 0, replica_count = 0;
};

std::string Names(const std::vector<std::string>& names, size_t count) {
  return absl::StrCat(absl::StrJoin(names, ", "),
                      count > names.size()
                          ? absl::StrCat(", and ", WithCommas(count - names.size()), " more")
                          : "");
}

std::string Affects(const Group& group, const ObjectName& shown) {
  if (group.root_count > 1) {
    return absl::StrCat(
        "affects ", WithCommas(group.root_count),
        group.workloads ? " workloads: " : " objects: ", Names(group.roots, group.root_count));
  }
  if (group.replica_count > 1) {
    std::vector<std::string> others = group.replicas;
    others.erase(std::remove(others.begin(), others.end(), shown.ToString()), others.end());
    others.resize(std::min(others.size(), kMaxNamed));
    return absl::StrCat("also in ", Names(others, group.replica_count - 1));
  }
  return group.places > 1 ? absl::StrCat("found at ", WithCommas(group.places), " places") : "";
}

class Grouping {
 public:
  explicit Grouping(const Cluster& cluster) : roots_(cluster) {}

  void Add(size_t index, const Diagnostic& finding) {
    const size_t number = finding.cause.empty()
                              ? groups_.size()
                              : by_cause_.try_emplace(finding.cause, groups_.size()).first->second;
    if (number == groups_.size()) groups_.emplace_back();
    Group& group = groups_[number];
    ++group.places;
    group.severity = std::max(group.severity, finding.severity);
    const CauseRoot root = roots_.RootOf(finding.object);
    if (root.owners < group.owners) {
      group.shown = index;
      group.owners = root.owners;
    }
    if (finding.object.name.empty()) return;
    group.workloads = group.workloads && roots_.IsWorkload(finding.object);
    Count(number, root.name.ToString(), kMaxNamed, &seen_roots_, &group.roots, &group.root_count);
    Count(number, finding.object.ToString(), kMaxNamed + 1, &seen_, &group.replicas,
          &group.replica_count);
  }

  const std::vector<Group>& groups() const { return groups_; }

 private:
  using Seen = absl::flat_hash_set<std::pair<size_t, std::string>>;

  static void Count(size_t number, std::string name, size_t most, Seen* seen,
                    std::vector<std::string>* names, size_t* count) {
    if (!seen->insert({number, name}).second) return;
    ++*count;
    if (names->size() < most) names->push_back(std::move(name));
  }

  const CauseRoots roots_;
  std::vector<Group> groups_;
  absl::flat_hash_map<std::string_view, size_t> by_cause_;
  Seen seen_roots_, seen_;
};

}  // namespace

void SetCauses(const Cluster& cluster, Diagnostics* findings) {
  if (findings->empty()) return;
  CauseMaker causes(cluster);
  for (Diagnostic& finding : *findings) finding.cause = Visible(causes.Of(finding));
}

Diagnostics OnePerCause(const Cluster& cluster, const Diagnostics& findings) {
  if (findings.empty()) return {};
  Grouping grouping(cluster);
  for (size_t i = 0; i < findings.size(); ++i) grouping.Add(i, findings[i]);
  std::vector<const Group*> groups;
  for (const Group& group : grouping.groups()) groups.push_back(&group);
  std::sort(groups.begin(), groups.end(),
            [](const Group* a, const Group* b) { return a->shown < b->shown; });
  Diagnostics result;
  result.reserve(groups.size());
  for (const Group* group : groups) {
    result.push_back(findings[group->shown]);
    result.back().severity = group->severity;
    result.back().affects = Affects(*group, result.back().object);
  }
  return result;
}

}  // namespace svcenv
