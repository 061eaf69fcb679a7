#include "svcenv/check/difference.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tests/check/scene.h"

namespace svcenv {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kPod = R"yaml(
apiVersion: v1
kind: Service
metadata: {name: redis}
spec: {clusterIP: 10.0.0.1, ports: [{port: 6379}]}
---
apiVersion: v1
kind: Secret
metadata: {name: keys}
stringData: {TOKEN: hunter2!}
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: app
    envFrom: [{secretRef: {name: keys}}]
    env: [{name: LEVEL, value: info}]
)yaml";

// Returns changes as "+NAME=value", with a * before a value that may not be shown.
std::vector<std::string> Texts(const std::vector<Change>& changes) {
  std::vector<std::string> result;
  for (const Change& change : changes) {
    std::string text(1, "-+~?i"[static_cast<size_t>(change.kind)]);
    for (const auto* side : {&change.a, &change.b}) {
      if (!side->has_value()) continue;
      absl::StrAppend(&text, text.size() == 1 ? "" : " ", (*side)->name, "=",
                      (*side)->secret ? "*" : "", (*side)->value);
    }
    result.push_back(text);
  }
  return result;
}

ProcessVariables Process(const Scene& scene) {
  ProcessVariables result;
  scene.resolved().environment.ForEach([&](const Variable& v) { result.emplace(v.name, v.value); });
  return result;
}

TEST(DifferenceTest, OfTheSameIsNothing) {
  const Scene scene(kPod);
  const DifferenceSide side = SideOf(scene.resolved().environment);
  EXPECT_TRUE(Compare(side, side).empty());
  const ProcessVariables process = Process(scene);
  EXPECT_TRUE(Compare(side, SideOf(process, nullptr)).empty());
}

TEST(DifferenceTest, DistinguishesTheSourcesOfAProcess) {
  const Scene scene(kPod);
  ProcessVariables process = Process(scene);
  process["TOKEN"] = "old";
  process["LEVEL"] = "debug";
  process["PATH"] = "/bin";
  process["OF_NOBODY"] = "x";
  process["OLD_SERVICE_HOST"] = "10.0.0.9";
  process.erase("REDIS_SERVICE_HOST");
  const DifferenceSide manifest = SideOf(scene.resolved().environment);
  const DifferenceSide live = SideOf(process, &scene.scope().context.cluster);
  EXPECT_EQ(Texts(Compare(manifest, live)),
            (std::vector<std::string>{
                "~LEVEL=info LEVEL=debug", "iOF_NOBODY=*x", "+OLD_SERVICE_HOST=10.0.0.9",
                "iPATH=*/bin", "-REDIS_SERVICE_HOST=10.0.0.1", "~TOKEN=*hunter2! TOKEN=*old"}));
  EXPECT_EQ(Texts(Compare(live, manifest))[2], "-OLD_SERVICE_HOST=10.0.0.9");
}

TEST(DifferenceTest, AProcessDoesNotShowASecretUnderAnotherName) {
  const Scene scene(kPod);
  ProcessVariables process = Process(scene);
  process["LEVEL"] = "http://:hunter2!@db";
  process["OLD_SERVICE_HOST"] = "hunter2!";
  const auto changes = Compare(SideOf(scene.resolved().environment),
                               SideOf(process, &scene.scope().context.cluster));
  EXPECT_EQ(Texts(changes), (std::vector<std::string>{"~LEVEL=*info LEVEL=*http://:hunter2!@db",
                                                      "+OLD_SERVICE_HOST=*hunter2!"}));
}

