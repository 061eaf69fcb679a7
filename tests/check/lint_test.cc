#include "svcenv/check/lint.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "svcenv/check/rule.h"
#include "svcenv/check/size.h"
#include "svcenv/env/resolver.h"
#include "svcenv/manifest/load.h"

namespace svcenv {
namespace {

struct Linted {
  Cluster cluster;
  Diagnostics findings;

  std::vector<const Diagnostic*> Of(std::string_view code) const {
    std::vector<const Diagnostic*> found;
    for (const Diagnostic& finding : findings) {
      if (finding.code == code) found.push_back(&finding);
    }
    return found;
  }

  std::string Text() const {
    std::string text;
    for (const Diagnostic& finding : findings) {
      absl::StrAppend(&text, finding.code, ": ", FormatDiagnostic(finding, cluster.sources()));
    }
    return text;
  }
};

// Lints all that a manifest holds.
Linted LintText(std::string_view text, LintOptions options) {
  Linted linted;
  LoadOptions load;
  load.version = options.resolve.version;
  Diagnostics loading;
  LoadManifest("test.yaml", std::string(text), load, &linted.cluster, &loading);
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

// A pod with one container, `fields` of it written at its indentation.
std::string Pod(std::string_view fields) {
  return absl::StrCat(
      "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec:\n  containers:\n",
      "  - name: web\n", absl::StrReplaceAll(absl::StrCat("    ", fields), {{"\n", "\n    "}}),
      "\n");
}

constexpr std::string_view kRedis = R"yaml(---
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop, creationTimestamp: "2026-11-24T03:00:00Z"}
spec: {clusterIP: 10.96.0.7, ports: [{port: 6379}]}
)yaml";

constexpr std::string_view kSettings = R"yaml(---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {LEVEL: debug, odd.name: x}
)yaml";

constexpr std::string_view kKeys = R"yaml(---
apiVersion: v1
kind: Secret
metadata: {name: keys, namespace: shop}
stringData: {TOKEN: canary}
)yaml";

// A rule: what it finds in `bad`, and that it finds nothing in `good`, which does the same rightly.
struct Case {
  std::string_view code;
  std::string name;
  std::string bad;
  std::string_view at;       // the field of the finding, within the container; or the object
  std::string_view message;  // a part of it
  std::string good;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.code << " " << c.name; }

