#include "cli/reports/report_unknowns.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/terminal/program.h"
#include "cli/terminal/shell_word.h"

namespace svcenv::cli {
namespace {

// Returns the command that writes an object of a cluster to a file for -f.
std::string GetObject(const ObjectName& object) {
  return absl::StrCat("kubectl get ", absl::AsciiStrToLower(object.kind), " ",
                      ShellWord(object.name), " -n ", ShellWord(object.namespace_),
                      " -o yaml > FILE, then pass -f FILE");
}

UnknownPart PartOf(const ObjectName& object, std::string_view why) {
  UnknownPart part{object.ToString(), std::string(why), "", 0};
  part.supply =
      object.kind == "Service" ? "--assume-ips CIDR, or --cluster-ip NAME=IP" : GetObject(object);
  return part;
}

// Returns the part for a field of the downward API.
UnknownPart FieldPart(std::string_view path) {
  struct Row {
    std::string_view prefix, supply;
  };
  static constexpr Row kRows[] = {{"status.podIP", "--pod-ip IP"},
                                  {"status.hostIP", "--host-ip IP"},
                                  {"spec.nodeName", "--node-name NAME"}};
  for (const Row& row : kRows) {
    if (!absl::StartsWith(path, row.prefix)) continue;
    return {absl::StrCat(path, " of the pod"), "", std::string(row.supply), 0};
  }
  return {absl::StrCat(path, " of the pod"), "only a running pod has it",
          absl::StrCat(ProgramName(), " report pod/NAME"), 0};
}

class Parts {
 public:
  void Add(const GraphSubject& subject, const ResolvedContainer& resolved) {
    seen_.clear();
    for (const UnknownSource& source : resolved.environment.unknown_sources()) {
      Count(PartOf(source.object, source.why));
    }
    for (const Variable* variable : resolved.environment.own()) {
      if (!variable->known()) AddVariable(subject, *variable);
    }
  }

  std::vector<UnknownPart> Take() && {
    std::stable_sort(parts_.begin(), parts_.end(), [](const UnknownPart& a, const UnknownPart& b) {
      return a.containers > b.containers;
    });
    return std::move(parts_);
  }

 private:
  void AddVariable(const GraphSubject& subject, const Variable& variable) {
    const Origin& origin = variable.origin;
    const std::vector<EnvVar>& env = subject.container->env;
    const EnvSource* source = origin.index >= 0 && static_cast<size_t>(origin.index) < env.size()
                                  ? env[static_cast<size_t>(origin.index)].value_from
                                  : nullptr;
    const std::string_view namespace_ = subject.workload->meta.namespace_;
    switch (origin.kind) {
      case OriginKind::kField:
        return Count(FieldPart(origin.key));
      case OriginKind::kResourceField:
        return Count({absl::StrCat(origin.key, " of the container"), std::string(variable.unknown),
                      "--node FILE, from kubectl get node NAME -o yaml", 0});
      case OriginKind::kConfigMapKey:
        if (source == nullptr || source->config_map_key == nullptr) return;
        return Count(PartOf(
            {"ConfigMap", std::string(namespace_), std::string(source->config_map_key->name.text)},
            ""));
      case OriginKind::kSecretKey:
        if (source == nullptr || source->secret_key == nullptr) return;
        return Count(PartOf(
            {"Secret", std::string(namespace_), std::string(source->secret_key->name.text)}, ""));
      case OriginKind::kFileKey:
        return Count({"files in volumes of the running pod", "", "", 0});
      case OriginKind::kService:
      case OriginKind::kConfigMap:
      case OriginKind::kSecret:
      case OriginKind::kValue:
        return;
    }
  }

  // Counts a part once per container.
  void Count(UnknownPart part) {
    const auto [found, is_new] = index_of_.try_emplace(part.what, parts_.size());
    if (is_new) parts_.push_back(std::move(part));
    if (seen_.insert(found->second).second) ++parts_[found->second].containers;
  }

  std::vector<UnknownPart> parts_;
  absl::flat_hash_map<std::string, size_t> index_of_;  // by UnknownPart::what
  absl::flat_hash_set<size_t> seen_;                   // in the current container
};

}  // namespace

std::vector<UnknownPart> UnknownParts(absl::Span<const GraphSubject> subjects,
                                      absl::Span<const Result> results) {
  Parts parts;
  for (size_t i = 0; i < results.size(); ++i) {
    if (results[i].resolved.has_value()) parts.Add(subjects[i], *results[i].resolved);
  }
  return std::move(parts).Take();
}

}  // namespace svcenv::cli
