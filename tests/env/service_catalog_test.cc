#include "svcenv/env/service_catalog.h"

#include <memory>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "svcenv/manifest/load.h"

namespace svcenv {
namespace {

void LoadServices(Cluster* cluster) {
  const LoadResult loaded = LoadManifest("test.yaml", R"(
apiVersion: v1
kind: Service
metadata: {name: kubernetes, namespace: default}
spec: {clusterIP: 10.96.0.1, ports: [{port: 443}]}
---
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop}
spec: {clusterIP: 10.96.0.7, ports: [{port: 6379}]}
)",
                                         {}, cluster);
  ASSERT_TRUE(loaded.diagnostics.empty());
}

TEST(ServiceCatalogTest, GivesEachNamespaceItsVariables) {
  Cluster cluster;
  LoadServices(&cluster);
  const ServiceCatalog catalog(cluster);
  const auto shop = *catalog.VariablesOf("shop", true);
  EXPECT_NE(shop->Find("REDIS_PORT"), nullptr);
  EXPECT_NE(shop->Find("KUBERNETES_PORT"), nullptr);
  const auto off = *catalog.VariablesOf("shop", false);
  EXPECT_EQ(off->Find("REDIS_PORT"), nullptr);
  EXPECT_NE(off->Find("KUBERNETES_PORT"), nullptr);
}

TEST(ServiceCatalogTest, MakesThemOnce) {
  Cluster cluster;
  LoadServices(&cluster);
  const ServiceCatalog catalog(cluster);
  EXPECT_EQ(*catalog.VariablesOf("shop", true), *catalog.VariablesOf("shop", true));
  // All namespaces without services share the variables of the master service.
  EXPECT_EQ(*catalog.VariablesOf("empty", true), *catalog.VariablesOf("shop", false));
}

TEST(ServiceCatalogTest, ServesManyThreads) {
  Cluster cluster;
  LoadServices(&cluster);
  const ServiceCatalog catalog(cluster);
  std::vector<std::shared_ptr<const ServiceVariables>> seen(8);
  std::vector<std::thread> threads;
  for (auto& one : seen) {
    threads.emplace_back([&catalog, &one] { one = *catalog.VariablesOf("shop", true); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& one : seen) EXPECT_EQ(one, seen.front());
}

}  // namespace
}  // namespace svcenv