std::vector<Case> Cases() {
  const std::string redis(kRedis), settings(kSettings), keys(kKeys);
  return {
      {"reference-unresolved", "NoSuchPort", Pod("args: ['$(REDIS_SERVICE_PORT_HTTP)']") + redis,
       "args[0]", "Service shop/redis has no port named http; it has 6379/TCP",
       Pod("args: ['$(REDIS_SERVICE_PORT)']") + redis},
      {"reference-unresolved", "OfTheImage", Pod("args: ['$(PATH):/x']"), "args[0]",
       "the image sets", Pod("args: ['$$(PATH):/x']")},
      {"reference-unresolved", "DefinedLater",
       Pod("env:\n- {name: A, value: $(B)}\n- {name: B, value: b}"), "env[0].value",
       "B is defined in env[1], after env[0]",
       Pod("env:\n- {name: B, value: b}\n- {name: A, value: $(B)}")},
      {"reference-unresolved", "CommandOfAShell", Pod("command: [echo, 'at $(date +%s)']"),
       "command[1]", "nothing that the container gets",
       Pod("command: [/bin/sh, -c, 'echo at $(date +%s)']")},
      {"reference-in-probe", "OfService",
       Pod("livenessProbe: {exec: {command: [nc, $(REDIS_SERVICE_HOST)]}}") + redis,
       "livenessProbe.exec.command[1]", "probes see only the values of env",
       Pod("livenessProbe: {exec: {command: [nc, $(H)]}}\nenv: [{name: H, value: h}]")},
      {"reference-in-probe", "OfValueFrom",
       Pod("readinessProbe: {exec: {command: [nc, $(POD)]}}\n"
           "env: [{name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]"),
       "readinessProbe.exec.command[1]", "$(POD) becomes nothing",
       Pod("readinessProbe: {exec: {command: [sh, -c, 'nc $POD $(hostname)']}}\n"
           "env: [{name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]")},
      {"reference-in-probe", "OfReference",
       Pod("startupProbe: {exec: {command: [nc, $(B)]}}\n"
           "env: [{name: A, value: a}, {name: B, value: $(A)}]"),
       "startupProbe.exec.command[1]", "becomes the value as it is written",
       Pod("startupProbe: {exec: {command: [nc, $(A)]}}\n"
           "env: [{name: A, value: a}, {name: B, value: $(A)}]")},
      {"subpath-unresolved", "Missing",
       Pod("volumeMounts: [{name: v, mountPath: /v, subPathExpr: $(POD)}]\n"
           "env: [{name: POD_NAME, value: x}]"),
       "volumeMounts[0].subPathExpr", "nothing that the container gets sets POD",
       Pod("volumeMounts: [{name: v, mountPath: /v, subPathExpr: $(POD_NAME)}]\n"
           "env: [{name: POD_NAME, value: x}]")},
      {"subpath-invalid", "Absolute",
       Pod("volumeMounts: [{name: v, mountPath: /v, subPathExpr: $(P)}]\n"
           "env: [{name: P, value: /x}]"),
       "volumeMounts[0].subPathExpr", "is absolute",
       Pod("volumeMounts: [{name: v, mountPath: /v, subPathExpr: $(P)}]\n"
           "env: [{name: P, value: x}]")},
      {"missing-key", "OfConfigMap",
       Pod("env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: LEVLE}}}]") +
           settings,
       "env[0].valueFrom.configMapKeyRef.key", "ConfigMap shop/settings has no key LEVLE",
       Pod("env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: LEVEL}}}]") +
           settings},
      {"missing-object", "OfEnvFrom", Pod("envFrom: [{secretRef: {name: keys}}]"),
       "envFrom[0].secretRef.name", "Secret shop/keys was not given",
       Pod("envFrom: [{secretRef: {name: keys}}]") + keys},
      {"optional-missing", "Key",
       Pod("env: [{name: A, valueFrom: {secretKeyRef: {name: keys, key: B, optional: true}}}]") +
           keys,
       "env[0].valueFrom.secretKeyRef.key", "Secret shop/keys has no key B",
       Pod("env: [{name: A, valueFrom: {secretKeyRef: {name: keys, key: TOKEN, optional: "
           "true}}}]") +
           keys},
      {"optional-missing", "Object",
       Pod("envFrom: [{configMapRef: {name: settings, optional: true}}]"),
       "envFrom[0].configMapRef.name", "is optional, and was not given",
       Pod("envFrom: [{configMapRef: {name: settings, optional: true}}]") + settings},
      {"service-not-given", "FromFiles", Pod("args: [$(DB_SERVICE_HOST), $(DB_SERVICE_PORT)]"),
       "args[0]", "Service shop/db would give it",
       Pod("args: [$(REDIS_SERVICE_HOST), $(KUBERNETES_SERVICE_HOST)]") + redis},
      {"value-and-value-from", "Both",
       Pod("env: [{name: A, value: a, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]"),
       "env[0].valueFrom", "both value and valueFrom",
       Pod("env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]")},
      {"env-value-too-large", "Value",
       Pod(absl::StrCat("env: [{name: A, value: ", std::string(131072, 'x'), "}]")), "env[0]",
       "A takes 131075 of the 131072 bytes",
       Pod(absl::StrCat("env: [{name: A, value: ", std::string(100000, 'x'), "}]"))},
      {"env-near-limit", "Value", Pod(absl::StrCat("args: [", std::string(120000, 'x'), "]")),
       "args[0]", "args[0] takes 120001 of the 131072 bytes",
       Pod(absl::StrCat("args: [", std::string(100000, 'x'), "]"))},
      {"shell-style-reference", "Argument", Pod("args: ['--host=${REDIS_HOST}']"), "args[0]",
       "${REDIS_HOST} stays as it is", Pod("command: [sh, -c]\nargs: ['x --host=${REDIS_HOST}']")},
      {"shell-style-reference", "Value",
       Pod("env: [{name: A, value: a}, {name: B, value: 'x ${A}'}]"), "env[1].value", "${A}",
       Pod("env: [{name: A, value: a}, {name: B, value: 'x ${other} $${A} $A'}]")},
      {"shell-style-reference", "Probe", Pod("livenessProbe: {exec: {command: [nc, '${HOST}']}}"),
       "livenessProbe.exec.command[1]", "${HOST}",
       Pod("livenessProbe: {exec: {command: [bash, -c, 'nc ${HOST}']}}")},
      {"shell-style-reference", "Image", Pod("image: 'nginx:${TAG}'"), "image", "${TAG}",
       Pod("image: nginx:1")},
      {"reference-not-expanded", "Probe", Pod("livenessProbe: {httpGet: {path: /$(A), port: 80}}"),
       "livenessProbe.httpGet.path", "nothing is expanded in livenessProbe.httpGet.path",
       Pod("livenessProbe: {httpGet: {path: /a, port: 80}}")},
      {"reference-not-expanded", "Hook",
       Pod("lifecycle: {preStop: {exec: {command: [curl, $(URL)]}}}"),
       "lifecycle.preStop.exec.command[1]", "$(URL) stays as it is",
       Pod("lifecycle: {preStop: {exec: {command: [sh, -c, 'curl $URL $(hostname)']}}}")},
      {"reference-not-expanded", "SubPath",
       Pod("volumeMounts: [{name: v, mountPath: /v, subPath: $(POD)}]"), "volumeMounts[0].subPath",
       "$(POD)", Pod("volumeMounts: [{name: v, mountPath: /v}]")},
      {"service-variable-hidden", "ByEnv",
       Pod("env: [{name: REDIS_SERVICE_PORT, value: '1'}]") + redis, "env[0]",
       "takes the place of the one of Service shop/redis port 6379, 6379",
       Pod("env: [{name: REDIS_SERVICE_PORT, value: '6379'}]") + redis},
      {"link-variable-captured", "Application",
       Pod("image: bitnamilegacy.example/bitnami/redis:6.0.5@sha256:0") + redis, "image",
       "REDIS_PORT is tcp://10.96.0.7:6379 of Service shop/redis",
       Pod("image: bitnami/redis\nenv: [{name: REDIS_PORT, value: '6379'}]") + redis},
      {"link-variable-captured", "Argument", Pod("args: ['redis:$(REDIS_PORT)']") + redis,
       "args[0]", "$(REDIS_PORT) stands for a port", Pod("args: [$(REDIS_PORT)]") + redis},
      {"link-variable-captured", "NextArgument", Pod("args: [--port, $(REDIS_PORT)]") + redis,
       "args[1]", "$(REDIS_PORT)", Pod("args: [--url, $(REDIS_PORT)]") + redis},
      {"link-variable-captured", "Script",
       Pod("command: [sh, -c, 'redis-cli -p $REDIS_PORT']") + redis, "command[2]",
       "the script takes REDIS_PORT for a port",
       Pod("command: [sh, -c, 'x --url $REDIS_PORT']") + redis},
      {"link-variable-captured", "Sibling", Pod("env: [{name: REDIS_HOST, value: redis}]") + redis,
       "env[0].name", "may read REDIS_PORT",
       Pod("env: [{name: REDIS_HOST, value: redis}, {name: REDIS_PORT, value: '1'}]") + redis},
      {"duplicate-env", "Twice",
       Pod("env: [{name: A, value: a}, {name: B, value: b}, {name: A, value: c}]"), "env[2].name",
       "env[2] sets A, which env[0] sets already",
       Pod("env: [{name: A, value: a}, {name: B, value: b}]")},
      {"name-not-for-shells", "Key", Pod("envFrom: [{configMapRef: {name: settings}}]") + settings,
       "envFrom[0]", "odd.name",
       Pod("env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: odd.name}}}]") +
           settings},
      {"secret-in-command", "Argument",
       Pod("args: [--token=$(T)]\n"
           "env: [{name: S, valueFrom: {secretKeyRef: {name: keys, key: TOKEN}}}, "
           "{name: T, value: x$(S)}]") +
           keys,
       "args[0]", "the value of a Secret becomes part of args[0]",
       Pod("args: [--token-from=T]\n"
           "env: [{name: T, valueFrom: {secretKeyRef: {name: keys, key: TOKEN}}}]") +
           keys},
      {"known-at-runtime", "PodIp",
       Pod("env: [{name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]"),
       "env[0].valueFrom", "IP",
       Pod("env: [{name: NS, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}]")},
  };
}

