#include "svcenv/check/cause.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "svcenv/check/lint.h"
#include "tests/check/linting.h"

namespace svcenv {
namespace {

// Returns the causes of the findings with a code, one per position.
std::vector<std::string> CausesOf(std::string_view code, Linted* linted) {
  SetCauses(linted->cluster, &linted->findings);
  std::vector<std::string> causes;
  for (const Diagnostic& finding : linted->findings) {
    if (finding.code == code) causes.push_back(finding.cause);
  }
  return causes;
}

std::vector<std::string> CausesOf(std::string_view code, std::string_view manifest) {
  Linted linted = LintFiles(manifest);
  return CausesOf(code, &linted);
}

using Causes = std::vector<std::string>;

TEST(CauseTest, NamesTheContainerAndTheReference) {
  EXPECT_EQ(CausesOf("reference-unresolved", PodWith("args: [a, '$(LEVLE)']")),
            Causes{"reference-unresolved Pod shop/web container web args[1] $(LEVLE)"});
}

TEST(CauseTest, NamesEntriesOfEnvSoThatTheirOrderDoesNotMatter) {
  const Causes causes = {"reference-unresolved Pod shop/web container web env[URL].value $(GONE)"};
  EXPECT_EQ(CausesOf("reference-unresolved", PodWith("env: [{name: URL, value: $(GONE)}]")),
            causes);
  EXPECT_EQ(CausesOf("reference-unresolved",
                     PodWith("env: [{name: A, value: a}, {name: URL, value: $(GONE)}]")),
            causes);
}

TEST(CauseTest, OfAMissingObjectOrKeyIsTheObjectAndTheKey) {
  EXPECT_EQ(CausesOf("missing-object", PodWith("envFrom: [{configMapRef: {name: gone}}]")),
            Causes{"missing-object ConfigMap shop/gone"});
  EXPECT_EQ(CausesOf("missing-key",
                     absl::StrCat(PodWith("env: [{name: A, valueFrom: {configMapKeyRef: {name: "
                                          "settings, key: LEVLE}}}]"),
                                  kSettings)),
            Causes{"missing-key ConfigMap shop/settings LEVLE"});
  EXPECT_EQ(CausesOf("service-not-given", PodWith("args: [$(REDIS_MASTER_SERVICE_HOST)]")),
            Causes{"service-not-given Service shop/redis-master"});
}

TEST(CauseTest, OfAllVariablesOfAServiceIsTheService) {
  const std::string elsewhere =
      "apiVersion: v1\nkind: Service\nmetadata: {name: ledger, namespace: payments}\n"
      "spec: {clusterIP: 10.96.0.7, ports: [{port: 80}]}\n---\n";
  EXPECT_EQ(CausesOf("reference-unresolved",
                     absl::StrCat(elsewhere, PodWith("args: ['$(LEDGER_SERVICE_HOST):"
                                                     "$(LEDGER_SERVICE_PORT)']"))),
            (Causes{"reference-unresolved Service payments/ledger",
                    "reference-unresolved Service payments/ledger"}));
}

TEST(CauseTest, OfKeysThatAreFilesIsTheirObject) {
  const std::string files =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: files, namespace: shop}\n"
      "data: {a.json: '{}', b.csv: c}\n---\n";
  EXPECT_EQ(CausesOf("name-not-for-shells",
                     absl::StrCat(files, PodWith("envFrom: [{configMapRef: {name: files}}]"))),
            (Causes{"name-not-for-shells ConfigMap shop/files",
                    "name-not-for-shells ConfigMap shop/files"}));
}

TEST(CauseTest, OfUnusedLinksIsTheNamespace) {
  std::string manifest;
  for (int i = 0; i < 40; ++i) {
    absl::StrAppend(&manifest, "apiVersion: v1\nkind: Service\nmetadata: {name: part-", i,
                    ", namespace: shop}\nspec: {clusterIP: 10.96.1.", i + 1,
                    ", ports: [{port: 80}]}\n---\n");
  }
  Linted linted = LintFiles(absl::StrCat(manifest, PodWith("args: [a]")));
  EXPECT_EQ(CausesOf("links-unused", &linted), Causes{"links-unused Namespace shop"});
}

TEST(CauseTest, DistinguishesFindingsOfOneField) {
  Linted linted = LintFiles(PodWith("args: [a]"));
  Diagnostic one;
  one.code = "refused-by-api";
  one.object = {"Pod", "shop", "web"};
  one.field = "metadata.labels";
  one.message = "first";
  linted.findings = {one, one, one};
  linted.findings[1].message = "second";
  linted.findings[2].object.name = "other";
  EXPECT_EQ(CausesOf("refused-by-api", &linted),
            (Causes{"refused-by-api Pod shop/web metadata.labels",
                    "refused-by-api Pod shop/web metadata.labels #2",
                    "refused-by-api Pod shop/other metadata.labels"}));
  EXPECT_EQ(OnePerCause(linted.cluster, linted.findings).size(), 3u);
}

TEST(CauseTest, OfAFileIsItsName) {
  Linted linted = LintFiles(PodWith("args: [a]"));
  Diagnostic one;
  one.code = "text-ignored";
  one.position = {1, 3};
  linted.findings = {one};
  EXPECT_EQ(CausesOf("text-ignored", &linted), Causes{"text-ignored test.yaml"});
}

TEST(CauseTest, IsVisible) {
  EXPECT_EQ(CausesOf("reference-unresolved", PodWith("args: [\"$(\\x1b\\n)\"]")),
            Causes{"reference-unresolved Pod shop/web container web args[0] $(\\x1b\\n)"});
}

// Returns a workload whose container has an unresolved reference.
std::string Workload(std::string_view kind, std::string_view name, std::string_view owner = "") {
  const std::string spec = "containers: [{name: app, args: [$(GONE)]}]";
  return absl::StrCat(
      "---\napiVersion: ", kind == "Pod" ? "v1" : "apps/v1", "\nkind: ", kind,
      "\nmetadata:\n  name: ", name, "\n  namespace: shop\n",
      owner.empty() ? ""
                    : absl::StrCat("  ownerReferences: [{apiVersion: apps/v1, kind: ", owner,
                                   ", uid: u, controller: true}]\n"),
      "spec: {", kind == "Pod" ? spec : absl::StrCat("template: {spec: {", spec, "}}"), "}\n");
}

TEST(CauseTest, OfAReplicaIsItsRootsAndIsShownAtTheRoot) {
  Linted linted = LintFiles(absl::StrCat(Workload("Pod", "web-1-a", "ReplicaSet, name: web-1"),
                                         Workload("Pod", "web-1-b", "ReplicaSet, name: web-1"),
                                         Workload("ReplicaSet", "web-1", "Deployment, name: web"),
                                         Workload("Deployment", "web")));
  const std::string cause =
      "reference-unresolved Deployment shop/web container app args[0] $(GONE)";
  EXPECT_EQ(CausesOf("reference-unresolved", &linted), Causes(4, cause));
  Diagnostics causes = OnePerCause(linted.cluster, linted.findings);
  causes.erase(std::remove_if(causes.begin(), causes.end(),
                              [&](const Diagnostic& one) { return one.cause != cause; }),
               causes.end());
  ASSERT_EQ(causes.size(), 1u);
  EXPECT_EQ(causes[0].object.ToString(), "Deployment shop/web");
  EXPECT_EQ(causes[0].affects, "also in Pod shop/web-1-a, Pod shop/web-1-b, ReplicaSet shop/web-1");
}

TEST(CauseTest, AnOwnerCountsThatIsNotInTheInput) {
  EXPECT_EQ(CausesOf("reference-unresolved", Workload("ReplicaSet", "r", "Deployment, name: web")),
            Causes{"reference-unresolved Deployment shop/web container app args[0] $(GONE)"});
}

// Different kinds of objects with the same owner are unrelated.
TEST(CauseTest, DoesNotFollowOwnersOfOtherKinds) {
  EXPECT_EQ(CausesOf("reference-unresolved", Workload("Deployment", "web", "Shop, name: s")),
            Causes{"reference-unresolved Deployment shop/web container app args[0] $(GONE)"});
  EXPECT_EQ(CausesOf("reference-unresolved", Workload("Pod", "etcd-n1", "Node, name: n1")),
            Causes{"reference-unresolved Pod shop/etcd-n1 container app args[0] $(GONE)"});
}

TEST(CauseTest, OwnersThatOwnEachOtherEnd) {
  EXPECT_EQ(CausesOf("reference-unresolved",
                     absl::StrCat(Workload("ReplicaSet", "a", "ReplicaSet, name: b"),
                                  Workload("ReplicaSet", "b", "ReplicaSet, name: a")))
                .size(),
            2u);
}

TEST(CauseTest, CountsTheWorkloadsThatAnObjectAffects) {
  std::string manifest;
  for (int i = 10; i < 30; ++i) {
    absl::StrAppend(&manifest, "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p", i,
                    ", namespace: shop}\nspec: {containers: [{name: app, envFrom: "
                    "[{configMapRef: {name: settings}}]}]}\n");
  }
  Linted linted = LintFiles(manifest);
  SetCauses(linted.cluster, &linted.findings);
  ASSERT_EQ(linted.Of("missing-object").size(), 20u);
  size_t count = 0;
  for (const Diagnostic& one : OnePerCause(linted.cluster, linted.findings)) {
    if (one.code != "missing-object") continue;
    ++count;
    EXPECT_EQ(one.affects,
              "affects 20 workloads: Pod shop/p10, Pod shop/p11, Pod shop/p12, and 17 more");
  }
  EXPECT_EQ(count, 1u);
}

TEST(CauseTest, TheHighestSeverityCounts) {
  Linted linted = LintFiles(PodWith("args: [a]"));
  Diagnostic one;
  one.cause = "c";
  one.severity = Severity::kInfo;
  linted.findings = {one, one};
  linted.findings[1].severity = Severity::kError;
  const Diagnostics causes = OnePerCause(linted.cluster, linted.findings);
  ASSERT_EQ(causes.size(), 1u);
  EXPECT_EQ(causes[0].severity, Severity::kError);
  EXPECT_EQ(causes[0].affects, "found at 2 places");
}

}  // namespace
}  // namespace svcenv
