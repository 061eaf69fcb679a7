#include "tests/check/refused.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "svcenv/check/lint.h"
#include "svcenv/manifest/load.h"

namespace svcenv {

std::vector<std::string> RefusedFields(std::string_view manifest, std::string_view version) {
  LoadOptions load;
  load.version = ParseVersion(version)->profile;
  load.unknown_fields = LoadOptions::UnknownFields::kReported;
  Cluster cluster;
  Diagnostics found = LoadManifest("f", std::string(manifest), load, &cluster).diagnostics;
  std::vector<LintSubject> subjects;
  for (const Workload& workload : cluster.workloads()) {
    for (const Container* container : AllContainers(workload.pod.spec)) {
      subjects.push_back({&workload, container, {}});
    }
  }
  std::vector<const Service*> services;
  for (const Service& service : cluster.services()) services.push_back(&service);
  LintOptions options;
  options.resolve.version = load.version;
  AddFindings(Lint(cluster, options, std::move(subjects), services), &found);
  std::vector<std::string> fields;
  for (const Diagnostic& diagnostic : found) {
    if (diagnostic.code == "refused-by-api" || diagnostic.code == "value-and-value-from" ||
        diagnostic.code == "service-without-ports") {
      fields.push_back(diagnostic.field);
    }
  }
  std::sort(fields.begin(), fields.end());
  return fields;
}

std::vector<std::string> RefusedInContainer(std::string_view container_fields,
                                            std::string_view version) {
  std::vector<std::string> fields = RefusedFields(
      absl::StrCat("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, ",
                   container_fields, "}]}\n"),
      version);
  for (std::string& field : fields) {
    field = std::string(absl::StripPrefix(field, "spec.containers[0]."));
  }
  return fields;
}

}  // namespace svcenv