class LintRuleTest : public testing::TestWithParam<Case> {};

TEST_P(LintRuleTest, FindsTheBadAndNotTheGood) {
  const Case& c = GetParam();
  const Linted bad = LintFiles(c.bad);
  const std::vector<const Diagnostic*> found = bad.Of(c.code);
  ASSERT_EQ(found.size(), 1) << bad.Text().substr(0, 5000);
  const Diagnostic& finding = *found.front();
  EXPECT_EQ(finding.field, absl::StrCat("spec.containers[0].", c.at));
  EXPECT_TRUE(absl::StrContains(finding.message, c.message)) << finding.message;
  EXPECT_FALSE(finding.remedy.empty());
  EXPECT_TRUE(finding.position.known());
  EXPECT_EQ(finding.severity, FindRule(c.code)->severity);
  EXPECT_EQ(finding.object.ToString(), "Pod shop/web");
  EXPECT_EQ(finding.container, "web");
  EXPECT_FALSE(absl::StrContains(bad.Text(), "canary"));

  const Linted good = LintFiles(c.good);
  EXPECT_TRUE(good.Of(c.code).empty()) << good.Text().substr(0, 5000);
  EXPECT_TRUE(good.Of("not-computable").empty()) << good.Text().substr(0, 5000);
}

INSTANTIATE_TEST_SUITE_P(, LintRuleTest, testing::ValuesIn(Cases()), [](const auto& info) {
  return absl::StrCat(absl::StrReplaceAll(info.param.code, {{"-", "_"}}), "_", info.param.name);
});

