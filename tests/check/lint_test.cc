#include "svcenv/check/lint.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "svcenv/check/rule.h"
#include "tests/check/linting.h"

namespace svcenv {
namespace {

// The cost of unresolved references is bounded.
TEST(LintTest, LooksForTheReasonsOfTheFirstReferencesOnly) {
  std::string text =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n"
      "  - name: c\n    image: i\n    env:\n    - {name: SETTING, value: x}\n    args:\n";
  for (int i = 0; i < 150; ++i) absl::StrAppend(&text, "    - \"$(SETTIGN)\"\n");
  const Linted linted = LintText(text, {});
  const auto found = linted.Of("reference-unresolved");
  ASSERT_EQ(found.size(), 150U);
  EXPECT_EQ(found[99]->remedy.text, "did you mean SETTING?");
  EXPECT_EQ(found[100]->message,
            "$(SETTIGN) is not expanded: SETTIGN is not set in this container (only the first 100 "
            "references of a container are diagnosed)");
  EXPECT_EQ(found[100]->remedy.text, "define SETTIGN in env");
}

TEST(LintTest, CountsNoReferencesThatHaveValuesAmongThoseThatItExplains) {
  std::string text =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n"
      "  - name: c\n    image: i\n    env:\n    - {name: SETTING, value: x}\n    args:\n";
  for (int i = 0; i < 150; ++i) absl::StrAppend(&text, "    - \"$(SETTING)\"\n");
  absl::StrAppend(&text, "    - \"$(SETTIGN)\"\n    - \"$(REDIS_SERVICE_HOST)\"\n");
  const Linted linted = LintText(text, {});
  ASSERT_EQ(linted.Of("reference-unresolved").size(), 1U);
  EXPECT_EQ(linted.Of("reference-unresolved")[0]->remedy.text, "did you mean SETTING?");
  EXPECT_EQ(linted.Of("service-not-given").size(), 1U);
}

TEST(LintTest, WorkloadsThatAreOverHaveNoFindings) {
  const std::string running = PodWith("args: [$(GONE)]");
  EXPECT_EQ(LintText(running, {}).Of("reference-unresolved").size(), 1U);
  for (const std::string_view phase : {"Succeeded", "Failed"}) {
    const Linted over = LintText(absl::StrCat(running, "status: {phase: ", phase, "}\n"), {});
    EXPECT_TRUE(over.findings.empty()) << over.Text();
  }
  const std::string set =
      "apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: r}\nspec:\n  replicas: N\n"
      "  selector: {matchLabels: {a: b}}\n  template:\n    metadata: {labels: {a: b}}\n"
      "    spec: {containers: [{name: c, image: i, args: [$(GONE)]}]}\n";
  EXPECT_TRUE(LintText(absl::StrReplaceAll(set, {{"N\n", "0\n"}}), {}).findings.empty());
  EXPECT_EQ(LintText(absl::StrReplaceAll(set, {{"N\n", "1\n"}}), {}).findings.size(), 1U);
}

TEST(LintTest, AnUnknownEntrypointMakesItAWarning) {
  const Linted linted = LintText(PodWith("args: [$(hostname), $(HOST)]"), {});
  const auto found = linted.Of("reference-unresolved");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0]->severity, Severity::kWarning);
  EXPECT_EQ(found[1]->severity, Severity::kError);
  EXPECT_TRUE(LintText(PodWith("args: [-c, $(hostname)]"), {}).findings.empty());
}

TEST(LintTest, NamesTheObjectThatIsLikelyMeant) {
  const Linted other = LintFiles(absl::StrCat(
      PodWith("envFrom: [{configMapRef: {name: settings}}]"),
      "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {A: a}\n"));
  ASSERT_EQ(other.Of("missing-object").size(), 1U) << other.Text();
  EXPECT_EQ(other.Of("missing-object")[0]->message,
            "ConfigMap shop/settings is not in the input; ConfigMap default/settings is in another "
            "namespace");
  EXPECT_EQ(other.Of("missing-object")[0]->remedy.actions.front().kind, RemedyKind::kUseNamespace);
  const Linted hashed = LintFiles(
      absl::StrCat(PodWith("envFrom: [{configMapRef: {name: settings}}]"),
                   absl::StrReplaceAll(std::string(kSettings),
                                       {{"name: settings", "name: settings-hk5f9m2t6c"}})));
  ASSERT_EQ(hashed.Of("missing-object").size(), 1U) << hashed.Text();
  EXPECT_EQ(hashed.Of("missing-object")[0]->remedy.text, "did you mean settings-hk5f9m2t6c?");
}

