// Applies fixes to manifests and compares the result.
#include "svcenv/check/fix.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "svcenv/base/edit.h"
#include "svcenv/check/lint.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/manifest/load.h"
#include "tests/check/linting.h"

namespace svcenv {
namespace {

// Returns all findings about a manifest, including the reader's.
struct Found {
  Cluster cluster;
  Diagnostics findings;
};

void FindIn(std::string_view text, Found* found) {
  LoadOptions load;
  load.unknown_fields = LoadOptions::UnknownFields::kReported;
  found->findings = LoadManifest("test.yaml", std::string(text), load, &found->cluster).diagnostics;
  std::vector<LintSubject> subjects;
  for (const Workload& workload : found->cluster.workloads()) {
    for (const Container* container : AllContainers(workload.pod.spec)) {
      subjects.push_back({&workload, container, {}});
    }
  }
  LintOptions options;
  AppendDiagnostics(Lint(found->cluster, options, std::move(subjects), {}), &found->findings);
}

// Returns the text after the first available fix; "no fix" if there is none.
std::string Fixed(std::string_view text, FixSafety safety = FixSafety::kSafe) {
  Found found;
  FindIn(text, &found);
  FixPlanner planner(found.cluster.sources());
  for (const Diagnostic& finding : found.findings) {
    const std::optional<Fix> fix = planner.Plan(finding, safety);
    if (!fix.has_value()) continue;
    return ApplyEdits(found.cluster.sources().text(finding.position.file), fix->edits);
  }
  return "no fix";
}

// The same for the fields of a container.
void ExpectFixed(std::string_view before, std::string_view after,
                 FixSafety safety = FixSafety::kSafe) {
  EXPECT_EQ(Fixed(PodWith(before), safety), PodWith(after));
}

void ExpectNoFix(std::string_view fields, FixSafety safety = FixSafety::kSafe) {
  EXPECT_EQ(Fixed(PodWith(fields), safety), "no fix") << fields;
}

TEST(FixTest, QuotesValues) {
  for (const std::string value : {"80", "yes", "1e3", "0x10", "-1", "1_000", "off"}) {
    ExpectFixed(absl::StrCat("env:\n- name: A\n  value: ", value, "  # x"),
                absl::StrCat("env:\n- name: A\n  value: \"", value, "\"  # x"));
    ExpectFixed(absl::StrCat("args: [a, ", value, "]"), absl::StrCat("args: [a, \"", value, "\"]"));
  }
  ExpectNoFix("env:\n- name: A\n  value: !!int 80");
  ExpectNoFix("env:\n- name: A\n  value: [80]");
  ExpectNoFix("ports:\n- containerPort: \"80\"");
}

TEST(FixTest, QuotesNumbersOfJson) {
  EXPECT_EQ(Fixed(R"({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"},
 "data": {"PORT": 80}})"),
            R"({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"},
 "data": {"PORT": "80"}})");
}

TEST(FixTest, LeavesSecretsAlone) {
  EXPECT_EQ(Fixed("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {PIN: 1234}\n"),
            "no fix");
}

TEST(FixTest, MovesAnEntryBeforeItsUse) {
  ExpectFixed(
      "env:\n"
      "- name: URL  # of all\n"
      "  value: http://$(HOST)/\n"
      "- name: X\n"
      "  value: x\n"
      "# The host.\n"
      "- name: HOST\n"
      "  value: h  # here\n"
      "image: app",
      "env:\n"
      "# The host.\n"
      "- name: HOST\n"
      "  value: h  # here\n"
      "- name: URL  # of all\n"
      "  value: http://$(HOST)/\n"
      "- name: X\n"
      "  value: x\n"
      "image: app");
  ExpectFixed("env: [{name: A, value: $(B)}, {name: B, value: b}]",
              "env: [{name: B, value: b}, {name: A, value: $(B)}]");
  ExpectFixed("env:\n- {name: A, value: $(B)}\n- {name: B, value: b}",
              "env:\n- {name: B, value: b}\n- {name: A, value: $(B)}");
  ExpectFixed(
      "env:\n- name: A\n  value: $(B)\n- name: B\n  value: |-\n    one\n    two\nimage: app",
      "env:\n- name: B\n  value: |-\n    one\n    two\n- name: A\n  value: $(B)\nimage: app");
}

TEST(FixTest, MovesTheUserIfTheEntryItselfRefersToAnother) {
  ExpectFixed(
      "env:\n- {name: A, value: $(B)}\n- {name: C, value: c}\n- {name: B, value: $(C)}\nimage: app",
      "env:\n- {name: C, value: c}\n- {name: B, value: $(C)}\n- {name: A, value: $(B)}\n"
      "image: app");
}

