#include "svcenv/env/references.h"

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "svcenv/manifest/load.h"

namespace svcenv {
namespace {

TEST(ReferencesTest, AreAllThereInTheOrderOfTheManifest) {
  Cluster cluster;
  const LoadResult loaded = LoadManifest("test.yaml", R"yaml(apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
      - name: app
        env:
        - {name: A, value: "$(B)-$(C)-$$(NOT)-$(B)"}
        - {name: D, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
        args: [x, "--url=$(URL)"]
        command: ["$(BIN)"]
        readinessProbe: {exec: {command: [sh, "$(R)"]}}
        livenessProbe: {httpGet: {path: "/$(NOT)", port: 80}}
        volumeMounts:
        - {name: v, mountPath: "/$(NOT)"}
        - {name: v, mountPath: /w, subPathExpr: "$(S)"}
)yaml",
                                         LoadOptions{}, &cluster);
  ASSERT_TRUE(loaded.ok());
  const Workload& workload = cluster.workloads().front();
  const Container& container = workload.pod.spec.containers[0];
  std::vector<std::string> found;
  for (const Reference& r : ReferencesOf(workload, container, DollarRule::kUtf8)) {
    found.push_back(absl::StrCat(r.name, " ", r.field, " ", r.offset, " ",
                                 cluster.sources().Locate(r.position).line));
  }
  const std::string path = "spec.template.spec.containers[0].";
  EXPECT_EQ(found, (std::vector<std::string>{
                       absl::StrCat("B ", path, "env[0].value 2 10"),
                       absl::StrCat("C ", path, "env[0].value 7 10"),
                       absl::StrCat("B ", path, "env[0].value 20 10"),
                       absl::StrCat("URL ", path, "args[1] 8 12"),
                       absl::StrCat("BIN ", path, "command[0] 2 13"),
                       absl::StrCat("R ", path, "readinessProbe.exec.command[1] 2 14"),
                       absl::StrCat("S ", path, "volumeMounts[1].subPathExpr 2 18"),
                   }));
}

TEST(ReferencesTest, SeeWhatTheirPlaceSees) {
  EXPECT_EQ(VisibleAt(ReferencePlace::kEnvValue), Visibility::kEarlier);
  EXPECT_EQ(VisibleAt(ReferencePlace::kCommand), Visibility::kFinal);
  EXPECT_EQ(VisibleAt(ReferencePlace::kArgs), Visibility::kFinal);
  EXPECT_EQ(VisibleAt(ReferencePlace::kSubPathExpr), Visibility::kFinal);
  EXPECT_EQ(VisibleAt(ReferencePlace::kProbe), Visibility::kStatic);
}

TEST(ReferencesTest, OfAProgramsObjectsAreInTheOrderOfFields) {
  Workload workload;
  workload.kind = "Pod";
  Container container;
  container.args = {{"$(ARG)", {}}};
  EnvVar env;
  env.name = {"E", {}};
  env.value = {"$(ENV)", {}};
  container.env = {env};
  workload.pod.spec.containers = {container};
  const auto references =
      ReferencesOf(workload, workload.pod.spec.containers[0], DollarRule::kUtf8);
  ASSERT_EQ(references.size(), 2u);
  EXPECT_EQ(references[0].field, "spec.containers[0].args[0]");
  EXPECT_EQ(references[1].field, "spec.containers[0].env[0].value");
}

}  // namespace
}  // namespace svcenv