// A value that no known Secret has may still be a Secret's.
TEST(DifferenceTest, AProcessDoesNotShowWhatMayBeASecret) {
  const Scene scene(absl::StrReplaceAll(std::string(kPod), {{"[{name: LEVEL, value: info}]", R"yaml(
    - {name: OF_SECRET, valueFrom: {secretKeyRef: {name: gone, key: k}}}
    - {name: BUILT, value: "$(OF_SECRET)"}
    - {name: OVERRIDDEN, value: "$(OF_SECRET)"}
    - {name: OVERRIDDEN, value: plain}
    - {name: OF_MAP, valueFrom: {configMapKeyRef: {name: gone, key: k}}}
)yaml"}}),
                    /*complete=*/false);
  ProcessVariables process = Process(scene);
  for (const char* name : {"OF_SECRET", "BUILT", "OVERRIDDEN", "REDIS_SERVICE_HOST", "REDIS_PORT",
                           "PATH", "OLD_SERVICE_HOST", "OLD_PORT", "OLD_SERVICE_PORT"}) {
    process[name] = "correcthorse";
  }
  process["OF_MAP"] = "info";
  const auto changes = Compare(SideOf(scene.resolved().environment), SideOf(process, nullptr));
  ASSERT_EQ(changes.size(), 10u);
  for (const Change& change : changes) {
    EXPECT_EQ(change.b->secret, change.b->value == "correcthorse") << change.b->name;
  }
  // The same between two processes: the origins of their values are unknown.
  ProcessVariables other = process;
  for (auto& [name, value] : other) value = "batterystaple";
  other["LEFT"] = "correcthorse";
  for (const Change& change : Compare(SideOf(process, nullptr), SideOf(other, nullptr))) {
    EXPECT_TRUE(change.b->secret) << change.b->name;
  }
}

TEST(DifferenceTest, AProcessShowsWhatAServiceCouldGive) {
  const Scene scene(kPod);
  for (const char* value : {"10.0.0.9", "fd00::9", "6379", "tcp", "udp", "sctp",
                            "tcp://10.0.0.9:6379", "udp://[fd00::9]:53"}) {
    ProcessVariables process = Process(scene);
    process["OLD_PORT"] = value;
    const auto changes = Compare(SideOf(scene.resolved().environment), SideOf(process, nullptr));
    ASSERT_EQ(changes.size(), 1u) << value;
    EXPECT_FALSE(changes[0].b->secret) << value;
  }
  for (const char* value : {"123456", "http://10.0.0.9:80", "tcp://:hunter2@db:1", "tcp://10.0.0.9",
                            "tcp://10.0.0.9:pass", "[10.0.0.9", ""}) {
    ProcessVariables process = Process(scene);
    process["OLD_PORT"] = value;
    const auto changes = Compare(SideOf(scene.resolved().environment), SideOf(process, nullptr));
    ASSERT_EQ(changes.size(), 1u) << value;
    EXPECT_TRUE(changes[0].b->secret) << value;
  }
}

TEST(DifferenceTest, ObjectsNotInTheInputAreUnknown) {
  const Scene given(kPod);
  const Scene partial(R"yaml(
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: app
    envFrom: [{secretRef: {name: keys}}]
    env: [{name: LEVEL, valueFrom: {configMapKeyRef: {name: gone, key: k}}}]
)yaml",
                      /*complete=*/false);
  const auto changes =
      Compare(SideOf(given.resolved().environment), SideOf(partial.resolved().environment));
  ASSERT_EQ(changes.size(), 9u);
  for (const Change& change : changes) EXPECT_EQ(change.kind, ChangeKind::kUnknown);
  EXPECT_TRUE(
      Compare(SideOf(partial.resolved().environment), SideOf(partial.resolved().environment))
          .empty());
}

TEST(DifferenceTest, ReturnsItemsThatAreUnknownOnBothSides) {
  const auto scene = [](std::string_view env) {
    return std::make_unique<Scene>(absl::StrCat(R"yaml(
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: app, envFrom: [{secretRef: {name: keys}}], env: [)yaml",
                                                env, "]}]}\n"),
                                   /*complete=*/false);
  };
  const auto a = scene("{name: A, valueFrom: {configMapKeyRef: {name: gone, key: k}}}");
  const auto b = scene("{name: A, value: x}");
  const auto texts = [](const Scene& one, const Scene& other) {
    std::vector<std::string> result;
    for (const UnknownItem& unknown_items :
         UnknownOnBoth(one.resolved().environment, other.resolved().environment)) {
      result.push_back(
          absl::StrCat(unknown_items.name, unknown_items.source, ": ", unknown_items.why));
    }
    return result;
  };
  const std::string source = "Secret default/keys: Secret default/keys is not in the input";
  EXPECT_EQ(texts(*a, *a),
            (std::vector<std::string>{source, "A: ConfigMap default/gone is not in the input"}));
  EXPECT_EQ(texts(*a, *b), std::vector<std::string>{source});
  EXPECT_EQ(texts(*b, *a), std::vector<std::string>{source});
  EXPECT_TRUE(texts(*a, Scene("apiVersion: v1\nkind: Pod\nmetadata: {name: w}\n"
                              "spec: {containers: [{name: app}]}\n"))
                  .empty());
}

TEST(ProcessVariablesTest, AreReadAsTheKernelWritesThem) {
  EXPECT_EQ(ParseEnviron("A=1\0B=x=y\0garbage\0=z\0A=2\0EMPTY=\0"sv),
            (ProcessVariables{{"A", "1"}, {"B", "x=y"}, {"EMPTY", ""}}));
  EXPECT_EQ(ParseEnviron(""), ProcessVariables{});
}

}  // namespace
}  // namespace svcenv