TEST(FixTest, MovesNothingThatWouldChangeAnotherValue) {
  ExpectNoFix("env:\n- {name: A, value: $(B)}\n- {name: C, value: $(A)}\n- {name: B, value: $(C)}");
  ExpectNoFix("env:\n- {name: A, value: $(B)}\n- {name: B, value: b}\n- {name: B, value: c}");
  ExpectNoFix("env:\n- {name: A, value: $(A)}");
}

TEST(FixTest, KeepsLineEndsAndTheLastLine) {
  const std::string before = absl::StrReplaceAll(
      PodWith("env:\n- name: A\n  value: $(B)\n- name: B\n  value: b"), {{"\n", "\r\n"}});
  const std::string after = absl::StrReplaceAll(
      PodWith("env:\n- name: B\n  value: b\n- name: A\n  value: $(B)"), {{"\n", "\r\n"}});
  EXPECT_EQ(Fixed(before), after);
  EXPECT_EQ(Fixed(before.substr(0, before.size() - 2)), after.substr(0, after.size() - 2))
      << "without a line break at its end";
}

TEST(FixTest, RemovesAnEqualEntry) {
  ExpectFixed("env:\n- name: A\n  value: a\n- name: B\n  value: b\n- name: A\n  value: a",
              "env:\n- name: A\n  value: a\n- name: B\n  value: b");
  ExpectFixed("env: [{name: A, value: a}, {name: A, value: a}]", "env: [{name: A, value: a}]");
  ExpectNoFix("env:\n- {name: A, value: a}\n- {name: A, value: b}\n- {name: A, value: a}");
  ExpectNoFix("env:\n- {name: A, value: a}\n- {name: A, value: a}  # again");
}

TEST(FixTest, WritesReferencesOfShells) {
  ExpectFixed("env:\n- {name: HOST, value: h}\n- {name: URL, value: \"${HOST}:1, ${HOST}:2\"}",
              "env:\n- {name: HOST, value: h}\n- {name: URL, value: \"$(HOST):1, $(HOST):2\"}");
  ExpectFixed("args:\n- |\n  --a=${HOST}\n  --b\nenv: [{name: HOST, value: h}]",
              "args:\n- |\n  --a=$(HOST)\n  --b\nenv: [{name: HOST, value: h}]");
  ExpectNoFix("args: [\"--a=${HOST}\"]");
  ExpectFixed("args: [\"--a=${HOST}\"]", "args: [\"--a=$(HOST)\"]", FixSafety::kUnsafe);
}

TEST(FixTest, IndentsMisplacedKeys) {
  ExpectFixed("envFrom:\n- configMapRef:\n  name: settings  # all\n  optional: true\nimage: app",
              "envFrom:\n- configMapRef:\n    name: settings  # all\n    optional: true\n"
              "image: app");
  ExpectFixed("env:\n- name: A\n  valueFrom:\n    secretKeyRef:\n    name: s\n    key: k",
              "env:\n- name: A\n  valueFrom:\n    secretKeyRef:\n      name: s\n      key: k");
  ExpectFixed("env:\n- name: A\n  valueFrom:\n  fieldRef:\n    fieldPath: metadata.name",
              "env:\n- name: A\n  valueFrom:\n    fieldRef:\n      fieldPath: metadata.name");
  ExpectNoFix("envFrom:\n- configMapRef: {name: a}\n  name: settings");
  ExpectNoFix("envFrom:\n- {configMapRef: , name: settings}");
}

TEST(FixTest, GuessesNamesOnlyIfUnsafe) {
  ExpectNoFix("env: [{name: LEVEL, value: x}]\nargs: [$(LEVLE)]");
  ExpectFixed("env: [{name: LEVEL, value: x}]\nargs: [$(LEVLE)]",
              "env: [{name: LEVEL, value: x}]\nargs: [$(LEVEL)]", FixSafety::kUnsafe);
  ExpectNoFix("imagee: app");
  ExpectFixed("imagee: app", "image: app", FixSafety::kUnsafe);
}

TEST(FixTest, EscapesOnlyIfUnsafe) {
  ExpectNoFix("command: [echo, 'at $(date +%s)']");
  ExpectNoFix("args: ['$(NOBODY) $$(NOBODY)']");
  ExpectFixed("args: ['$(NOBODY) $$(NOBODY)']", "args: ['$$(NOBODY) $$(NOBODY)']",
              FixSafety::kUnsafe);
}

TEST(FixTest, EditsNothingThatAnAliasRepeats) {
  ExpectNoFix("env: &e\n- name: A\n  value: 80\nx: *e");
  ExpectNoFix("args: [&p 80, *p]");
  ExpectNoFix("env: &e\n- {name: A, value: $(B)}\n- {name: B, value: b}\nx: *e");
}

}  // namespace
}  // namespace svcenv
