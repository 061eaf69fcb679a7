#include "svcenv/check/absence.h"

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/check/scene.h"

namespace svcenv {
namespace {

constexpr std::string_view kShop = R"yaml(
apiVersion: v1
kind: Service
metadata: {name: headless, namespace: shop}
spec: {clusterIP: None, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: outside, namespace: shop}
spec: {type: ExternalName, externalName: example.com}
---
apiVersion: v1
kind: Service
metadata: {name: waiting, namespace: shop}
spec: {ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop}
spec: {clusterIP: 10.0.0.1, ports: [{port: 6379, name: main}, {port: 53, name: dns, protocol: UDP}]}
---
apiVersion: v1
kind: Service
metadata: {name: far, namespace: cache}
spec: {clusterIP: 10.0.0.2, ports: [{port: 80}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {"1st": skipped, LEVEL: info}
binaryData: {BLOB: /w==}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: unread, namespace: shop}
data: {ELSEWHERE: x}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  LINKS
  containers:
  - name: app
    envFrom:
    - configMapRef: {name: settings}
    - prefix: P_
      configMapRef: {name: settings}
    env:
    - {name: EARLY, value: "$(LATE) $(EARLY)"}
    - {name: PATH, value: "/opt:$(PATH)"}
    - {name: MAYBE, valueFrom: {configMapKeyRef: {name: none, key: k, optional: true}}}
    - {name: LATE, value: x}
    livenessProbe: {exec: {command: [probe, "$(LEVEL)"]}}
  - name: sidecar
    env: [{name: ONLY_HERE, value: x}]
)yaml";

std::string Shop(std::string_view links) {
  std::string text(kShop);
  const size_t at = text.find("LINKS");
  return text.replace(at, 5, links);
}

struct Case {
  std::string_view name;
  std::string_view reason;
  std::string_view message;  // a substring
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

class AbsenceTest : public testing::TestWithParam<Case> {};

TEST_P(AbsenceTest, ReturnsTheReason) {
  const Scene scene(Shop("enableServiceLinks: true"), /*complete=*/true, "1.29");
  const Absence absence = WhyAbsent(GetParam().name, scene.scope());
  EXPECT_EQ(AbsenceReasonName(absence.reason), GetParam().reason) << absence.message;
  EXPECT_TRUE(absl::StrContains(absence.message, GetParam().message)) << absence.message;
  EXPECT_FALSE(absence.remedy.empty());
  EXPECT_EQ(absence.unknown, "");
}

INSTANTIATE_TEST_SUITE_P(
    , AbsenceTest,
    testing::Values(Case{"HEADLESS_SERVICE_HOST", "headless", "Service shop/headless is headless"},
                    Case{"OUTSIDE_PORT", "external-name", "ExternalName"},
                    Case{"WAITING_SERVICE_HOST", "no-cluster-ip", "has no cluster IP yet"},
                    Case{"REDIS_SERVICE_PORT_HTTP", "no-such-port",
                         "no port named http; it has 6379/TCP (main), 53/UDP (dns)"},
                    Case{"REDIS_PORT_80_TCP", "no-such-port",
                         "no port that sets REDIS_PORT_80_TCP"},
                    Case{"FAR_SERVICE_HOST", "other-namespace", "is only in namespace cache"},
                    Case{"NOWHERE_SERVICE_HOST", "service-not-given",
                         "Service shop/nowhere would set it, but was not found"},
                    Case{"1st", "skipped-key", "before Kubernetes 1.30"},
                    Case{"BLOB", "binary-key", "binaryData"},
                    Case{"ELSEWHERE", "key-not-used", "ConfigMap shop/unread has a key ELSEWHERE"},
                    Case{"MAYBE", "optional-missing", "key k of ConfigMap shop/none"},
                    Case{"ONLY_HERE", "other-container", "container sidecar"},
                    Case{"HOSTNAME", "image-variable", "the container runtime"},
                    Case{"JAVA_VERSION", "image-variable", "the image"},
                    Case{"LEVLE", "mistyped", "LEVLE is not set"},
                    Case{"XYZZYXYZZY", "not-defined", "is not set in this container"}));

TEST(AbsenceOfReferenceTest, ReportsLaterDefinitionsAndValuesThatProbesDoNotSee) {
  const Scene scene(Shop(""));
  std::vector<std::string> reasons;
  for (const Reference& reference :
       ReferencesOf(scene.workload(), scene.container(), DollarRule::kUtf8)) {
    reasons.push_back(absl::StrCat(reference.name, " ",
                                   AbsenceReasonName(WhyAbsent(reference, scene.scope()).reason)));
  }
  EXPECT_EQ(reasons, (std::vector<std::string>{"LATE defined-later", "EARLY defined-later",
                                               "PATH image-variable", "LEVEL not-for-probes"}));
}

TEST(AbsenceOfLinksTest, ReportsThatTheyAreOff) {
  const Scene scene(Shop("enableServiceLinks: false"));
  EXPECT_EQ(AbsenceReasonName(WhyAbsent("REDIS_SERVICE_HOST", scene.scope()).reason), "links-off");
  // Variables that would be absent even with links have their own reason.
  EXPECT_EQ(AbsenceReasonName(WhyAbsent("HEADLESS_SERVICE_HOST", scene.scope()).reason),
            "headless");
}

TEST(AbsenceNotInInputTest, IsUnknownIfTheInputMayBeIncomplete) {
  const Scene scene(R"yaml(
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: app
    envFrom: [{configMapRef: {name: gone}}]
)yaml",
                    /*complete=*/false);
  const Absence absence = WhyAbsent("LEVEL", scene.scope());
  EXPECT_EQ(AbsenceReasonName(absence.reason), "source-not-given");
  EXPECT_EQ(absence.unknown,
            "it may be a key of ConfigMap default/gone, which is not in the input");
}

TEST(AbsenceNearestTest, OffersNamesThatAreThere) {
  const Scene scene(Shop(""));
  EXPECT_EQ(WhyAbsent("LEVLE", scene.scope()).nearest, std::vector<std::string>{"LEVEL"});
  EXPECT_EQ(WhyAbsent("REDIS_SERVICE_PRT", scene.scope()).nearest.front(), "REDIS_SERVICE_PORT");
}

TEST(AbsencePrefixTest, ReportsThePrefixOfEnvFrom) {
  const Scene scene(R"yaml(
apiVersion: v1
kind: ConfigMap
metadata: {name: db}
data: {USERNAME: x}
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: app, envFrom: [{prefix: DATABASE_, configMapRef: {name: db}}]}]}
)yaml");
  const Absence absence = WhyAbsent("USERNAME", scene.scope());
  EXPECT_EQ(AbsenceReasonName(absence.reason), "prefixed");
  EXPECT_EQ(absence.remedy.text, "use DATABASE_USERNAME");
}

}  // namespace
}  // namespace svcenv