// ------------------------------------------------------------------------------ of services

std::string Services(int count, std::string_view stem) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    absl::StrAppend(&text, "---\napiVersion: v1\nkind: Service\nmetadata: {name: ", stem, i,
                    ", namespace: shop}\nspec: {clusterIP: 10.96.", i / 250, ".", i % 250 + 1,
                    ", ports: [{port: 80}]}\n");
  }
  return text;
}

// A pod of a thousand references to nothing costs no more than its text is worth.
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
            "$(SETTIGN) stays as it is: nothing that the container gets sets SETTIGN (of a "
            "container, the reason is looked for in its first 100 references)");
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

TEST(LintServicesTest, CollisionIsToldOnceForAllPods) {
  const std::string web = Pod("image: a");
  const std::string other = absl::StrReplaceAll(web, {{"{name: web", "{name: other"}});
  const std::string collision = absl::StrReplaceAll(
      std::string(kRedis), {{"name: redis,", "name: redis-port,"}, {"port: 6379", "port: 80"}});
  // REDIS_PORT_PORT does not collide; REDIS_SERVICE_PORT of a service named redis-service does.
  const std::string twin = absl::StrReplaceAll(
      std::string(kRedis), {{"name: redis,", "name: redis-service,"}, {"10.96.0.7", "10.96.0.8"}});
  const Linted linted = LintFiles(absl::StrCat(web, "---\n", other, kRedis, twin));
  EXPECT_EQ(linted.Of("service-collision").size(), 1) << linted.Text();
  EXPECT_EQ(linted.Of("service-collision").front()->severity, Severity::kWarning);
  EXPECT_TRUE(LintFiles(absl::StrCat(web, kRedis, collision)).Of("service-collision").empty());
}

