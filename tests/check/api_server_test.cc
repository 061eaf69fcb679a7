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

// What is found in a manifest, a text each: "LINE:COLUMN MESSAGE; REMEDY".
// That it is what the API server finds is for the vectors of tests/conformance.
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

// Of the fields of a container, which begin in line 3.
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
                          "characters other than '='; give it a name of letters, digits and '_', "
                          "like A_B",
                          "3:20 env[1].name: a name is needed; give it a name of letters, digits "
                          "and '_', like _"));
  EXPECT_THAT(FoundIn("env: [{name: 1st}]", "1.31"),
              ElementsAre("3:14 env[0].name: \"1st\" must not start with a digit; give it a name "
                          "of letters, digits and '_', like _1st"));
  EXPECT_THAT(FoundIn("envFrom: [{prefix: 1A_, configMapRef: {name: m}}]", "1.29"),
              ElementsAre("3:20 envFrom[0].prefix: \"1A_\" must not start with a digit; give it a "
                          "name of letters, digits and '_', like _1A_"));
}

TEST(ApiServerTest, SourcesOfEnvFrom) {
  EXPECT_THAT(
      FoundIn("envFrom: [{prefix: A}, {configMapRef: {name: a}, secretRef: {name: B}}]"),
      ElementsAre("3:11 envFrom[0]: it names no source; write configMapRef or secretRef below it",
                  "3:68 envFrom[1].secretRef.name: \"B\" must consist of lowercase letters, "
                  "digits, '-', and '.', and each part between dots must begin and end with a "
                  "letter or digit; use lower case letters, digits, '-' and '.', like my-settings",
                  "3:24 envFrom[1]: it names more than one source: configMapRef, secretRef; make "
                  "two items of the list of them"));
}

TEST(ApiServerTest, SourcesOfAVariable) {
  EXPECT_THAT(FoundIn("env: [{name: A, valueFrom: {}}]"),
              ElementsAre("3:28 env[0].valueFrom: it names no source; write one of fieldRef, "
                          "resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef below it, "
                          "or remove it"));
  EXPECT_THAT(FoundIn("env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name},"
                      "configMapKeyRef: {name: a, key: b}}}]"),
              ElementsAre("3:28 env[0].valueFrom: it names more than one source: fieldRef, "
                          "configMapKeyRef; keep one of them"));
  EXPECT_THAT(FoundIn("env: [{name: A, valueFrom: {secretKeyRef: {name: a, key: b/c}}}]"),
              ElementsAre("3:58 env[0].valueFrom.secretKeyRef.key: \"b/c\" must consist of "
                          "letters, digits, '-', '_', and '.'; use letters, digits, '-', '_' and "
                          "'.', like app.mode"));
  EXPECT_THAT(FoundIn("env: [{name: A, valueFrom: {secretKeyRef: {name: a}}}]"),
              ElementsAre("3:43 env[0].valueFrom.secretKeyRef.key: it is needed; name the key "
                          "that holds the value"));
}

TEST(ApiServerTest, FieldsOfThePod) {
  const auto found = [](std::string_view path) {
    return FoundIn(
        absl::StrCat("env: [{name: A, valueFrom: {fieldRef: {fieldPath: \"", path, "\"}}}]"));
  };
  EXPECT_THAT(found("spec.host"), IsEmpty());
  EXPECT_THAT(found("metadata.labels['app']"), IsEmpty());
  EXPECT_THAT(found("status.podIp"),
              ElementsAre("3:51 env[0].valueFrom.fieldRef.fieldPath: \"status.podIp\" is no field "
                          "that a variable may have; write status.podIP"));
  EXPECT_THAT(found("metadata.labels"),
              ElementsAre("3:51 env[0].valueFrom.fieldRef.fieldPath: \"metadata.labels\" is no "
                          "field that a variable may have; name one of them: "
                          "metadata.labels['KEY']"));
  EXPECT_THAT(found("metadata.annotations['a b']"),
              ElementsAre("3:51 env[0].valueFrom.fieldRef.fieldPath: the key \"a b\" of the "
                          "annotation must have a name of letters, digits, '-', '_', and '.' that "
                          "begins and ends with a letter or digit; write the key as it stands in "
                          "the metadata, like app.kubernetes.io/name"));
}

TEST(ApiServerTest, ResourcesAndDivisors) {
  const auto found = [](std::string_view reference) {
    return FoundIn(
        absl::StrCat("env: [{name: A, valueFrom: {resourceFieldRef: {", reference, "}}}]"));
  };
  EXPECT_THAT(found("resource: limits.cpu, divisor: 1000m"), IsEmpty());
  EXPECT_THAT(found("resource: cpu"),
              ElementsAre("3:58 env[0].valueFrom.resourceFieldRef.resource: \"cpu\" is no resource "
                          "that a variable may have; write limits.cpu"));
  EXPECT_THAT(found("resource: limits.cpu, divisor: 10m"),
              ElementsAre("3:79 env[0].valueFrom.resourceFieldRef.divisor: \"10m\" is no divisor "
                          "of limits.cpu; use one of 1m, 1"));
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
              ElementsAre("3:54 env[0].valueFrom.fileKeyRef.volumeName: the volume \"conf\" is no "
                          "emptyDir; name an emptyDir volume, or make this one"));
  EXPECT_THAT(found("tmp", "1.33"),
              ElementsAre("3:65 env[0].valueFrom.fileKeyRef: Kubernetes 1.33 does not take it; use "
                          "another source, or Kubernetes 1.35 or newer"));
}

