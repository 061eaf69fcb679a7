// Placeholders, which another program replaces before Kubernetes reads the manifest.
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "svcenv/env/service_reference.h"
#include "tests/env/resolver_fixture.h"

namespace svcenv {
namespace {

class PlaceholdersTest : public ResolverTest {
 protected:
  void LoadTemplate(std::string_view objects) {
    Load(absl::StrCat(
        "{apiVersion: template.openshift.io/v1, kind: Template, metadata: {name: t}, objects: [",
        objects, "]}"));
  }

  // Loads `objects`, then a pod with this spec and env.
  void LoadPod(std::string_view objects, std::string_view env) {
    LoadTemplate(absl::StrCat(
        objects, "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, ",
        "env: [", env, "]}]}}"));
  }
};

TEST_F(PlaceholdersTest, ServicesWithPlaceholdersSetNothingThatIsKnown) {
  LoadPod(
      "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {clusterIP: 10.0.0.1, ports: "
      "[{port: '${{PORT}}'}]}}, {apiVersion: v1, kind: Service, metadata: {name: db}, spec: "
      "{clusterIP: 10.0.0.2, ports: [{port: 5432, nodePort: '${{NODE_PORT}}'}]}}, ",
      "{name: WEB, value: $(WEB_SERVICE_HOST)}, {name: DB, value: $(DB_SERVICE_HOST)}, "
      "{name: NONE, value: $(OTHER_SERVICE_HOST)}");
  const auto container = Resolve();
  ASSERT_TRUE(container.ok()) << container.status();
  EXPECT_EQ(Value(*container, "WEB_SERVICE_HOST"), "<not set>");
  EXPECT_EQ(Value(*container, "WEB"),
            "<unknown: $(WEB_SERVICE_HOST): Service default/web may set it: it has the placeholder "
            "${{PORT}}>");
  EXPECT_EQ(Value(*container, "DB"), "10.0.0.2");
  EXPECT_EQ(Value(*container, "NONE"), "$(OTHER_SERVICE_HOST)");
  ASSERT_EQ(container->environment.unknown_sources().size(), 1u);
  EXPECT_EQ(container->environment.unknown_sources()[0].object.ToString(), "Service default/web");
  EXPECT_EQ(container->environment.unknown_sources()[0].why, "has the placeholder ${{PORT}}");
}

TEST_F(PlaceholdersTest, ServicesOfAnyNameAreNotMissing) {
  LoadPod(
      "{apiVersion: v1, kind: Service, metadata: {name: '${NAME}-db'}, spec: {ports: [{port: "
      "1}]}}, "
      "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: '${NS}'}, spec: "
      "{clusterIP: "
      "10.0.0.1, ports: [{port: 1}]}}, ",
      "{name: DB, value: $(SHOP_DB_PORT_5432_TCP)}, {name: WEB, value: $(WEB_PORT)}, "
      "{name: NONE, value: $(SHOP_CACHE_PORT)}");
  const auto container = Resolve();
  ASSERT_TRUE(container.ok()) << container.status();
  EXPECT_EQ(Value(*container, "DB"),
            "<unknown: $(SHOP_DB_PORT_5432_TCP): Service default/${NAME}-db may set it: it has the "
            "placeholder ${NAME}>");
  EXPECT_EQ(Value(*container, "WEB"),
            "<unknown: $(WEB_PORT): Service ${NS}/web may set it: it has the placeholder ${NS}>");
  EXPECT_EQ(Value(*container, "NONE"), "$(SHOP_CACHE_PORT)");
  EXPECT_TRUE(container->environment.unknown_sources().empty());
}

TEST_F(PlaceholdersTest, UnknownServicesAreLimited) {
  std::string services;
  for (size_t i = 0; i < ServicePrefixes::kMaxUnknown + 10; ++i) {
    absl::StrAppend(&services, "{apiVersion: v1, kind: Service, metadata: {name: s", i,
                    "}, spec: {clusterIP: '${IP}', ports: [{port: 1}]}}, ");
  }
  LoadPod(services, "");
  const auto container = Resolve();
  ASSERT_TRUE(container.ok()) << container.status();
  EXPECT_EQ(container->environment.unknown_sources().size(), ServicePrefixes::kMaxUnknown);
}

TEST_F(PlaceholdersTest, ValuesOfObjects) {
  LoadPod(
      "{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {A: '${A}', B: Yg==}}, "
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: '${{DATA}}'}, "
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: 'x-${NAME}'}, data: {A: a}}, ",
      "{name: A, valueFrom: {secretKeyRef: {name: s, key: A}}}, "
      "{name: B, valueFrom: {secretKeyRef: {name: s, key: B}}}, "
      "{name: M, valueFrom: {configMapKeyRef: {name: m, key: A}}}, "
      "{name: X, valueFrom: {configMapKeyRef: {name: x-1, key: A, optional: true}}}, "
      "{name: O, valueFrom: {configMapKeyRef: {name: z, key: A, optional: '${{O}}'}}}");
  const auto container = Resolve();
  ASSERT_TRUE(container.ok()) << container.status();
  EXPECT_EQ(Value(*container, "A"), "<unknown: OpenShift replaces ${A}>");
  EXPECT_EQ(Value(*container, "B"), "b");
  EXPECT_EQ(Value(*container, "M"), "<unknown: ConfigMap default/m has a placeholder in a key>");
  EXPECT_EQ(Value(*container, "X"),
            "<unknown: ConfigMap default/x-1 may match an object with a placeholder in its name>");
  EXPECT_EQ(Value(*container, "O"),
            "<unknown: ConfigMap default/z may be optional, depending on a placeholder>");
}