TEST(LintTest, ObjectsOfVolumesAreMissingToo) {
  const std::string pod =
      absl::StrCat(PodWith("image: a"),
                   "  volumes:\n  - {name: a, configMap: {name: settings}}\n"
                   "  - {name: b, secret: {secretName: keys, items: [{key: TOKNE, path: t}]}}\n"
                   "  - {name: c, projected: {sources: [{secret: {name: gone}}, {configMap: {name: "
                   "kube-root-ca.crt}}]}}\n"
                   "  - {name: d, configMap: {name: extra, optional: true}}\n",
                   kKeys);
  EXPECT_TRUE(LintText(pod, {}).findings.empty());
  LintOptions options;
  options.check_volumes = true;
  const Linted linted = LintText(pod, options);
  ASSERT_EQ(linted.findings.size(), 3U) << linted.Text();
  const auto objects = linted.Of("missing-object");
  ASSERT_EQ(objects.size(), 2U) << linted.Text();
  EXPECT_EQ(objects[0]->message, "ConfigMap shop/settings not found: the pod does not start");
  EXPECT_EQ(objects[0]->field, "spec.volumes[0].configMap.name");
  EXPECT_EQ(objects[0]->container, "");
  EXPECT_EQ(objects[1]->field, "spec.volumes[2].projected.sources[0].secret.name");
  ASSERT_EQ(linted.Of("missing-key").size(), 1U) << linted.Text();
  EXPECT_EQ(linted.Of("missing-key")[0]->remedy.text, "did you mean TOKEN?");
}

TEST(LintTest, ObjectsThatControllersCreateAreNotMissing) {
  LintOptions options;
  options.check_volumes = true;
  const Linted linted =
      LintText(absl::StrCat(PodWith("image: a"),
                            "  volumes:\n"
                            "  - {name: a, configMap: {name: istio-ca-root-cert}}\n"
                            "  - {name: b, secret: {secretName: default-token-x7k2p}}\n"
                            "  - {name: c, secret: {secretName: rook-ceph-mon}}\n"
                            "  - {name: d, secret: {secretName: api-token}}\n"),
               options);
  ASSERT_EQ(linted.Of("missing-object").size(), 1U) << linted.Text();
  EXPECT_EQ(linted.Of("missing-object")[0]->field, "spec.volumes[3].secret.secretName");
}

TEST(LintTest, AKeyOfBinaryDataIsNoVariable) {
  const Linted linted = LintText(
      absl::StrCat(
          PodWith("env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: BIN}}}]"),
          kSettings, "binaryData: {BIN: AAEC}\n"),
      {});
  ASSERT_EQ(linted.Of("missing-key").size(), 1U) << linted.Text();
  EXPECT_EQ(linted.Of("missing-key")[0]->message,
            "key BIN of ConfigMap shop/settings is in binaryData, which env cannot use: the "
            "container does not start");
}

TEST(LintTest, ALabelOfTheDeploymentIsNotThePods) {
  const std::string text =
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d, labels: {team: blue}}\nspec:\n"
      "  selector: {matchLabels: {a: b}}\n  template:\n    metadata: {labels: {a: b}}\n"
      "    spec:\n      containers:\n      - name: c\n        image: i\n        env:\n"
      "        - {name: T, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['team']\"}}}\n"
      "        - {name: A, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['a']\"}}}\n";
  const Linted linted = LintText(text, {});
  ASSERT_EQ(linted.findings.size(), 1U) << linted.Text();
  EXPECT_EQ(linted.findings[0].code, "metadata-not-on-template");
  EXPECT_EQ(linted.findings[0].message,
            "T is empty: the Deployment has the label team, but its pod template does not");
}

TEST(LintTest, SkippedKeyIsReportedOnlyBefore130) {
  LintOptions options;
  options.resolve.version = &KnownVersions().front();
  const std::string text =
      absl::StrCat(PodWith("envFrom: [{configMapRef: {name: settings}}]"),
                   absl::StrReplaceAll(std::string(kSettings), {{"odd.name", "'1odd'"}}));
  const Linted linted = LintText(text, options);
  EXPECT_EQ(linted.Of("config-key-skipped").size(), 1) << linted.Text();
  EXPECT_TRUE(LintText(text, {}).Of("config-key-skipped").empty());
}

