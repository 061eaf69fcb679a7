#include "svcenv/check/api_server.h"

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "svcenv/manifest/load.h"

namespace svcenv {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Returns the findings in a manifest as "LINE:COLUMN MESSAGE; REMEDY". The vectors of
// tests/conformance check that the API server finds the same.
std::vector<std::string> Found(std::string_view manifest, std::string_view version = "1.37") {
  LoadOptions options;
  options.version = ParseVersion(version)->profile;
  options.unknown_fields = LoadOptions::UnknownFields::kReported;
  Cluster cluster;
  Diagnostics found = LoadManifest("f", std::string(manifest), options, &cluster).diagnostics;
  const VersionProfile& profile = *options.version;
  for (const Workload& workload : cluster.workloads()) FindRefusals(workload, profile, &found);
  for (const Service& service : cluster.services()) FindRefusals(service, profile, &found);
  for (const ConfigMap& config_map : cluster.config_maps()) FindRefusals(config_map, &found);
  for (const Secret& secret : cluster.secrets()) FindRefusals(secret, &found);
  std::vector<std::string> result;
  for (const Diagnostic& diagnostic : found) {
    EXPECT_EQ(diagnostic.code, "refused-by-api");
    EXPECT_EQ(diagnostic.severity, Severity::kError);
    const Location at = cluster.sources().Locate(diagnostic.position);
    result.push_back(absl::StrCat(at.line, ":", at.column, " ", diagnostic.message, "; ",
                                  diagnostic.remedy.text));
  }
  return result;
}

// Returns the findings in the fields of a container, which begin in line 3.
std::vector<std::string> FoundIn(std::string_view fields, std::string_view version = "1.37") {
  std::vector<std::string> found =
      Found(absl::StrCat("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {volumes: ["
                         "{name: tmp, emptyDir: {}}, {name: conf, configMap: {name: c}}],\n"
                         "containers: [{name: c,\n",
                         fields, "}]}}"),
            version);
  for (std::string& text : found) {
    const size_t path = text.find("spec.containers[0].");
    if (path != text.npos) text.erase(path, std::string_view("spec.containers[0].").size());
  }
  return found;
}

TEST(ApiServerTest, NamesOfVariablesByVersion) {
  EXPECT_THAT(FoundIn("env: [{name: 1st}, {name: A B}]"), IsEmpty());
  EXPECT_THAT(FoundIn("env: [{name: A=B}, {value: x}]"),
              ElementsAre("3:14 env[0].name: \"A=B\" must consist only of printable ASCII "
                          "characters other than '='; use a name of letters, digits, and '_', "
                          "such as A_B",
                          "3:20 env[1].name: Required value; use a name of letters, digits, and "
                          "'_', such as _"));
  EXPECT_THAT(FoundIn("env: [{name: 1st}]", "1.31"),
              ElementsAre("3:14 env[0].name: \"1st\" must not start with a digit; use a name of "
                          "letters, digits, and '_', such as _1st"));
  EXPECT_THAT(FoundIn("envFrom: [{prefix: 1A_, configMapRef: {name: m}}]", "1.29"),
              ElementsAre("3:20 envFrom[0].prefix: \"1A_\" must not start with a digit; use a name "
                          "of letters, digits, and '_', such as _1A_"));
}

TEST(ApiServerTest, SourcesOfEnvFrom) {
  EXPECT_THAT(
      FoundIn("envFrom: [{prefix: A}, {configMapRef: {name: a}, secretRef: {name: B}}]"),
      ElementsAre("3:11 envFrom[0]: no source is set; set configMapRef or secretRef",
                  "3:68 envFrom[1].secretRef.name: \"B\" must consist of lowercase letters, "
                  "digits, '-', and '.', and each part between dots must begin and end with a "
                  "letter or digit; use lowercase letters, digits, '-', and '.', as in my-settings",
                  "3:24 envFrom[1]: more than one source is set: configMapRef, secretRef; split it "
                  "into two envFrom entries"));
}

TEST(ApiServerTest, SourcesOfAVariable) {
  EXPECT_THAT(FoundIn("env: [{name: A, valueFrom: {}}]"),
              ElementsAre("3:28 env[0].valueFrom: no source is set; set one of fieldRef, "
                          "resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef, or remove "
                          "it"));
  EXPECT_THAT(FoundIn("env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name},"
                      "configMapKeyRef: {name: a, key: b}}}]"),
              ElementsAre("3:28 env[0].valueFrom: more than one source is set: fieldRef, "
                          "configMapKeyRef; keep one of them"));
  EXPECT_THAT(FoundIn("env: [{name: A, valueFrom: {secretKeyRef: {name: a, key: b/c}}}]"),
              ElementsAre("3:58 env[0].valueFrom.secretKeyRef.key: \"b/c\" must consist of "
                          "letters, digits, '-', '_', and '.'; use letters, digits, '-', '_', and "
                          "'.', as in app.mode"));
  EXPECT_THAT(FoundIn("env: [{name: A, valueFrom: {secretKeyRef: {name: a}}}]"),
              ElementsAre("3:43 env[0].valueFrom.secretKeyRef.key: Required value; set it to "
                          "the key that has the value"));
}

TEST(ApiServerTest, FieldsOfThePod) {
  const auto found = [](std::string_view path) {
    return FoundIn(
        absl::StrCat("env: [{name: A, valueFrom: {fieldRef: {fieldPath: \"", path, "\"}}}]"));
  };
  EXPECT_THAT(found("spec.host"), IsEmpty());
  EXPECT_THAT(found("metadata.labels['app']"), IsEmpty());
  EXPECT_THAT(found("status.podIp"),
              ElementsAre("3:51 env[0].valueFrom.fieldRef.fieldPath: \"status.podIp\" is not a "
                          "supported field path; write status.podIP"));
  EXPECT_THAT(found("metadata.labels"),
              ElementsAre("3:51 env[0].valueFrom.fieldRef.fieldPath: \"metadata.labels\" is not "
                          "a supported field path; name a key: metadata.labels['KEY']"));
  EXPECT_THAT(found("metadata.annotations['a b']"),
              ElementsAre("3:51 env[0].valueFrom.fieldRef.fieldPath: the annotation key "
                          "\"a b\" must have a name of letters, digits, '-', '_', and '.' that "
                          "begins and ends with a letter or digit; write the key as in the "
                          "metadata, such as app.kubernetes.io/name"));
}

TEST(ApiServerTest, ResourcesAndDivisors) {
  const auto found = [](std::string_view reference) {
    return FoundIn(
        absl::StrCat("env: [{name: A, valueFrom: {resourceFieldRef: {", reference, "}}}]"));
  };
  EXPECT_THAT(found("resource: limits.cpu, divisor: 1000m"), IsEmpty());
  EXPECT_THAT(found("resource: cpu"),
              ElementsAre("3:58 env[0].valueFrom.resourceFieldRef.resource: \"cpu\" is not a "
                          "supported resource; write limits.cpu"));
  EXPECT_THAT(found("resource: limits.cpu, divisor: 10m"),
              ElementsAre("3:79 env[0].valueFrom.resourceFieldRef.divisor: \"10m\" is not a valid "
                          "divisor for limits.cpu; use one of 1m, 1"));
}

TEST(ApiServerTest, FilesOfVolumes) {
  const auto found = [](std::string_view volume, std::string_view version = "1.37") {
    return FoundIn(absl::StrCat("env: [{name: A, valueFrom: {fileKeyRef: {volumeName: ", volume,
                                ", path: f, key: K}}}]"),
                   version);
  };
  EXPECT_THAT(found("tmp"), IsEmpty());
  EXPECT_THAT(found("tpm"),
              ElementsAre("3:54 env[0].valueFrom.fileKeyRef.volumeName: the pod has no volume "
                          "\"tpm\"; write tmp"));
  EXPECT_THAT(found("conf"),
              ElementsAre("3:54 env[0].valueFrom.fileKeyRef.volumeName: the volume \"conf\" is not "
                          "an emptyDir; use an emptyDir volume, or make this one an emptyDir"));
  EXPECT_THAT(found("tmp", "1.33"),
              ElementsAre("3:65 env[0].valueFrom.fileKeyRef: Kubernetes 1.33 does not support it; "
                          "use another source, or Kubernetes 1.35 or later"));
}

TEST(ApiServerTest, PortsAndPathsOfContainers) {
  EXPECT_THAT(
      FoundIn("ports: [{containerPort: 80, name: HTTP}, {name: x, protocol: tcp}]"),
      ElementsAre("3:35 ports[0].name: \"HTTP\" must consist of lowercase letters, digits, and "
                  "'-'; use at most 15 lowercase letters, digits, and '-', such as http",
                  "3:42 ports[1].containerPort: 0 is not a valid port number; write a number from "
                  "1 to 65535",
                  "3:62 ports[1].protocol: \"tcp\" is not a valid protocol; write TCP, UDP, or "
                  "SCTP in uppercase"));
  EXPECT_THAT(FoundIn("volumeMounts: [{name: tmp, mountPath: /m, subPath: a/../.., "
                      "subPathExpr: /x}]"),
              ElementsAre("3:52 volumeMounts[0].subPath: \"a/../..\" must not contain '..'; use a "
                          "path within the volume",
                          "3:74 volumeMounts[0].subPathExpr: \"/x\" must be a relative "
                          "path; write it relative to the volume, without the leading /",
                          "3:74 volumeMounts[0].subPathExpr: subPathExpr and subPath are mutually "
                          "exclusive; keep one of the two"));
}

TEST(ApiServerTest, UnknownFieldsNameTheNearest) {
  EXPECT_THAT(FoundIn("env: [{name: A, valeu: x}]"),
              ElementsAre("3:17 env[0].valeu: unknown field; write value, or remove it"));
  EXPECT_THAT(FoundIn("envFrom: [{configMapRef: {name: a, namespace: b}}]"),
              ElementsAre("3:36 envFrom[0].configMapRef.namespace: unknown field; "
                          "remove it; valid fields are name, optional"));
  EXPECT_THAT(FoundIn("imagePullPolcy: x, ports: [{port: 80, containerPort: 1}]"),
              ElementsAre("3:1 imagePullPolcy: unknown field; write imagePullPolicy, "
                          "or remove it",
                          "3:29 ports[0].port: unknown field; remove it; valid fields "
                          "are name, protocol, containerPort, hostPort, hostIP"));
  EXPECT_THAT(FoundIn("colour: red"),
              ElementsAre("3:1 colour: unknown field; remove it, or move it to the "
                          "object that has this field"));
}

TEST(ApiServerTest, TemplatesAreNamedByTheirWholePath) {
  EXPECT_THAT(
      Found("{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {template: "
            "{spec: {initContainers: [{name: A}]}}}}"),
      ElementsAre("1:1 spec.template.spec.containers: Required value; add a container to the "
                  "pod",
                  "1:111 spec.template.spec.initContainers[0].name: \"A\" must consist of "
                  "lowercase letters, digits, and '-', and begin and end with a letter or "
                  "digit; use at most 63 lowercase letters, digits, and '-', as in my-name"));
}

TEST(ApiServerTest, Services) {
  const auto found = [](std::string_view name, std::string_view spec,
                        std::string_view version = "1.37") {
    return Found(absl::StrCat("{apiVersion: v1, kind: Service, metadata: {name: ", name,
                              "},\nspec: {", spec, "}}"),
                 version);
  };
  EXPECT_THAT(found("1a", "ports: [{port: 80}]"), IsEmpty());
  EXPECT_THAT(found("1a", "ports: [{port: 80}]", "1.35"),
              ElementsAre("1:50 metadata.name: \"1a\" must consist of lowercase letters, digits, "
                          "and '-', begin with a letter, and end with a letter or digit; use at "
                          "most 63 lowercase letters, digits, and '-', and begin with a letter, "
                          "as in my-name"));
  EXPECT_THAT(
      found("s", "type: nodePort, ports: [{port: 80, targetPort: '8080'}]"),
      ElementsAre("2:14 spec.type: \"nodePort\" is not a valid Service type; use ClusterIP, "
                  "NodePort, LoadBalancer, or ExternalName; case matters",
                  "2:55 spec.ports[0].targetPort: \"8080\" must contain at least one "
                  "letter (a-z); write the number without quotes"));
  EXPECT_THAT(found("s", "ports: [{name: a, port: 80}, {name: a, port: 80}]"),
              ElementsAre("2:44 spec.ports[1].name: \"a\" is also the name of spec.ports[0]; give "
                          "each port a unique name",
                          "2:53 spec.ports[1]: 80/TCP is also the port of spec.ports[0]; remove "
                          "one of the two, or change its number or protocol"));
  EXPECT_THAT(found("s", "clusterIPs: [10.0.0.1], ports: [{port: 80}]"),
              ElementsAre("2:21 spec.clusterIPs: must be empty when clusterIP is not set; add "
                          "clusterIP: 10.0.0.1"));
}

TEST(ApiServerTest, KeysAndSizesOfData) {
  EXPECT_THAT(
      Found("{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {a/b: x, c: d}, "
            "binaryData: {c: eA==}}"),
      ElementsAre("1:68 data[a/b]: the key \"a/b\" must consist of letters, digits, '-', "
                  "'_', and '.'; use letters, digits, '-', '_', and '.', as in "
                  "app.properties",
                  "1:74 data[c]: the key \"c\" is also in binaryData; remove it from one of "
                  "the two"));
  const std::string half(1 << 19, 'x');
  const auto secret = [&](std::string_view rest) {
    return Found(
        absl::StrCat("{apiVersion: v1, kind: Secret, metadata: {name: m}, stringData: "
                     "{a: ",
                     half, ", b: ", half, rest, "}}"));
  };
  EXPECT_THAT(secret(""), IsEmpty());
  EXPECT_THAT(secret("x"),
              ElementsAre("1:1 data: the values take 1,048,577 bytes; split the object: "
                          "its values may take at most 1,048,576 bytes"));
}

TEST(ApiServerTest, LinesOfSecretsAreNotShown) {
  Cluster cluster;
  Diagnostics found =
      LoadManifest("f",
                   "{apiVersion: v1, kind: Secret, metadata: {name: m}, stringData: {a/b: canary}}",
                   {}, &cluster)
          .diagnostics;
  FindRefusals(cluster.secrets()[0], &found);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(FormatDiagnostic(found[0], cluster.sources()),
              ::testing::Not(::testing::HasSubstr("canary")));
}

}  // namespace
}  // namespace svcenv