TEST_F(PlaceholdersTest, AnEntryOfAnyNameMaySetWhatIsReferredTo) {
  LoadPod("", "{name: '${NAME}', value: a}, {name: B, value: $(C)}");
  const auto container = Resolve();
  ASSERT_TRUE(container.ok()) << container.status();
  EXPECT_EQ(Value(*container, "${NAME}"), "<unknown: OpenShift replaces ${NAME}>");
  EXPECT_EQ(Value(*container, "B"),
            "<unknown: $(C): env entry ${NAME} has a placeholder and may set it>");
}

TEST_F(PlaceholdersTest, FieldsAndResources) {
  LoadTemplate(
      "{apiVersion: v1, kind: Pod, metadata: {name: '${NAME}', namespace: '${NS}', labels: "
      "{'${K}': "
      "a}}, spec: {nodeName: '${NODE}', resources: {limits: {memory: '${MEMORY}'}}, containers: "
      "[{name: c, resources: {limits: {cpu: '${CPU}'}, requests: '${{REQUESTS}}'}, env: ["
      "{name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, "
      "{name: NS, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}, "
      "{name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}, "
      "{name: LABEL, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['app']\"}}}, "
      "{name: PATH_, valueFrom: {fieldRef: {fieldPath: '${PATH}'}}}, "
      "{name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}, "
      "{name: REQUEST, valueFrom: {resourceFieldRef: {resource: requests.memory}}}, "
      "{name: WHICH, valueFrom: {resourceFieldRef: {resource: '${RESOURCE}'}}}]}]}}");
  const auto container = Resolve();
  ASSERT_TRUE(container.ok()) << container.status();
  const std::pair<std::string_view, std::string_view> kValues[] = {
      {"NAME", "${NAME}"},          {"NS", "${NS}"},
      {"NODE", "${NODE}"},          {"LABEL", "${K}"},
      {"PATH_", "${PATH}"},         {"CPU", "${CPU}"},
      {"REQUEST", "${{REQUESTS}}"}, {"WHICH", "${RESOURCE}"}};
  for (const auto& [name, placeholder] : kValues) {
    EXPECT_EQ(Value(*container, name),
              absl::StrCat("<unknown: OpenShift replaces ", placeholder, ">"));
  }
}

}  // namespace
}  // namespace svcenv