TEST(LintTest, WhatIsMissingIsAnErrorWhereNothingElseCanBe) {
  const std::string text = PodWith("envFrom: [{secretRef: {name: keys}}]");
  const Linted complete = LintText(text, {});
  ASSERT_EQ(complete.findings.size(), 1) << complete.Text();
  EXPECT_EQ(complete.findings.front().code, "missing-object");
  EXPECT_EQ(complete.findings.front().severity, Severity::kError);
  const Linted service = LintText(PodWith("args: [$(DB_SERVICE_HOST)]"), {});
  ASSERT_EQ(service.Of("service-not-given").size(), 1) << service.Text();
  EXPECT_EQ(service.Of("service-not-given").front()->severity, Severity::kError);
  EXPECT_TRUE(service.Of("reference-unresolved").empty());
}

TEST(LintTest, ContainerThatCannotBeComputedDoesNotStopTheOthers) {
  const Linted linted = LintText(absl::StrCat(PodWith("env: [{name: A, value: \"a\\0b\"}]"),
                                              "  - name: other\n    args: [$(X)]\n"),
                                 {});
  ASSERT_EQ(linted.Of("not-computable").size(), 1) << linted.Text();
  EXPECT_TRUE(absl::StrContains(linted.Of("not-computable").front()->message, "NUL"));
  ASSERT_EQ(linted.Of("reference-unresolved").size(), 1) << linted.Text();
  EXPECT_EQ(linted.Of("reference-unresolved").front()->container, "other");
}

// Missing sources of a container do not hide its other findings.
TEST(LintTest, AllFaultsOfAContainerAreReportedAtOnce) {
  const std::string text =
      absl::StrCat(PodWith("envFrom: [{configMapRef: {name: settings}}]\n"
                           "command: [run, $(TOKEN), $(LEVEL), $(GONE)]\n"
                           "args: [$(NOT_THERE)]\n"
                           "livenessProbe: {exec: {command: [check, $(REDIS_PORT)]}}\n"
                           "volumeMounts: [{name: v, mountPath: /v, subPathExpr: $(NOT_THERE)}]\n"
                           "env:\n"
                           "- {name: A, valueFrom: {configMapKeyRef: {name: settings, key: A}}}\n"
                           "- {name: B, valueFrom: {configMapKeyRef: {name: settings, key: B}}}\n"
                           "- {name: C, valueFrom: {secretKeyRef: {name: keys, key: C}}}\n"
                           "- {name: TOKEN, valueFrom: {secretKeyRef: {name: keys, key: TOKEN}}}\n"
                           "- {name: GONE, value: $(C)}\n"
                           "- {name: D, value: \"a\\0b\"}\n"
                           "- {name: E, value: \"c\\0d\"}\n"
                           "- {name: 'no shell', value: $(A)}\n"
                           "- {name: REDIS_PORT, value: other}"),
                   kRedis, kSettings, kKeys);
  const Linted linted = LintText(text, {});
  const auto fields = [&](std::string_view code) {
    std::vector<std::string> result;
    for (const Diagnostic* finding : linted.Of(code)) result.push_back(finding->field);
    return result;
  };
  const auto of = [](std::vector<std::string> list) {
    for (std::string& field : list) field.insert(0, "spec.containers[0].");
    return list;
  };
  EXPECT_EQ(fields("missing-key"),
            of({"env[0].valueFrom.configMapKeyRef.key", "env[1].valueFrom.configMapKeyRef.key",
                "env[2].valueFrom.secretKeyRef.key"}));
  EXPECT_EQ(fields("not-computable"), of({"env[5]", "env[6]"}));
  // GONE has the value of a Secret, once the Secret has the key.
  EXPECT_EQ(fields("secret-in-command"), of({"command[1]", "command[3]"}));
  EXPECT_EQ(fields("reference-unresolved"), of({"args[0]"}));
  EXPECT_EQ(fields("reference-in-probe"), std::vector<std::string>()) << linted.Text();
  EXPECT_EQ(fields("subpath-unresolved"), of({"volumeMounts[0].subPathExpr"}));
  EXPECT_EQ(fields("service-variable-hidden"), of({"env[8]"}));
  EXPECT_EQ(fields("name-not-for-shells"), of({"env[7]", "envFrom[0]"}));
}

// References that a missing envFrom source may define are not reported.
TEST(LintTest, AMissingSourceMakesNoReferenceWrong) {
  const Linted linted = LintText(absl::StrCat(PodWith("envFrom: [{configMapRef: {name: nowhere}}]\n"
                                                      "args: [$(MAY_BE_THERE)]\n"
                                                      "env: [{name: REDIS_PORT, value: x}]"),
                                              kRedis),
                                 {});
  EXPECT_EQ(linted.Of("missing-object").size(), 1) << linted.Text();
  EXPECT_TRUE(linted.Of("reference-unresolved").empty()) << linted.Text();
  EXPECT_EQ(linted.Of("service-variable-hidden").size(), 1) << linted.Text();
}

