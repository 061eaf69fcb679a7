#include "tests/check/linting.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "svcenv/manifest/load.h"

namespace svcenv {

std::vector<const Diagnostic*> Linted::Of(std::string_view code) const {
  std::vector<const Diagnostic*> found;
  for (const Diagnostic& finding : findings) {
    if (finding.code == code) found.push_back(&finding);
  }
  return found;
}

std::string Linted::Text() const {
  std::string text;
  for (const Diagnostic& finding : findings) {
    absl::StrAppend(&text, finding.code, ": ", FormatDiagnostic(finding, cluster.sources()));
  }
  return text;
}

Linted LintText(std::string_view text, LintOptions options) {
  Linted linted;
  LoadOptions load;
  load.version = options.resolve.version;
  const LoadResult ignored = LoadManifest("test.yaml", std::string(text), load, &linted.cluster);
  std::vector<LintSubject> subjects;
  for (const Workload& workload : linted.cluster.workloads()) {
    for (const Container* container : AllContainers(workload.pod.spec)) {
      subjects.push_back({&workload, container, {}});
    }
  }
  std::vector<const Service*> services;
  for (const Service& service : linted.cluster.services()) services.push_back(&service);
  linted.findings = Lint(linted.cluster, options, std::move(subjects), services);
  return linted;
}

Linted LintFiles(std::string_view text) {
  LintOptions options;
  options.resolve.complete = options.resolve.facts_complete = false;
  return LintText(text, options);
}

std::string PodWith(std::string_view fields) {
  return absl::StrCat(
      "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec:\n  containers:\n",
      "  - name: web\n", absl::StrReplaceAll(absl::StrCat("    ", fields), {{"\n", "\n    "}}),
      "\n");
}

}  // namespace svcenv
