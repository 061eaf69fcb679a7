// docs/reading-manifests.md, sections 3, 4, 7, and 8: objects, kinds, metadata, and fields.
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/manifest/loading.h"

namespace svcenv {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Refused(std::string_view text) { return Loading(text).Refused(); }

TEST(ReadingObjectsTest, Names) {
  EXPECT_THAT(Refused("{apiVersion: v1, kind: Pod, metadata: {name: p}}"), IsEmpty());
  EXPECT_THAT(Refused("{apiVersion: v1, kind: Pod, metadata: {generateName: p-}}"), IsEmpty());
  for (const std::string_view metadata : {"{}", "null", "{name: null}", "{name: \"\"}"}) {
    for (const std::string_view kind : {"Pod", "Service", "ConfigMap", "Secret"}) {
      EXPECT_THAT(Refused(absl::StrCat("{apiVersion: v1, kind: ", kind, ", metadata: ", metadata,
                                       ", spec: {ports: [{port: 80}]}}")),
                  ::testing::Contains("no-name"))
          << kind << metadata;
    }
  }
}

TEST(ReadingObjectsTest, MetadataTypes) {
  const auto refused = [](std::string_view metadata) {
    return Refused(
        absl::StrCat("{apiVersion: v1, kind: ConfigMap, metadata: {name: m, ", metadata, "}}"));
  };
  for (const std::string_view name : {"1", "y", "on", "1.0"}) {
    EXPECT_THAT(refused(absl::StrCat("name: ", name)), ElementsAre("metadata.name")) << name;
    EXPECT_THAT(refused(absl::StrCat("namespace: ", name)), ElementsAre("metadata.namespace"));
    EXPECT_THAT(refused(absl::StrCat("labels: {a: ", name, "}")), ElementsAre("metadata.labels.a"));
    EXPECT_THAT(refused(absl::StrCat("annotations: {a: ", name, "}")),
                ElementsAre("metadata.annotations.a"));
  }
  const Loading null(
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: m, namespace: null, labels: {a: null}}}");
  EXPECT_THAT(null.Refused(), IsEmpty());
  EXPECT_EQ(null.cluster.config_maps()[0].meta.labels.at(0).value, "");
  EXPECT_EQ(null.cluster.config_maps()[0].meta.namespace_, "default");
}

TEST(ReadingObjectsTest, UnknownFields) {
  const struct {
    std::string_view text;
    std::string_view refused;
  } kCases[] = {
      {"{apiVersion: v1, kind: Pod, metadata: {name: p}, x-common: &c {}}", "x-common"},
      {"{apiVersion: v1, kind: Pod, metadata: {name: p}, Spec: {}}", "Spec"},
      {"{apiVersion: v1, kind: Pod, metadata: {name: p}, SPEC: {}}", "SPEC"},
      {"{apiVersion: v1, kind: Pod, metadata: {name: p}, env: null}", "env"},
      {"{apiVersion: v1, kind: Service, metadata: {name: p}, data: {}, spec: {ports: [{port: 1}]}}",
       "data"},
      {"{apiVersion: v1, kind: ConfigMap, metadata: {name: p}, stringData: {a: b}}", "stringData"},
      {"{apiVersion: v1, kind: ConfigMap, metadata: {name: p}, Metadata: {}}", "Metadata"},
      {"{apiVersion: v1, kind: Secret, metadata: {name: p}, binaryData: {}}", "binaryData"},
      {"{apiVersion: v1, kind: Node, metadata: {name: p}, Status: {}}", "Status"},
      {"{apiVersion: apps/v1, kind: Deployment, metadata: {name: p}, template: {}}", "template"},
      {"{apiVersion: apps/v1, kind: Deployment, metadata: {name: p}, spec: {template: {Spec: {}}}}",
       "spec.template.Spec"},
      {"{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {container: []}}", "spec.container"},
      {"{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, envs: "
       "[]}]}}",
       "spec.containers[0].envs"},
      {"{apiVersion: v1, kind: Pod, metadata: {name: p},"
       " spec: {initContainers: [{name: c, Image: i}]}}",
       "spec.initContainers[0].Image"},
      {"{apiVersion: v1, kind: PodTemplate, metadata: {name: p}, spec: {}}", "spec"},
      {"{apiVersion: batch/v1, kind: CronJob, metadata: {name: p},"
       " spec: {jobTemplate: {template: {}}}}",
       "spec.jobTemplate.template"},
  };
  for (const auto& row : kCases)
    EXPECT_THAT(Refused(row.text), ElementsAre(row.refused)) << row.text;
  for (const std::string_view text : {
           "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {}, status: {}}",
           "{apiVersion: v1, kind: Service, metadata: {name: p}, spec: {ports: [{port: 1}]},"
           " status: {}}",
           "{apiVersion: v1, kind: ConfigMap, metadata: {name: p}, data: {}, binaryData: {},"
           " immutable: true}",
           "{apiVersion: v1, kind: Secret, metadata: {name: p}, data: {}, stringData: {},"
           " type: Opaque, immutable: true}",
           "{apiVersion: v1, kind: Node, metadata: {name: p}, spec: {}, status: {}}",
           "{apiVersion: apps/v1, kind: Deployment, metadata: {name: p}, status: {},"
           " spec: {replicas: 1, selector: {}, template: {metadata: {}, spec: {}}}}",
           "{apiVersion: v1, kind: PodTemplate, metadata: {name: p}, template: {spec: {}}}",
           "{apiVersion: batch/v1, kind: CronJob, metadata: {name: p}, status: {},"
           " spec: {schedule: x, jobTemplate: {metadata: {}, spec: {template: {}}}}}",
       }) {
    EXPECT_THAT(Refused(text), IsEmpty()) << text;
  }
  EXPECT_THAT(Refused(PodWith("env: [{Name: A, name: B, valeu: null}]")),
              ElementsAre("spec.containers[0].env[0].Name", "spec.containers[0].env[0].valeu"));
}