TEST(LintTest, VariablesThatRepeatOneAnotherAreReportedOnce) {
  std::string env = "env:\n- {name: V, value: 'twelve bytes'}\n";
  for (int i = 0; i < 60; ++i) env += "- {name: V, value: '$(V)$(V)'}\n";
  env += "- {name: W, value: $(GONE)}\n";
  const Linted linted = LintText(PodWith(env), {});
  ASSERT_EQ(linted.Of("env-too-large").size(), 1) << linted.Text();
  EXPECT_EQ(linted.Of("env-too-large").front()->field, "spec.containers[0].env[22].value");
  EXPECT_EQ(linted.Of("reference-unresolved").size(), 1) << linted.Text();
}

TEST(LintTest, FindingsAreSortedByPlaceAndNeverTwiceTheSame) {
  const Linted linted = LintFiles(absl::StrCat(
      PodWith("args: [$(X), $(Y), $(X)]\nenv: [{name: A, value: a}, {name: A, value: $(Z)}]"),
      kRedis));
  uint32_t last = 0;
  std::set<std::string> seen;
  for (const Diagnostic& finding : linted.findings) {
    EXPECT_GE(finding.position.offset, last);
    last = finding.position.offset;
    EXPECT_TRUE(seen.insert(FormatDiagnostic(finding, linted.cluster.sources())).second);
    EXPECT_NE(FindRule(finding.code), nullptr) << finding.code;
  }
  EXPECT_EQ(linted.Of("reference-unresolved").size(), 4) << linted.Text();
}

// Uses a Secret in env, envFrom, args, a probe, and a subPathExpr, in references, and to override
// another variable.
TEST(LintTest, NoFindingContainsASecretsValue) {
  const std::string secret =
      absl::StrCat("---\napiVersion: v1\nkind: Secret\nmetadata: {name: keys, namespace: shop}\n",
                   "stringData: {TOKEN: canary, odd.name: canary, REDIS_PORT: canary, BIG: canary",
                   std::string(140000, 'x'), "}\n");
  const Linted linted = LintFiles(absl::StrCat(
      PodWith("envFrom: [{secretRef: {name: keys}}, {secretRef: {name: keys}, prefix: p-}]\n"
              "command: [run, $(TOKEN)]\n"
              "args: [--a=$(TOKEN), $(CHAIN), $(MISSING), '${TOKEN}']\n"
              "volumeMounts: [{name: v, mountPath: /v, subPathExpr: $(TOKEN)/$(MISSING)},\n"
              "  {name: v, mountPath: /w, subPathExpr: $(ROOT)$(TOKEN)}]\n"
              "livenessProbe: {exec: {command: [check, $(TOKEN), $(CHAIN)]}}\n"
              "lifecycle: {preStop: {exec: {command: [x, $(TOKEN)]}}}\n"
              "env:\n"
              "- {name: ROOT, value: /}\n"
              "- {name: CHAIN, value: x$(TOKEN)}\n"
              "- {name: TOKEN, valueFrom: {secretKeyRef: {name: keys, key: TOKEN}}}\n"
              "- {name: REDIS_SERVICE_PORT, valueFrom: {secretKeyRef: {name: keys, key: TOKEN}}}"),
      kRedis, secret));
  const std::string text = linted.Text();
  EXPECT_FALSE(absl::StrContains(text, "canary")) << text.substr(0, 6000);
  for (const char* code : {"env-value-too-large", "name-not-for-shells", "reference-in-probe",
                           "reference-not-expanded", "reference-unresolved", "secret-in-command",
                           "service-variable-hidden", "shell-style-reference", "subpath-invalid",
                           "subpath-unresolved"}) {
    EXPECT_FALSE(linted.Of(code).empty()) << code;
  }
}

TEST(LintTest, ARejectionIsReportedInsteadOfItsConsequences) {
  const Linted linted = LintFiles(PodWith(R"yaml(env:
- {name: A, valueFrom: {fieldRef: {fieldPath: metadata.nam}}}
volumeMounts:
- {name: v, mountPath: /m, subPathExpr: ../x})yaml"));
  EXPECT_EQ(linted.Of("refused-by-api").size(), 2u) << linted.Text();
  EXPECT_TRUE(linted.Of("not-computable").empty()) << linted.Text();
  EXPECT_TRUE(linted.Of("subpath-invalid").empty()) << linted.Text();
}

}  // namespace
}  // namespace svcenv
