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

// "NAME=value(what it was made of)", "!" for what was not there.
std::string Text(const std::vector<Ingredient>& ingredients) {
  std::string text;
  for (const Ingredient& one : ingredients) {
    absl::StrAppend(&text, text.empty() ? "" : " ", one.name,
                    one.variable ? absl::StrCat("=", one.variable->value) : "!");
    if (one.repeated) absl::StrAppend(&text, "^");
    if (!one.made_of.empty()) absl::StrAppend(&text, "(", Text(one.made_of), ")");
  }
  return text;
}

TEST(ExplanationTest, FollowsReferencesToTheValuesOfThatTime) {
  const Scene scene(kPod);
  const Explanation a = Explain("A", scene.there());
  EXPECT_EQ(a.variable->value, "first first 10.0.0.1 $(MISSING) first");
  EXPECT_EQ(Text(a.made_of),
            "A=first B=first 10.0.0.1 $(MISSING) first(A=first^ REDIS_SERVICE_HOST=10.0.0.1 "
            "MISSING!)");
}

TEST(ExplanationTest, TellsWhatEachUserGets) {
  const Scene scene(kPod);
  const auto sights = [&](std::string_view name) {
    std::vector<Sight> result;
    for (const Use& use : Explain(name, scene.there()).uses) result.push_back(use.sight);
    return result;
  };
  // args, B twice, A's own, the probe.
  EXPECT_EQ(sights("A"), (std::vector<Sight>{Sight::kValue, Sight::kEarlier, Sight::kEarlier,
                                             Sight::kEarlier, Sight::kUnexpanded}));
  EXPECT_EQ(sights("FIELD"), std::vector<Sight>{Sight::kEmpty});
  EXPECT_EQ(sights("REDIS_SERVICE_HOST"),
            (std::vector<Sight>{Sight::kValue, Sight::kValue, Sight::kNothing}));
  EXPECT_EQ(sights("MISSING"), std::vector<Sight>{Sight::kNothing});
}

TEST(ExplanationTest, TellsThatTheContainerIsOlderThanTheService) {
  const Scene scene(kPod);
  EXPECT_EQ(Explain("REDIS_SERVICE_HOST", scene.there()).started, "2026-11-24T01:00:00Z");
  EXPECT_EQ(Explain("A", scene.there()).started, "");
}

size_t CountOf(const std::vector<Ingredient>& ingredients) {
  size_t count = ingredients.size();
  for (const Ingredient& one : ingredients) count += CountOf(one.made_of);
  return count;
}

// Every path through it would be some 10^12 of them.
TEST(ExplanationTest, OfAChainThatBranchesIsNoLargerThanTheManifest) {
  std::string env = "{name: N0}, {name: N1}";
  for (int i = 2; i < 60; ++i) {
    absl::StrAppend(&env, ", {name: N", i, ", value: \"$(N", i - 1, ")$(N", i - 2, ")\"}");
  }
  const Scene scene(
      absl::StrCat("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: "
                   "{containers: [{name: app, env: [",
                   env, "]}]}\n"));
  EXPECT_EQ(CountOf(Explain("N59", scene.there()).made_of), 2u * 58);
}

}  // namespace
}  // namespace svcenv