TEST(LintServicesTest, CollisionIsToldWithoutAnyPod) {
  const std::string twin = absl::StrReplaceAll(
      std::string(kRedis), {{"name: redis,", "name: redis-service,"}, {"10.96.0.7", "10.96.0.8"}});
  EXPECT_EQ(LintFiles(absl::StrCat(kRedis, twin)).Of("service-collision").size(), 1);
}

TEST(LintServicesTest, ClusterIpThatIsNotThereYet) {
  const std::string waiting =
      absl::StrReplaceAll(std::string(kRedis), {{"clusterIP: 10.96.0.7, ", ""}});
  const Linted linted = LintFiles(waiting);
  ASSERT_EQ(linted.Of("cluster-ip-unassigned").size(), 1) << linted.Text();
  EXPECT_EQ(linted.Of("cluster-ip-unassigned").front()->object.ToString(), "Service shop/redis");
  EXPECT_TRUE(LintFiles(kRedis).findings.empty());
  EXPECT_TRUE(LintFiles(absl::StrReplaceAll(std::string(kRedis), {{"10.96.0.7", "None"}}))
                  .Of("cluster-ip-unassigned")
                  .empty());
}

TEST(LintServicesTest, WithoutPortsNoContainerCanBeComputedAndItIsToldOnce) {
  const std::string no_ports =
      absl::StrReplaceAll(std::string(kRedis), {{"ports: [{port: 6379}]", "ports: []"}});
  const Linted linted = LintFiles(absl::StrCat(Pod("args: [$(X)]"), no_ports));
  EXPECT_EQ(linted.Of("service-without-ports").size(), 1) << linted.Text();
  EXPECT_TRUE(
      LintFiles(absl::StrCat(Pod("args: [$(X)]"), kRedis)).Of("service-without-ports").empty());
}

// The other services' variables are computed, and those of the one without ports are not known.
TEST(LintServicesTest, WithoutPortsTheOtherFaultsAreReported) {
  const std::string no_ports = absl::StrReplaceAll(
      std::string(kRedis), {{"ports: [{port: 6379}]", "ports: []"}, {"name: redis", "name: db"}});
  const Linted linted = LintText(
      absl::StrCat(Pod("args: [$(X), $(DB_SERVICE_HOST)]\nenv: [{name: REDIS_PORT, value: x}]"),
                   kRedis, no_ports),
      {});
  EXPECT_EQ(linted.Of("service-without-ports").size(), 1) << linted.Text();
  EXPECT_EQ(linted.Of("service-variable-hidden").size(), 1) << linted.Text();
  ASSERT_EQ(linted.Of("reference-unresolved").size(), 1) << linted.Text();
  EXPECT_EQ(linted.Of("reference-unresolved").front()->field, "spec.containers[0].args[0]");
}

TEST(LintServicesTest, CollisionNamesTheServicesThatLose) {
  const std::string twin = absl::StrReplaceAll(
      std::string(kRedis), {{"name: redis,", "name: redis-service,"}, {"10.96.0.7", "10.96.0.8"}});
  const Linted linted = LintFiles(absl::StrCat(kRedis, twin));
  ASSERT_EQ(linted.Of("service-collision").size(), 1) << linted.Text();
  const Diagnostic& found = *linted.Of("service-collision").front();
  EXPECT_EQ(found.object.ToString(), "Service shop/redis-service");
  ASSERT_EQ(found.related.size(), 1);
  EXPECT_EQ(found.related.front().ToString(), "Service shop/redis");
}