TEST(ReadingObjectsTest, KindIsNeeded) {
  for (const std::string_view text :
       {"metadata: {name: p}", "apiVersion: v1\nmetadata: {name: p}",
        "kind: Pod\nmetadata: {name: p}", "apiVersion: v1\nkind: null\nmetadata: {name: p}",
        "apiVersion: v1\nkind: 1", "apiVersion: 1\nkind: Pod",
        "apiVersion: v1\nKind: Pod\nmetadata: {name: p}"}) {
    const Loading loading(text);
    EXPECT_EQ(loading.Refused().size(), 1u) << text;
    EXPECT_THAT(loading.cluster.workloads(), IsEmpty()) << text;
  }
}

TEST(ReadingObjectsTest, VersionsOfKinds) {
  const Loading loading("{apiVersion: /v1, kind: Pod, metadata: {name: p}}");
  EXPECT_THAT(loading.Refused(), IsEmpty());
  EXPECT_EQ(loading.cluster.workloads().size(), 1u);
}

TEST(ReadingObjectsTest, ItemsWithoutKind) {
  const Loading pods("{apiVersion: v1, kind: PodList, items: [{metadata: {name: p}}]}");
  EXPECT_THAT(pods.Refused(), IsEmpty());
  EXPECT_EQ(pods.cluster.workloads().size(), 1u);
  const Loading mixed(
      "{apiVersion: v1, kind: PodList, items: [{apiVersion: v1, kind: ConfigMap,"
      " metadata: {name: m}}]}");
  EXPECT_THAT(mixed.Refused(), IsEmpty());
  EXPECT_EQ(mixed.cluster.config_maps().size(), 1u);
  EXPECT_EQ(Refused("{apiVersion: v1, kind: List, items: [{metadata: {name: p}}]}").size(), 1u);
}

TEST(ReadingObjectsTest, ServiceAccounts) {
  const struct {
    std::string_view spec;
    std::string_view account;
  } kCases[] = {
      {"{}", "default"},
      {"{serviceAccount: a}", "a"},
      {"{serviceAccountName: b}", "b"},
      {"{serviceAccount: a, serviceAccountName: b}", "b"},
      {"{serviceAccountName: \"\"}", "default"},
  };
  for (const auto& row : kCases) {
    const Loading pod(
        absl::StrCat("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: ", row.spec, "}"));
    EXPECT_EQ(pod.cluster.workloads()[0].pod.spec.service_account_name, row.account) << row.spec;
    const Loading job(absl::StrCat("{apiVersion: batch/v1, kind: Job, metadata: {name: p}, spec: {",
                                   "template: {spec: ", row.spec, "}}}"));
    EXPECT_EQ(job.cluster.workloads()[0].pod.spec.service_account_name, row.account) << row.spec;
  }
}

}  // namespace
}  // namespace svcenv
