#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/kubernetes/names.h"

namespace svcenv {
namespace {

constexpr std::string_view kRemedy =
    "use only letters, digits, and _ if a shell must read it or pass it on";

std::string MessageOf(std::string_view name) {
  return absl::StrCat("shells cannot read ", name, ", and dash and others do not pass it on: it ",
                      ShellNameProblem(name));
}

bool MentionsName(const std::vector<Located>& words, std::string_view name) {
  return std::any_of(words.begin(), words.end(),
                     [&](const Located& word) { return absl::StrContains(word.text, name); });
}

// Returns whether the image's entrypoint, a bash script, turns the variable into a setting:
// elastic/elasticsearch, distribution/docker/src/docker/bin/docker-entrypoint.sh (8.14), and
// OpenSearch's. False if command or args mention the name.
bool IsSettingOfImage(const LintContainer& one, std::string_view name) {
  const Container& container = one.container();
  const bool has_settings = absl::StrContains(container.image, "elasticsearch") ||
                            absl::StrContains(container.image, "opensearch");
  return has_settings && absl::StrContains(name, '.') && !MentionsName(container.command, name) &&
         !MentionsName(container.args, name);
}

// Reports each service once.
void CheckServices(const LintContext& lint, Diagnostics* findings) {
  for (const Service* service : lint.services()) {
    const std::string prefix = ServiceVariablePrefix(service->meta.name.text);
    if (!service->has_cluster_ip() || ShellNameProblem(prefix).empty()) continue;
    findings->push_back(LintContext::Find(
        *service, "name-not-for-shells", MessageOf(absl::StrCat(prefix, "_SERVICE_HOST")),
        "start the Service's name with a letter, or use its DNS name",
        service->meta.name.position));
  }
}

}  // namespace

// Reports each key of an object once per workload.
void NameNotForShells(const LintContext& lint, Diagnostics* findings) {
  CheckServices(lint, findings);
  std::set<std::tuple<const Workload*, const ObjectMeta*, std::string_view>> reported;
  for (const LintContainer& one : lint.containers()) {
    for (const Variable* variable : one.resolved().environment.own()) {
      if (ShellNameProblem(variable->name).empty() || one.IsPlaceholder(variable->name) ||
          IsSettingOfImage(one, variable->name)) {
        continue;
      }
      const Origin& origin = variable->origin;
      const bool of_object =
          origin.kind == OriginKind::kConfigMap || origin.kind == OriginKind::kSecret;
      if (of_object && !reported.insert({&one.workload(), origin.object, variable->name}).second) {
        continue;
      }
      Diagnostic found = lint.Find(
          one, "name-not-for-shells", MessageOf(variable->name), std::string(kRemedy),
          origin.position, absl::StrCat(of_object ? "envFrom[" : "env[", origin.index, "]"));
      found.confidential = variable->secret;
      findings->push_back(std::move(found));
    }
  }
}

}  // namespace svcenv