// Each variable is reported at the first place that uses it.
TEST(LintServicesTest, ACapturedVariableIsReportedAtItsOwnPlace) {
  const std::string text = absl::StrCat(
      Pod("args: ['--port=$(REDIS_PORT)', '--port=$(DB_PORT)', '--port=$(REDIS_PORT)']"), kRedis,
      absl::StrReplaceAll(std::string(kRedis), {{"name: redis", "name: db"}, {"0.7", "0.8"}}));
  const Linted linted = LintFiles(text);
  const auto found = linted.Of("link-variable-captured");
  ASSERT_EQ(found.size(), 2) << linted.Text();
  EXPECT_EQ(found[0]->field, "spec.containers[0].args[0]");
  EXPECT_EQ(found[1]->field, "spec.containers[0].args[1]");
  ASSERT_EQ(found[1]->related.size(), 1);
  EXPECT_EQ(found[1]->related.front().ToString(), "Service shop/db");
}

TEST(LintServicesTest, LinksThatNothingNames) {
  const Linted linted = LintFiles(absl::StrCat(Pod("args: [x]"), kRedis));
  ASSERT_EQ(linted.Of("links-unused").size(), 1) << linted.Text();
  // REDIS_SERVICE_HOST=10.96.0.7 and six more, each with a NUL and a pointer.
  EXPECT_TRUE(absl::StrContains(linted.Of("links-unused").front()->message, "7 variables"))
      << linted.Text();
  for (const char* fields :
       {"args: [$(REDIS_SERVICE_HOST)]", "command: [sh, -c, 'nc $REDIS_SERVICE_HOST']",
        "env: [{name: A, value: REDIS_PORT_6379_TCP_ADDR}]"}) {
    EXPECT_TRUE(LintFiles(absl::StrCat(Pod(fields), kRedis)).Of("links-unused").empty()) << fields;
  }
  EXPECT_TRUE(LintFiles(absl::StrReplaceAll(absl::StrCat(Pod("args: [x]"), kRedis),
                                            {{"spec:\n", "spec:\n  enableServiceLinks: false\n"}}))
                  .Of("links-unused")
                  .empty());
}

TEST(LintServicesTest, NewerThanTheRunningContainer) {
  const auto pod = [](std::string_view started) {
    return absl::StrCat(Pod("image: a"),
                        "status: {containerStatuses: [{name: web, state: {running: {startedAt: \"",
                        started, "\"}}}]}\n", kRedis);
  };
  const Linted linted = LintFiles(pod("2026-11-24T02:59:59Z"));
  ASSERT_EQ(linted.Of("service-newer-than-container").size(), 1) << linted.Text();
  EXPECT_TRUE(absl::StrContains(linted.Of("service-newer-than-container").front()->message,
                                "before Service redis was created"));
  EXPECT_TRUE(LintFiles(pod("2026-11-24T03:00:01Z")).Of("service-newer-than-container").empty());
}

TEST(LintServicesTest, NameThatBeginsWithADigit) {
  const Linted linted =
      LintFiles(absl::StrReplaceAll(std::string(kRedis), {{"name: redis,", "name: 2redis,"}}));
  ASSERT_EQ(linted.Of("name-not-for-shells").size(), 1) << linted.Text();
  EXPECT_EQ(linted.Of("name-not-for-shells").front()->object.kind, "Service");
}

