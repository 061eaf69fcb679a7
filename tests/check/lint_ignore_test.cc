#include "svcenv/check/lint_ignore.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "svcenv/manifest/load.h"

namespace svcenv {
namespace {

constexpr char kManifest[] = R"yaml(
kind: Deployment
apiVersion: apps/v1
metadata:
  name: web
  namespace: shop
  annotations: {svcenv.io/lint-ignore: " duplicate-env , ,links-unused"}
spec:
  template:
    metadata:
      annotations: {svcenv.io/lint-ignore: env-near-limit}
---
kind: Service
apiVersion: v1
metadata:
  generateName: web-
  namespace: shop
  annotations: {svcenv.io/lint-ignore: service-collision}
spec: {ports: [{port: 80}]}
---
kind: ConfigMap
apiVersion: v1
metadata:
  name: settings
  namespace: shop
  annotations:
    svcenv.io/lint-ignore: duplicate-evn,Everything,lint-ignore-unknown
)yaml";

Diagnostic Finding(std::string code, ObjectName object) {
  Diagnostic finding;
  finding.code = std::move(code);
  finding.object = std::move(object);
  return finding;
}

class LintIgnoreTest : public testing::Test {
 protected:
  LintIgnoreTest() {
    EXPECT_TRUE(LoadManifest("shop.yaml", kManifest, {}, &cluster_).diagnostics.empty());
  }

  // Returns "CODE of OBJECT" for the remaining findings, except those about unknown codes.
  std::vector<std::string> Left(Diagnostics findings) {
    ApplyLintIgnore(cluster_, &findings);
    std::vector<std::string> left;
    for (const Diagnostic& finding : findings) {
      if (finding.code == "lint-ignore-unknown") continue;
      left.push_back(absl::StrCat(finding.code, " of ", finding.object.ToString()));
    }
    return left;
  }

