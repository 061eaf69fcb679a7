// docs/reading-manifests.md, section 3: names that the API server rejects.
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/check/refused.h"

namespace svcenv {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(RefusedNamesTest, VariablesByVersion) {
  const auto in_env = [](std::string_view name, std::string_view version) {
    return RefusedInContainer(absl::StrCat("env: [{name: \"", name, "\"}]"), version);
  };
  const auto in_prefix = [](std::string_view name, std::string_view version) {
    return RefusedInContainer(
        absl::StrCat("envFrom: [{prefix: \"", name, "\", configMapRef: {name: m}}]"), version);
  };
  for (const std::string_view version : {"1.29", "1.30", "1.31", "1.32", "1.34", "1.37"}) {
    const bool is_strict = version < "1.32";
    for (const std::string_view name : {"A", "a.b-c_d", "-a", ".a", "_"}) {
      EXPECT_THAT(in_env(name, version), IsEmpty()) << name << version;
      EXPECT_THAT(in_prefix(name, version), IsEmpty()) << name << version;
    }
    for (const std::string_view name : {"A B", "A ", "1", "1A", "..", ".", "..a", "$(X)", "~"}) {
      EXPECT_EQ(in_env(name, version).empty(), !is_strict) << name << version;
      EXPECT_EQ(in_prefix(name, version).empty(), !is_strict) << name << version;
    }
    for (const std::string_view name : {"A=B", "=", "é", "A\\t", "\\x7f"}) {
      EXPECT_THAT(in_env(name, version), ElementsAre("env[0].name")) << name << version;
      EXPECT_THAT(in_prefix(name, version), ElementsAre("envFrom[0].prefix")) << name << version;
    }
    EXPECT_THAT(in_env(std::string(5001, 'A'), version), IsEmpty());
    EXPECT_THAT(in_env("", version), ElementsAre("env[0].name"));
    EXPECT_THAT(in_prefix("", version), IsEmpty());
  }
}

std::string Service(std::string_view name, std::string_view ports = "[{port: 80}]") {
  return absl::StrCat("{apiVersion: v1, kind: Service, metadata: {name: \"", name,
                      "\"}, spec: {ports: ", ports, "}}");
}

TEST(RefusedNamesTest, TargetPorts) {
  const auto refused = [](std::string_view target) {
    return RefusedFields(Service("s", absl::StrCat("[{port: 80, targetPort: ", target, "}]")));
  };
  for (const std::string_view target :
       {"null", "\"\"", "0", "80.0", "http", "a-1", "a12345678901234"}) {
    EXPECT_THAT(refused(target), IsEmpty()) << target;
  }
  for (const std::string_view target :
       {"\"80\"", "-1", "65536", "a--b", "-a", "a-", "HTTP", "a_b", "a123456789012345"}) {
    EXPECT_THAT(refused(target), ElementsAre("spec.ports[0].targetPort")) << target;
  }
}

TEST(RefusedNamesTest, ServicesByVersion) {
  for (const std::string_view version : {"1.29", "1.35", "1.36", "1.37"}) {
    const bool may_begin_with_digit = version >= "1.36";
    for (const std::string_view name : {"1", "1a"}) {
      EXPECT_EQ(RefusedFields(Service(name), version).empty(), may_begin_with_digit)
          << name << version;
    }
    for (const std::string& name : {std::string("a"), std::string("a-1"), std::string(63, 'a')}) {
      EXPECT_THAT(RefusedFields(Service(name), version), IsEmpty()) << name << version;
    }
    for (const std::string& name : {std::string("a.b"), std::string("A"), std::string("a-"),
                                    std::string("-a"), std::string(64, 'a')}) {
      EXPECT_THAT(RefusedFields(Service(name), version), ElementsAre("metadata.name"))
          << name << version;
    }
  }
}

// Returns one object of each kind with additional metadata.
std::vector<std::string> WithMetadata(std::string_view fields) {
  std::vector<std::string> objects;
  for (const std::string_view rest :
       {"apiVersion: v1, kind: Pod, spec: {containers: [{name: c}]}",
        "apiVersion: v1, kind: Service, spec: {ports: [{port: 80}]}",
        "apiVersion: v1, kind: ConfigMap", "apiVersion: v1, kind: Secret",
        "apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {containers: [{name: "
        "c}]}}}"}) {
    objects.push_back(absl::StrCat("{", rest, ", metadata: {name: a, ", fields, "}}"));
  }
  return objects;
}

TEST(RefusedNamesTest, Namespaces) {
  for (const std::string_view name : {"shop", "\"1\"", "a-b", "\"\""}) {
    for (const std::string& object : WithMetadata(absl::StrCat("namespace: ", name))) {
      EXPECT_THAT(RefusedFields(object), IsEmpty()) << object;
    }
  }
  for (const std::string& name :
       {std::string("Shop"), std::string("a.b"), std::string("a_b"), std::string(64, 'a')}) {
    for (const std::string& object : WithMetadata(absl::StrCat("namespace: ", name))) {
      EXPECT_THAT(RefusedFields(object), ElementsAre("metadata.namespace")) << object;
    }
  }
}

TEST(RefusedNamesTest, Labels) {
  const std::string longest(63, 'a');
  for (const std::string& labels :
       {std::string("a: b"), std::string("app.kubernetes.io/Name_1: \"\""),
        absl::StrCat(longest, ": ", longest), std::string("a/b: A.b_c-9")}) {
    for (const std::string& object : WithMetadata(absl::StrCat("labels: {", labels, "}"))) {
      EXPECT_THAT(RefusedFields(object), IsEmpty()) << object;
    }
  }
  for (const std::string& labels :
       {std::string("a b: c"), std::string("/a: b"), std::string("A/b: c"),
        absl::StrCat(longest, "a: b"), std::string("a: b c"), std::string("a: -b"),
        std::string("a: b/c"), absl::StrCat("a: ", longest, "a")}) {
    for (const std::string& object : WithMetadata(absl::StrCat("labels: {", labels, "}"))) {
      EXPECT_THAT(RefusedFields(object), ElementsAre("metadata.labels")) << object;
    }
  }
  EXPECT_THAT(
      RefusedFields("{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: "
                    "{template: {metadata: {labels: {a: b c}}, spec: {containers: [{name: c}]}}}}"),
      ElementsAre("spec.template.metadata.labels"));
}

TEST(RefusedNamesTest, Annotations) {
  for (const std::string_view annotations : {"a: b c", "A/B: \"\"", "a: \"\\n\""}) {
    for (const std::string& object :
         WithMetadata(absl::StrCat("annotations: {", annotations, "}"))) {
      EXPECT_THAT(RefusedFields(object), IsEmpty()) << object;
    }
  }
  for (const std::string_view annotations : {"a b: c", "/a: b"}) {
    for (const std::string& object :
         WithMetadata(absl::StrCat("annotations: {", annotations, "}"))) {
      EXPECT_THAT(RefusedFields(object), ElementsAre("metadata.annotations")) << object;
    }
  }
  const std::string most(262143, 'x');
  for (const std::string& object : WithMetadata(absl::StrCat("annotations: {a: ", most, "}"))) {
    EXPECT_THAT(RefusedFields(object), IsEmpty());
  }
  for (const std::string& object : WithMetadata(absl::StrCat("annotations: {a: ", most, "x}"))) {
    EXPECT_THAT(RefusedFields(object), ElementsAre("metadata.annotations"));
  }
}

}  // namespace
}  // namespace svcenv
