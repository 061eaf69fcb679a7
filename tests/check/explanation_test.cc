#include "svcenv/check/explanation.h"

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/check/scene.h"

namespace svcenv {
namespace {

constexpr std::string_view kPod = R"yaml(
apiVersion: v1
kind: Service
metadata: {name: redis, creationTimestamp: "2026-11-24T02:00:00Z"}
spec: {clusterIP: 10.0.0.1, ports: [{port: 6379}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: app
    args: ["$(A)", "$(REDIS_SERVICE_HOST)"]
    env:
    - {name: A, value: first}
    - {name: B, value: "$(A) $(REDIS_SERVICE_HOST) $(MISSING) $(A)"}
    - {name: A, value: "$(A) $(B)"}
    - {name: FIELD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
    livenessProbe: {exec: {command: ["$(A)", "$(FIELD)", "$(REDIS_SERVICE_HOST)"]}}
status:
  containerStatuses:
  - {name: app, state: {running: {startedAt: "2026-11-24T01:00:00Z"}}}
)yaml";

// Returns "NAME=value(ingredients)", with "!" after a missing variable, "^" after a repeated one,
// and "…" after one that is too deep.
std::string Text(const std::vector<Ingredient>& ingredients) {
  std::string text;
  size_t depth = 0;
  for (const Ingredient& one : ingredients) {
    if (one.depth > depth) text += '(';
    for (; one.depth < depth; --depth) text += ')';
    if (!text.empty() && text.back() != '(') text += ' ';
    depth = one.depth;
    absl::StrAppend(&text, one.name, one.variable ? absl::StrCat("=", one.variable->value) : "!",
                    one.repeated ? "^" : "", one.truncated ? "…" : "");
  }
  return text + std::string(depth, ')');
}

std::string PodOf(std::string_view env) {
  return absl::StrCat(
      "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: app, env: [",
      env, "]}]}\n");
}

TEST(ExplanationTest, FollowsReferencesToTheValuesOfThatTime) {
  const Scene scene(kPod);
  const Explanation a = Explain("A", scene.scope());
  EXPECT_EQ(a.variable->value, "first first 10.0.0.1 $(MISSING) first");
  EXPECT_EQ(Text(a.made_of),
            "A=first B=first 10.0.0.1 $(MISSING) first(A=first^ REDIS_SERVICE_HOST=10.0.0.1 "
            "MISSING!)");
}

TEST(ExplanationTest, ReturnsTheExpansionOfEachUse) {
  const Scene scene(kPod);
  const auto expansions = [&](std::string_view name) {
    std::vector<Expansion> result;
    for (const Use& use : Explain(name, scene.scope()).uses) result.push_back(use.expansion);
    return result;
  };
  // args, twice B, A itself, the probe.
  EXPECT_EQ(expansions("A"),
            (std::vector<Expansion>{Expansion::kValue, Expansion::kEarlier, Expansion::kEarlier,
                                    Expansion::kEarlier, Expansion::kUnexpanded}));
  EXPECT_EQ(expansions("FIELD"), std::vector<Expansion>{Expansion::kEmpty});
  EXPECT_EQ(expansions("REDIS_SERVICE_HOST"),
            (std::vector<Expansion>{Expansion::kValue, Expansion::kValue, Expansion::kNothing}));
  EXPECT_EQ(expansions("MISSING"), std::vector<Expansion>{Expansion::kNothing});
}

TEST(ExplanationTest, ReportsThatTheContainerIsOlderThanTheService) {
  const Scene scene(kPod);
  EXPECT_EQ(Explain("REDIS_SERVICE_HOST", scene.scope()).started, "2026-11-24T01:00:00Z");
  EXPECT_EQ(Explain("A", scene.scope()).started, "");
}

// There are about 10^12 paths through it.
TEST(ExplanationTest, OfAChainThatBranchesIsNoLargerThanTheManifest) {
  std::string env = "{name: N0}, {name: N1}";
  for (int i = 2; i < 60; ++i) {
    absl::StrAppend(&env, ", {name: N", i, ", value: \"$(N", i - 1, ")$(N", i - 2, ")\"}");
  }
  const Scene scene(PodOf(env));
  const Explanation last = Explain("N59", scene.scope());
  // Each level has two ingredients. The second one is repeated, except on the second-to-last level,
  // where it is too deep.
  EXPECT_EQ(last.made_of.size(), 2 * (Explanation::kMaxDepth + 1));
  EXPECT_FALSE(last.truncated);
}

TEST(ExplanationTest, OfALongChainIsCutWhereItIsTooDeep) {
  std::string env = "{name: N0, value: x}";
  for (int i = 1; i < 20000; ++i) {
    absl::StrAppend(&env, ", {name: N", i, ", value: \"$(N", i - 1, ")\"}");
  }
  const Scene scene(PodOf(env));
  const Explanation last = Explain("N19999", scene.scope());
  ASSERT_EQ(last.made_of.size(), Explanation::kMaxDepth);
  EXPECT_EQ(last.made_of.back().name, "N19979");
  EXPECT_EQ(last.made_of.back().depth, Explanation::kMaxDepth - 1);
  EXPECT_TRUE(last.made_of.back().truncated);
  EXPECT_FALSE(last.made_of.front().truncated);
  // A chain within the limit is complete.
  const Explanation early = Explain("N5", scene.scope());
  EXPECT_EQ(Text(early.made_of), "N4=x(N3=x(N2=x(N1=x(N0=x))))");
}

TEST(ExplanationTest, OfManyDefinitionsOfOneNameIsNoDeeperThanAChain) {
  std::string env = "{name: A, value: x}";
  for (int i = 1; i < 12000; ++i) absl::StrAppend(&env, ", {name: A, value: $(A)}");
  const Scene scene(PodOf(env));
  const Explanation a = Explain("A", scene.scope());
  EXPECT_EQ(a.made_of.size(), Explanation::kMaxDepth);
  EXPECT_EQ(a.uses.size(), 11999u);
}

TEST(ExplanationTest, LimitsTheNumberOfReferences) {
  std::string env, value;
  for (int i = 0; i < 1000; ++i) {
    absl::StrAppend(&env, "{name: N", i, ", value: x}, ");
    absl::StrAppend(&value, "$(N", i, ")");
  }
  const Scene scene(PodOf(absl::StrCat(env, "{name: A, value: ", value, "}")));
  const Explanation a = Explain("A", scene.scope());
  EXPECT_EQ(a.made_of.size(), Explanation::kMaxIngredients);
  EXPECT_TRUE(a.truncated);
}

}  // namespace
}  // namespace svcenv
