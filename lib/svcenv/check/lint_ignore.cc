#include "svcenv/check/lint_ignore.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "svcenv/check/lint_ignore_comments.h"
#include "svcenv/check/rule.h"

namespace svcenv {
namespace {

class Ignored {
 public:
  Ignored(const Cluster& cluster, Diagnostics* findings)
      : sources_(cluster.sources()), findings_(*findings) {
    for (const Service& service : cluster.services()) Read("Service", service.meta, service.meta);
    for (const ConfigMap& map : cluster.config_maps()) Read("ConfigMap", map.meta, map.meta);
    for (const Secret& secret : cluster.secrets()) Read("Secret", secret.meta, secret.meta);
    for (const Workload& workload : cluster.workloads()) {
      Read(workload.kind, workload.meta, workload.meta);
      if (workload.is_template()) Read(workload.kind, workload.meta, workload.pod.meta);
    }
  }

  bool Has(const Diagnostic& finding) const {
    const auto codes = codes_.find(finding.object);
    return codes != codes_.end() && codes->second.count(finding.code) != 0;
  }

 private:
  // `annotated` is the metadata of `object`, or of its pod template.
  void Read(std::string_view kind, const ObjectMeta& object, const ObjectMeta& annotated) {
    const Entry* entry = FindEntry(annotated.annotations, kLintIgnore);
    if (entry == nullptr) return;
    const ObjectName name = NameOf(kind, object);
    for (std::string_view code : absl::StrSplit(entry->value, ',')) {
      code = absl::StripAsciiWhitespace(code);
      if (code.empty()) continue;
      if (IsCode(code)) {
        codes_[name].emplace(code);
      } else {
        AddUnknown(code, name, entry->position);
      }
    }
  }

  void AddUnknown(std::string_view code, const ObjectName& object, Position position) {
    Diagnostic finding = UnknownIgnoredCode(kLintIgnore, code);
    PointAt(FindInValue(sources_, position, code), &finding);
    finding.object = object;
    finding.confidential = object.kind == "Secret";
    finding.field = absl::StrCat("metadata.annotations[", kLintIgnore, "]");
    findings_.push_back(std::move(finding));
  }

  const Sources& sources_;
  Diagnostics& findings_;
  std::map<ObjectName, std::set<std::string, std::less<>>> codes_;
};

}  // namespace

void ApplyLintIgnore(const Cluster& cluster, Diagnostics* findings) {
  Diagnostics unknown;
  const Ignored ignored(cluster, &unknown);
  ApplyIgnoreComments(cluster.sources(), findings, &unknown);
  findings->erase(std::remove_if(findings->begin(), findings->end(),
                                 [&](const Diagnostic& finding) { return ignored.Has(finding); }),
                  findings->end());
  findings->insert(findings->end(), unknown.begin(), unknown.end());
}

}  // namespace svcenv
