// ConfigMaps and Secrets whose keys or creator are known, but whose values are not.
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "svcenv/kubernetes/created_object.h"
#include "tests/manifest/loading.h"

namespace svcenv {
namespace {

using Keys = std::vector<std::string_view>;

TEST(UnknownValuesTest, Encrypted) {
  const Loading loading(R"(apiVersion: v1
kind: Secret
metadata: {name: s}
data: {a: "ENC[AES256_GCM,data:x]", b: Yg==}
stringData: {c: "ENC[AES256_GCM,data:x]"}
sops: {mac: "ENC[AES256_GCM,data:x]"}
)");
  EXPECT_TRUE(loading.Refused().empty());
  const CreatedObject* created = loading.cluster.FindCreated("Secret", "default", "s");
  ASSERT_NE(created, nullptr);
  EXPECT_EQ(created->keys, (Keys{"a", "c"}));
  EXPECT_FALSE(created->has_other_keys);
  ASSERT_EQ(loading.cluster.secrets().size(), 1u);
  ASSERT_EQ(loading.cluster.secrets().front().data.size(), 1u);
  EXPECT_EQ(loading.cluster.secrets().front().data[0].value, "b");
}

TEST(UnknownValuesTest, Placeholders) {
  const Loading loading(R"(apiVersion: v1
kind: Secret
metadata: {name: s}
data: {a: "${A}", b: Yg==}
)");
  EXPECT_TRUE(loading.Refused().empty());
  const CreatedObject* created = loading.cluster.FindCreated("Secret", "default", "s");
  ASSERT_NE(created, nullptr);
  EXPECT_EQ(created->keys, Keys{"a"});
}

TEST(UnknownValuesTest, TokensOfServiceAccounts) {
  const Loading loading(R"(apiVersion: v1
kind: Secret
metadata: {name: s}
type: kubernetes.io/service-account-token
)");
  const CreatedObject* created = loading.cluster.FindCreated("Secret", "default", "s");
  ASSERT_NE(created, nullptr);
  EXPECT_EQ(created->keys, (Keys{"ca.crt", "namespace", "token"}));
}

TEST(UnknownValuesTest, OfOperators) {
  const struct {
    std::string_view api_version, kind, spec, name;
  } kCases[] = {
      {"elasticsearch.k8s.elastic.co/v1", "Elasticsearch", "{}", "x-es-elastic-user"},
      {"kibana.k8s.elastic.co/v1", "Kibana", "{}", "x-kb-http-certs-public"},
      {"postgresql.cnpg.io/v1", "Cluster", "{}", "x-app"},
      {"acid.zalan.do/v1", "postgresql", "{users: {a_b: []}}",
       "a-b.x.credentials.postgresql.acid.zalan.do"},
      {"cert-manager.io/v1", "Certificate", "{secretName: tls}", "tls"},
      {"ceph.rook.io/v1", "CephObjectStoreUser", "{store: main}", "rook-ceph-object-user-main-x"},
      {"app.redislabs.com/v1", "RedisEnterpriseDatabase", "{}", "redb-x"},
      {"kafka.strimzi.io/v1beta2", "KafkaUser", "{}", "x"},
      {"rds.aws.upbound.io/v1beta1", "Instance", "{writeConnectionSecretToRef: {name: conn}}",
       "conn"},
  };
  for (const auto& test : kCases) {
    const Loading loading(ObjectWith(test.api_version, test.kind, test.spec));
    EXPECT_NE(loading.cluster.FindCreated("Secret", "default", test.name), nullptr) << test.name;
  }
  const Loading other(ObjectWith("v1", "Service", "{secretName: tls}"));
  EXPECT_EQ(other.cluster.FindCreated("Secret", "default", "tls"), nullptr);
}

}  // namespace
}  // namespace svcenv