TEST(LintServicesTest, MoreThanTheKernelTakes) {
  LintOptions options;
  options.stack_limit_bytes = 512 << 10;  // 128 KiB for all
  const Linted bad = LintText(absl::StrCat(Pod("image: a"), Services(500, "svc-")), options);
  ASSERT_EQ(bad.Of("env-too-large").size(), 1) << bad.Text().substr(0, 3000);
  EXPECT_TRUE(absl::StrContains(bad.Of("env-too-large").front()->message, "of 500 services"))
      << bad.Text();
  EXPECT_TRUE(bad.Of("env-near-limit").empty());
  const Linted good = LintText(absl::StrCat(Pod("image: a"), Services(100, "svc-")), options);
  EXPECT_TRUE(good.Of("env-too-large").empty());
  EXPECT_TRUE(good.Of("env-near-limit").empty());
}

TEST(LintServicesTest, ArgumentsAloneMayBeTooMuch) {
  LintOptions options;
  options.stack_limit_bytes = 512 << 10;
  const std::string text(100'000, 'x');
  const Linted linted = LintText(Pod(absl::StrCat("args: [", text, ", ", text, "]")), options);
  ASSERT_EQ(linted.Of("env-too-large").size(), 1);
  EXPECT_TRUE(absl::StrContains(linted.Of("env-too-large").front()->remedy.text, "arguments"))
      << linted.Of("env-too-large").front()->remedy.text;
}

TEST(LintServicesTest, NginxPutsAllNamesIntoOneArgument) {
  const auto lint = [](std::string_view fields, int services) {
    return LintFiles(absl::StrCat(Pod(fields), Services(services, "a-long-name-of-a-service-")));
  };
  constexpr std::string_view kTemplates =
      "image: nginx:1.27\nvolumeMounts: [{name: t, mountPath: /etc/nginx/templates}]";
  ASSERT_EQ(lint(kTemplates, 500).Of("env-too-large").size(), 1);
  EXPECT_TRUE(absl::StrContains(lint(kTemplates, 500).Of("env-too-large").front()->message,
                                "into one argument"));
  // As size counts it.
  const Linted own = lint("image: nginx\nenv: [{name: A, value: a}]", 500);
  Resolver resolver(own.cluster, {});
  const Workload& workload = own.cluster.workloads().front();
  const auto resolved = resolver.Resolve(workload, workload.pod.spec.containers.front(), {});
  ASSERT_TRUE(resolved.ok());
  EXPECT_TRUE(absl::StrContains(
      own.Of("env-near-limit").at(0)->message,
      absl::StrCat("argument of ", SizeOf(*resolved, {}).names_argument_bytes, " bytes")))
      << own.Text();
  // Without a template nothing fails yet.
  EXPECT_TRUE(lint("image: nginx:1.27", 500).Of("env-too-large").empty());
  EXPECT_EQ(lint("image: nginx:1.27", 500).Of("env-near-limit").size(), 1);
  for (const char* fields : {"image: caddy", "image: nginx:1.27\ncommand: [nginx]",
                             "image: nginx\nenv: [{name: NGINX_ENVSUBST_FILTER, value: ^MY_}]"}) {
    EXPECT_TRUE(lint(fields, 500).Of("env-near-limit").empty()) << fields;
  }
  EXPECT_TRUE(lint(kTemplates, 100).Of("env-too-large").empty());
}

// ------------------------------------------------------------------------------ the whole

TEST(LintTest, SkippedKeyIsToldBefore130Only) {
  LintOptions options;
  options.resolve.version = &KnownVersions().front();
  const std::string text =
      absl::StrCat(Pod("envFrom: [{configMapRef: {name: settings}}]"),
                   absl::StrReplaceAll(std::string(kSettings), {{"odd.name", "'1odd'"}}));
  const Linted linted = LintText(text, options);
  EXPECT_EQ(linted.Of("config-key-skipped").size(), 1) << linted.Text();
  EXPECT_TRUE(LintText(text, {}).Of("config-key-skipped").empty());
}

TEST(LintTest, WhatIsMissingIsAnErrorWhereNothingElseCanBe) {
  const std::string text = Pod("envFrom: [{secretRef: {name: keys}}]");
  const Linted complete = LintText(text, {});
  ASSERT_EQ(complete.findings.size(), 1) << complete.Text();
  EXPECT_EQ(complete.findings.front().code, "missing-object");
  EXPECT_EQ(complete.findings.front().severity, Severity::kError);
  const Linted service = LintText(Pod("args: [$(DB_SERVICE_HOST)]"), {});
  ASSERT_EQ(service.Of("service-not-given").size(), 1) << service.Text();
  EXPECT_EQ(service.Of("service-not-given").front()->severity, Severity::kError);
  EXPECT_TRUE(service.Of("reference-unresolved").empty());
}

TEST(LintTest, ContainerThatCannotBeComputedDoesNotStopTheOthers) {
  const Linted linted = LintText(absl::StrCat(Pod("env: [{name: A, value: \"a\\0b\"}]"),
                                              "  - name: other\n    args: [$(X)]\n"),
                                 {});
  ASSERT_EQ(linted.Of("not-computable").size(), 1) << linted.Text();
  EXPECT_TRUE(absl::StrContains(linted.Of("not-computable").front()->message, "NUL"));
  ASSERT_EQ(linted.Of("reference-unresolved").size(), 1) << linted.Text();
  EXPECT_EQ(linted.Of("reference-unresolved").front()->container, "other");
}

// What a container lacks hides nothing else of it.
TEST(LintTest, AllFaultsOfAContainerAreReportedAtOnce) {
  const std::string text =
      absl::StrCat(Pod("envFrom: [{configMapRef: {name: settings}}]\n"
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

// What a missing source of envFrom would define is not known: nothing that refers to it is wrong.
TEST(LintTest, AMissingSourceMakesNoReferenceWrong) {
  const Linted linted = LintText(absl::StrCat(Pod("envFrom: [{configMapRef: {name: nowhere}}]\n"
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
  const Linted linted = LintText(Pod(env), {});
  ASSERT_EQ(linted.Of("env-too-large").size(), 1) << linted.Text();
  EXPECT_EQ(linted.Of("env-too-large").front()->field, "spec.containers[0].env[22].value");
  EXPECT_EQ(linted.Of("reference-unresolved").size(), 1) << linted.Text();
}

TEST(LintTest, FindingsAreSortedByPlaceAndNeverTwiceTheSame) {
  const Linted linted = LintFiles(absl::StrCat(
      Pod("args: [$(X), $(Y), $(X)]\nenv: [{name: A, value: a}, {name: A, value: $(Z)}]"), kRedis));
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

// A Secret in env, envFrom, args, a probe, a sub-path, over another variable, and through
// references.
TEST(LintTest, NoFindingHoldsASecretsValue) {
  const std::string secret =
      absl::StrCat("---\napiVersion: v1\nkind: Secret\nmetadata: {name: keys, namespace: shop}\n",
                   "stringData: {TOKEN: canary, odd.name: canary, REDIS_PORT: canary, BIG: canary",
                   std::string(140000, 'x'), "}\n");
  const Linted linted = LintFiles(absl::StrCat(
      Pod("envFrom: [{secretRef: {name: keys}}, {secretRef: {name: keys}, prefix: p-}]\n"
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

TEST(LintTest, ARefusalIsToldInsteadOfWhatComesOfIt) {
  const Linted linted = LintFiles(Pod(R"yaml(env:
- {name: A, valueFrom: {fieldRef: {fieldPath: metadata.nam}}}
volumeMounts:
- {name: v, mountPath: /m, subPathExpr: ../x})yaml"));
  EXPECT_EQ(linted.Of("refused-by-api").size(), 2u) << linted.Text();
  EXPECT_TRUE(linted.Of("not-computable").empty()) << linted.Text();
  EXPECT_TRUE(linted.Of("subpath-invalid").empty()) << linted.Text();
}

}  // namespace
}  // namespace svcenv