  Cluster cluster_;
};

TEST_F(LintIgnoreTest, SilencesTheCodesOfTheObjectOnly) {
  const ObjectName web = {"Deployment", "shop", "web"};
  EXPECT_EQ(Left({Finding("duplicate-env", web), Finding("links-unused", web),
                  Finding("env-near-limit", web), Finding("service-collision", web),
                  Finding("duplicate-env", {"Deployment", "other", "web"}),
                  Finding("duplicate-env", {"Pod", "shop", "web"}),
                  Finding("service-collision", {"Service", "shop", "web-*"}),
                  Finding("duplicate-key", {})}),
            (std::vector<std::string>{"service-collision of Deployment shop/web",
                                      "duplicate-env of Deployment other/web",
                                      "duplicate-env of Pod shop/web", "duplicate-key of "}));
}

TEST_F(LintIgnoreTest, ReportsUnknownCodesBesideKnownOnes) {
  Diagnostics findings;
  ApplyLintIgnore(cluster_, &findings);
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(
      FormatDiagnostic(findings[0], cluster_.sources()),
      "warning[lint-ignore-unknown]: svcenv.io/lint-ignore: 'duplicate-evn' is not a lint code\n"
      "  --> shop.yaml:27:28\n"
      "   |\n"
      "27 |     svcenv.io/lint-ignore: duplicate-evn,Everything,lint-ignore-unknown\n"
      "   |                            ^^^^^^^^^^^^^\n"
      "   = in ConfigMap shop/settings\n"
      "   = help: did you mean duplicate-env or duplicate-key?\n");
  EXPECT_EQ(findings[1].message, "svcenv.io/lint-ignore: 'Everything' is not a lint code");
  EXPECT_NE(findings[1].remedy.text, "");
}

// Returns "CODE of OBJECT" for the remaining findings about text that kubectl ignores.
std::vector<std::string> LossesLeft(const std::string& text) {
  Cluster cluster;
  Diagnostics findings = LoadManifest("shop.yaml", text, {}, &cluster).diagnostics;
  ApplyLintIgnore(cluster, &findings);
  std::vector<std::string> left;
  for (const Diagnostic& finding : findings) {
    left.push_back(absl::StrCat(finding.code, " of ", finding.object.ToString()));
  }
  return left;
}

// Returns a ConfigMap with a duplicate key.
std::string Twice(std::string_view name, std::string_view annotations = "{}") {
  return absl::StrCat("{apiVersion: v1, kind: ConfigMap, metadata: {name: ", name,
                      ", annotations: ", annotations, "}, data: {A: x, A: z}}\n");
}

constexpr char kIgnores[] = "{svcenv.io/lint-ignore: duplicate-key}";

TEST(LintIgnoreOfLossesTest, LossesBelongToTheObjectThatContainsThem) {
  const std::string a = Twice("a"), b = Twice("b", kIgnores), c = Twice("c");
  const std::vector<std::string> left = {"duplicate-key of ConfigMap default/a",
                                         "duplicate-key of ConfigMap default/c"};
  EXPECT_EQ(LossesLeft(absl::StrCat(a, "---\n", b, "---\n", c)), left);
  EXPECT_EQ(LossesLeft(absl::StrCat("apiVersion: v1\nkind: List\nitems:\n- ", a, "- ", b, "- ", c)),
            left);
}

TEST(LintIgnoreOfLossesTest, LossesBesideTheItemsOfAListBelongToNoObject) {
  EXPECT_EQ(LossesLeft(absl::StrCat("items:\n- ", Twice("a", kIgnores),
                                    "kind: List\nkind: List\napiVersion: v1\n")),
            std::vector<std::string>{"duplicate-key of "});
  EXPECT_EQ(LossesLeft("{apiVersion: example.com/v1, kind: Other, spec: {a: 1, a: 2}}\n"),
            std::vector<std::string>{"duplicate-key of "});
}

TEST(LintIgnoreOfLossesTest, TextAfterADocumentBelongsToIt) {
  const auto text = [](std::string_view annotations) {
    return absl::StrCat("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: ",
                        annotations, "}\n...\nmore: text\n");
  };
  EXPECT_EQ(LossesLeft(text("{}")),
            std::vector<std::string>{"text-ignored of ConfigMap default/a"});
  EXPECT_TRUE(LossesLeft(text("{svcenv.io/lint-ignore: text-ignored}")).empty());
}

// Adds a duplicate-env finding at each "HERE" and returns how many remain.
size_t LeftOf(std::string text, Diagnostics* findings) {
  Cluster cluster;
  const uint32_t file = cluster.sources().Add("pod.yaml", text);
  for (size_t at = text.find("HERE"); at != text.npos; at = text.find("HERE", at + 1)) {
    Diagnostic finding = Finding("duplicate-env", {});
    finding.position = {file, static_cast<uint32_t>(at)};
    findings->push_back(std::move(finding));
  }
  ApplyLintIgnore(cluster, findings);
  return findings->size();
}

size_t LeftOf(std::string text) {
  Diagnostics findings;
  return LeftOf(std::move(text), &findings);
}

TEST(LintIgnoreCommentTest, SilencesItsLineOrAloneTheNext) {
  EXPECT_EQ(LeftOf("a: HERE # svcenv:ignore duplicate-env it is meant\nb: HERE\n"), 1u);
  EXPECT_EQ(LeftOf("# svcenv:ignore duplicate-env\na: HERE\nb: HERE\n"), 1u);
  EXPECT_EQ(LeftOf("# svcenv:ignore duplicate-env\n# and why\na: HERE"), 0u);
  EXPECT_EQ(LeftOf("# svcenv:ignore links-unused,duplicate-env why\na: HERE"), 0u);
  EXPECT_EQ(LeftOf("# svcenv:ignore links-unused, duplicate-env why\na: HERE"), 0u);
  EXPECT_EQ(LeftOf("#svcenv:ignore links-unused duplicate-env\na: HERE"), 1u);
}

TEST(LintIgnoreCommentTest, OtherTextSilencesNothing) {
  EXPECT_EQ(LeftOf("a: 'HERE # svcenv:ignore duplicate-env'\n"), 1u);
  EXPECT_EQ(LeftOf("a: |\n  HERE # svcenv:ignore duplicate-env\n"), 1u);
  EXPECT_EQ(LeftOf("a: HERE # see svcenv:ignore duplicate-env\n"), 1u);
  EXPECT_EQ(LeftOf("a: HERE # svcenv:ignored duplicate-env\n"), 1u);
}

// The same is true for annotations: a review does not search the snapshot that it extends.
TEST(LintIgnoreCommentTest, CommentsInTheBaseDoNotCount) {
  Cluster base;
  base.sources().Add("snapshot.yaml", "a: b # svcenv:ignore duplicate-evn\n");
  const Cluster cluster(&base);
  Diagnostics findings;
  ApplyLintIgnore(cluster, &findings);
  EXPECT_TRUE(findings.empty());
}

TEST(LintIgnoreCommentTest, ReportsCodesThatLintDoesNotHave) {
  Diagnostics findings;
  ASSERT_EQ(LeftOf("a: b # svcenv:ignore duplicate-evn\nc: d # svcenv:ignore\n", &findings), 2u);
  EXPECT_EQ(findings[0].code, "lint-ignore-unknown");
  EXPECT_EQ(findings[0].message, "svcenv:ignore: 'duplicate-evn' is not a lint code");
  EXPECT_EQ(findings[0].position.offset, 21u);
  EXPECT_EQ(findings[0].length, 13u);
  EXPECT_EQ(findings[1].message, "svcenv:ignore lists no lint code");
}

}  // namespace
}  // namespace svcenv