TEST(ApiServerTest, PortsAndPathsOfContainers) {
  EXPECT_THAT(
      FoundIn("ports: [{containerPort: 80, name: HTTP}, {name: x, protocol: tcp}]"),
      ElementsAre("3:35 ports[0].name: \"HTTP\" must consist of lowercase letters, digits, and "
                  "'-'; use at most 15 lower case letters, digits and '-', like http",
                  "3:42 ports[1].containerPort: 0 is no port number; write a number from 1 to "
                  "65535",
                  "3:62 ports[1].protocol: \"tcp\" is no protocol; write TCP, UDP or SCTP, in "
                  "upper case"));
  EXPECT_THAT(FoundIn("volumeMounts: [{name: tmp, mountPath: /m, subPath: a/../.., "
                      "subPathExpr: /x}]"),
              ElementsAre("3:52 volumeMounts[0].subPath: \"a/../..\" leads out of the volume; "
                          "write it without '..'",
                          "3:74 volumeMounts[0].subPathExpr: \"/x\" is absolute; write it relative "
                          "to the volume, without the / before it",
                          "3:74 volumeMounts[0].subPathExpr: subPath is given beside it; keep one "
                          "of the two"));
}

TEST(ApiServerTest, UnknownFieldsNameTheNearest) {
  EXPECT_THAT(FoundIn("env: [{name: A, valeu: x}]"),
              ElementsAre("3:17 env[0].valeu: the API has no such field; write value, or remove "
                          "it"));
  EXPECT_THAT(FoundIn("envFrom: [{configMapRef: {name: a, namespace: b}}]"),
              ElementsAre("3:36 envFrom[0].configMapRef.namespace: the API has no such field; "
                          "remove it; the fields here are name, optional"));
  EXPECT_THAT(FoundIn("imagePullPolcy: x, ports: [{port: 80, containerPort: 1}]"),
              ElementsAre("3:1 imagePullPolcy: the API has no such field; write imagePullPolicy, "
                          "or remove it",
                          "3:29 ports[0].port: the API has no such field; remove it; the fields "
                          "here are name, protocol, containerPort, hostPort, hostIP"));
  EXPECT_THAT(FoundIn("colour: red"),
              ElementsAre("3:1 colour: the API has no such field; remove it, or move it to the "
                          "object that has this field"));
}

TEST(ApiServerTest, TemplatesAreNamedByTheirWholePath) {
  EXPECT_THAT(
      Found("{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {template: "
            "{spec: {initContainers: [{name: A}]}}}}"),
      ElementsAre("1:1 spec.template.spec.containers: Required value; list the containers of the "
                  "pod",
                  "1:111 spec.template.spec.initContainers[0].name: \"A\" must consist of "
                  "lowercase letters, digits, and '-', and begin and end with a letter or "
                  "digit; use at most 63 lower case letters, digits and '-', like my-name"));
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
                          "most 63 lower case letters, digits and '-', and begin with a letter, "
                          "like my-name"));
  EXPECT_THAT(found("s", "type: nodePort, ports: [{port: 80, targetPort: '8080'}]"),
              ElementsAre("2:14 spec.type: \"nodePort\" is no type of service; write ClusterIP, "
                          "NodePort, LoadBalancer or ExternalName, with just these capital letters",
                          "2:55 spec.ports[0].targetPort: \"8080\" must contain at least one "
                          "letter (a-z); write the number without quotes"));
  EXPECT_THAT(found("s", "ports: [{name: a, port: 80}, {name: a, port: 80}]"),
              ElementsAre("2:44 spec.ports[1].name: \"a\" is the name of spec.ports[0] too; give "
                          "each port a name of its own",
                          "2:53 spec.ports[1]: 80/TCP is the port of spec.ports[0] too; remove one "
                          "of the two, or give it another number or protocol"));
  EXPECT_THAT(found("s", "clusterIPs: [10.0.0.1], ports: [{port: 80}]"),
              ElementsAre("2:21 spec.clusterIPs: clusterIP is not given beside it; add clusterIP: "
                          "10.0.0.1"));
}

TEST(ApiServerTest, KeysAndSizesOfData) {
  EXPECT_THAT(Found("{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {a/b: x, c: d}, "
                    "binaryData: {c: eA==}}"),
              ElementsAre("1:68 data[a/b]: the key \"a/b\" must consist of letters, digits, '-', "
                          "'_', and '.'; "
                          "use letters, digits, '-', '_' and '.', like app.properties",
                          "1:74 data[c]: the key \"c\" stands in binaryData too; remove it from "
                          "one of the two"));
  const std::string half(1 << 19, 'x');
  const auto secret = [&](std::string_view rest) {
    return Found(
        absl::StrCat("{apiVersion: v1, kind: Secret, metadata: {name: m}, stringData: "
                     "{a: ",
                     half, ", b: ", half, rest, "}}"));
  };
  EXPECT_THAT(secret(""), IsEmpty());
  EXPECT_THAT(secret("x"), ElementsAre("1:1 data: its values have 1048577 bytes together; an "
                                       "object holds 1048576 bytes at most: divide it into "
                                       "several"));
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
