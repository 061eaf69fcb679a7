// Checks what each rule finds and what it does not find.
#include <ostream>
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

// A rule, a bad manifest with the expected finding, and a good one without any.
struct Case {
  std::string_view code;
  std::string name;
  std::string bad;
  std::string_view at;       // the field within the container, or the object
  std::string_view message;  // a substring
  std::string good;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.code << " " << c.name; }

std::vector<Case> Cases() {
  const std::string redis(kRedis), settings(kSettings), keys(kKeys);
  return {
      {"reference-unresolved", "NoSuchPort",
       PodWith("args: ['$(REDIS_SERVICE_PORT_HTTP)']") + redis, "args[0]",
       "Service shop/redis has no port named http; it has 6379/TCP",
       PodWith("args: ['$(REDIS_SERVICE_PORT)']") + redis},
      {"reference-unresolved", "OfTheImage", PodWith("args: ['$(PATH):/x']"), "args[0]",
       "the image sets", PodWith("args: ['$$(PATH):/x']")},
      {"reference-unresolved", "DefinedLater",
       PodWith("env:\n- {name: A, value: $(B)}\n- {name: B, value: b}"), "env[0].value",
       "B is defined in env[1], after env[0]",
       PodWith("env:\n- {name: B, value: b}\n- {name: A, value: $(B)}")},
      {"reference-unresolved", "CommandOfAShell", PodWith("command: [echo, 'at $(date +%s)']"),
       "command[1]", "is not set in this container",
       PodWith("command: [/bin/sh, -c, 'echo at $(date +%s)']")},
      {"reference-unresolved", "NotOfPowerShell", PodWith("command: [run.exe, '$($x.y)']"),
       "command[1]", "$($x.y) is not expanded",
       PodWith("command: ['C:\\Windows\\PowerShell.EXE', -Command, '$($x.y) $(Get-Date)']")},
      {"reference-in-probe", "OfService",
       PodWith("livenessProbe: {exec: {command: [nc, $(REDIS_SERVICE_HOST)]}}") + redis,
       "livenessProbe.exec.command[1]", "probes see only literal env values",
       PodWith("livenessProbe: {exec: {command: [nc, $(H)]}}\nenv: [{name: H, value: h}]")},
      {"reference-in-probe", "OfValueFrom",
       PodWith("readinessProbe: {exec: {command: [nc, $(POD)]}}\n"
               "env: [{name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]"),
       "readinessProbe.exec.command[1]", "$(POD) becomes an empty string",
       PodWith("readinessProbe: {exec: {command: [sh, -c, 'nc $POD $(hostname)']}}\n"
               "env: [{name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]")},
      {"reference-in-probe", "OfReference",
       PodWith("startupProbe: {exec: {command: [nc, $(B)]}}\n"
               "env: [{name: A, value: a}, {name: B, value: $(A)}]"),
       "startupProbe.exec.command[1]", "becomes the unexpanded value of B",
       PodWith("startupProbe: {exec: {command: [nc, $(A)]}}\n"
               "env: [{name: A, value: a}, {name: B, value: $(A)}]")},
      {"subpath-unresolved", "Missing",
       PodWith("volumeMounts: [{name: v, mountPath: /v, subPathExpr: $(POD)}]\n"
               "env: [{name: POD_NAME, value: x}]"),
       "volumeMounts[0].subPathExpr", "POD is not set in this container",
       PodWith("volumeMounts: [{name: v, mountPath: /v, subPathExpr: $(POD_NAME)}]\n"
               "env: [{name: POD_NAME, value: x}]")},
      {"subpath-invalid", "Absolute",
       PodWith("volumeMounts: [{name: v, mountPath: /v, subPathExpr: $(P)}]\n"
               "env: [{name: P, value: /x}]"),
       "volumeMounts[0].subPathExpr", "is absolute",
       PodWith("volumeMounts: [{name: v, mountPath: /v, subPathExpr: $(P)}]\n"
               "env: [{name: P, value: x}]")},
      {"missing-key", "OfConfigMap",
       PodWith("env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: LEVLE}}}]") +
           settings,
       "env[0].valueFrom.configMapKeyRef.key", "ConfigMap shop/settings has no key LEVLE",
       PodWith("env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: LEVEL}}}]") +
           settings},
      {"missing-object", "OfEnvFrom", PodWith("envFrom: [{secretRef: {name: keys}}]"),
       "envFrom[0].secretRef.name", "Secret shop/keys is not in the input",
       PodWith("envFrom: [{secretRef: {name: keys}}]") + keys},
      {"optional-missing", "Key",
       PodWith(
           "env: [{name: A, valueFrom: {secretKeyRef: {name: keys, key: B, optional: true}}}]") +
           keys,
       "env[0].valueFrom.secretKeyRef.key", "Secret shop/keys has no key B",
       PodWith("env: [{name: A, valueFrom: {secretKeyRef: {name: keys, key: TOKEN, optional: "
               "true}}}]") +
           keys},
      {"optional-missing", "Object",
       PodWith("envFrom: [{configMapRef: {name: settings, optional: true}}]"),
       "envFrom[0].configMapRef.name", "is optional and not in the input",
       PodWith("envFrom: [{configMapRef: {name: settings, optional: true}}]") + settings},
      {"service-not-given", "FromFiles", PodWith("args: [$(DB_SERVICE_HOST), $(DB_SERVICE_PORT)]"),
       "args[0]", "Service shop/db would set it, but is not in the input",
       PodWith("args: [$(REDIS_SERVICE_HOST), $(KUBERNETES_SERVICE_HOST)]") + redis},
      {"value-and-value-from", "Both",
       PodWith("env: [{name: A, value: a, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]"),
       "env[0].valueFrom", "both value and valueFrom",
       PodWith("env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]")},
      {"env-value-too-large", "Value",
       PodWith(absl::StrCat("env: [{name: A, value: ", std::string(131072, 'x'), "}]")), "env[0]",
       "A takes 131,075 of the 131,072 bytes",
       PodWith(absl::StrCat("env: [{name: A, value: ", std::string(100000, 'x'), "}]"))},
      {"env-near-limit", "Value", PodWith(absl::StrCat("args: [", std::string(120000, 'x'), "]")),
       "args[0]", "args[0] takes 120,001 of the 131,072 bytes",
       PodWith(absl::StrCat("args: [", std::string(100000, 'x'), "]"))},
      {"shell-style-reference", "Argument", PodWith("args: ['--host=${HOSTNAME}']"), "args[0]",
       "${HOSTNAME} is not expanded", PodWith("command: [sh, -c]\nargs: ['x --host=${HOSTNAME}']")},
      {"shell-style-reference", "Value",
       PodWith("env: [{name: A, value: a}, {name: B, value: 'x ${A}'}]"), "env[1].value", "${A}",
       PodWith("env: [{name: A, value: a}, {name: B, value: 'x ${other} $${A} $A'}]")},
      {"shell-style-reference", "Probe",
       PodWith("livenessProbe: {exec: {command: [nc, '${HOSTNAME}']}}"),
       "livenessProbe.exec.command[1]", "${HOSTNAME}",
       PodWith("livenessProbe: {exec: {command: [bash, -c, 'nc ${HOSTNAME}']}}")},
      {"reference-not-expanded", "Probe",
       PodWith("livenessProbe: {httpGet: {path: /$(A), port: 80}}"), "livenessProbe.httpGet.path",
       "Kubernetes does not expand livenessProbe.httpGet.path",
       PodWith("livenessProbe: {httpGet: {path: /a, port: 80}}")},
      {"reference-not-expanded", "Hook",
       PodWith("lifecycle: {preStop: {exec: {command: [curl, $(URL)]}}}"),
       "lifecycle.preStop.exec.command[1]", "$(URL) is not expanded",
       PodWith("lifecycle: {preStop: {exec: {command: [sh, -c, 'curl $URL $(hostname)']}}}")},
      {"reference-not-expanded", "SubPath",
       PodWith("volumeMounts: [{name: v, mountPath: /v, subPath: $(POD)}]"),
       "volumeMounts[0].subPath", "$(POD)", PodWith("volumeMounts: [{name: v, mountPath: /v}]")},
      {"reference-in-data", "EnvFrom",
       PodWith("envFrom: [{configMapRef: {name: settings}}]") +
           "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\n"
           "data: {HOST: h, URL: x://$(HOST)}\n",
       "envFrom[0]", "$(HOST) in key URL of ConfigMap shop/settings is not expanded",
       PodWith("envFrom: [{configMapRef: {name: settings}}]") +
           "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\n"
           "data: {HOST: h, URL: 'x://$(OTHER) $(hostname)'}\n"},
      {"dollar-escaped", "Value", PodWith("env: [{name: A, value: w!n$$t0r}]"), "env[0].value",
       "$$ in env[0].value becomes $",
       PodWith("env: [{name: A, value: 'w!n$$$$t0r $$(A) $${A} $$HOME'}, "
               "{name: B, value: $$2y$$10$$x}]")},
      {"dollar-escaped", "Script", PodWith("command: [sh, -c, 'kill $$; exit']"), "command[2]",
       "the shell does not see its process ID",
       PodWith("command: [sh, -c, 'kill $$$$; echo $$x $HOME']")},
      {"trailing-newline", "Secret",
       PodWith("env: [{name: A, valueFrom: {secretKeyRef: {name: mail, key: host}}}]") +
           "---\napiVersion: v1\nkind: Secret\nmetadata: {name: mail, namespace: shop}\n"
           "data: {host: Y2FuYXJ5DQo=}\n",
       "env[0]", "A ends in a newline because key host of Secret shop/mail does",
       PodWith("env: [{name: A, valueFrom: {secretKeyRef: {name: mail, key: host}}}]") +
           "---\napiVersion: v1\nkind: Secret\nmetadata: {name: mail, namespace: shop}\n"
           "stringData: {host: \"a\\nb\\n\"}\n"},
      {"env-file-in-key", "ConfigMap",
       PodWith("envFrom: [{configMapRef: {name: settings}}]") +
           "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\n"
           "data: {app.env: \"A=1\\n# more\\nB=2\\n\"}\n",
       "envFrom[0]", "key app.env of ConfigMap shop/settings contains an env file",
       PodWith("envFrom: [{configMapRef: {name: settings}}]") +
           "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\n"
           "data: {app.env: \"A=1\\nx\\n\"}\n"},
      {"link-variable-captured", "OwnService",
       PodWith("image: x/redis:1\n"
               "env: [{name: REDIS_LEVEL, value: a}, {name: REDIS_MODE, value: b}]") +
           redis,
       "env[0].name", "settings begin with REDIS_, and REDIS_PORT is",
       PodWith("image: x/ui\n"
               "env: [{name: REDIS_LEVEL, value: a}, {name: REDIS_MODE, value: b}]") +
           redis},
      {"service-variable-hidden", "ByEnv",
       PodWith("env: [{name: REDIS_SERVICE_PORT, value: '1'}]") + redis, "env[0]",
       "overrides the variable from Service shop/redis port 6379 (6379)",
       PodWith("env: [{name: REDIS_SERVICE_PORT, value: '6379'}]") + redis},
      {"link-variable-captured", "Application",
       PodWith("image: bitnamilegacy.example/bitnami/redis:6.0.5@sha256:0") + redis, "image",
       "REDIS_PORT is tcp://10.96.0.7:6379 from Service shop/redis",
       PodWith("image: bitnami/redis\nenv: [{name: REDIS_PORT, value: '6379'}]") + redis},
      {"link-variable-captured", "Argument", PodWith("args: ['redis:$(REDIS_PORT)']") + redis,
       "args[0]", "$(REDIS_PORT) is used as a port", PodWith("args: [$(REDIS_PORT)]") + redis},
      {"link-variable-captured", "NextArgument", PodWith("args: [--port, $(REDIS_PORT)]") + redis,
       "args[1]", "$(REDIS_PORT)", PodWith("args: [--url, $(REDIS_PORT)]") + redis},
      {"link-variable-captured", "Script",
       PodWith("command: [sh, -c, 'redis-cli -p $REDIS_PORT']") + redis, "command[2]",
       "the script uses REDIS_PORT as a port",
       PodWith("command: [sh, -c, 'x --url $REDIS_PORT']") + redis},
      {"link-variable-captured", "Sibling",
       PodWith("env: [{name: REDIS_HOST, value: redis}]") + redis, "env[0].name",
       "may also read REDIS_PORT",
       PodWith("env: [{name: REDIS_HOST, value: redis}, {name: REDIS_PORT, value: '1'}]") + redis},
      {"duplicate-env", "Twice",
       PodWith("env: [{name: A, value: a}, {name: B, value: b}, {name: A, value: c}]"),
       "env[2].name", "env[2] sets A, which env[0] already sets",
       PodWith("env: [{name: A, value: a}, {name: B, value: b}]")},
      {"duplicate-env", "NotAppended",
       PodWith("env: [{name: A, value: a}, {name: A, value: $(A)}]"), "env[1].name",
       "env[1] sets A", PodWith("env: [{name: A, value: a}, {name: A, value: 'b:$(A)'}]")},
      {"name-not-for-shells", "Key",
       PodWith("envFrom: [{configMapRef: {name: settings}}]") + settings, "envFrom[0]", "odd.name",
       PodWith("env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: odd.name}}}]") +
           settings},
      {"secret-in-command", "Argument",
       PodWith("args: [--token=$(T)]\n"
               "env: [{name: S, valueFrom: {secretKeyRef: {name: keys, key: TOKEN}}}, "
               "{name: T, value: x$(S)}]") +
           keys,
       "args[0]", "a Secret's value is expanded into args[0]",
       PodWith("args: [--token-from=T]\n"
               "env: [{name: T, valueFrom: {secretKeyRef: {name: keys, key: TOKEN}}}]") +
           keys},
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

}  // namespace
}  // namespace svcenv
