#include "svcenv/kubernetes/cluster.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

template <typename T>
T Named(std::string_view namespace_, std::string_view name) {
  T object;
  object.meta.namespace_ = namespace_;
  object.meta.name.text = name;
  return object;
}

TEST(ClusterTest, FindsByKindNamespaceAndName) {
  Cluster cluster;
  cluster.Add(Named<ConfigMap>("a", "x"));
  cluster.Add(Named<Secret>("a", "x"));
  cluster.Add(Named<Node>("", "n"));
  EXPECT_NE(cluster.FindConfigMap("a", "x"), nullptr);
  EXPECT_NE(cluster.FindSecret("a", "x"), nullptr);
  EXPECT_NE(cluster.FindNode("n"), nullptr);
  EXPECT_EQ(cluster.FindConfigMap("b", "x"), nullptr);
  EXPECT_EQ(cluster.FindService("a", "x"), nullptr);
}

TEST(ClusterTest, FindsObjectsWhosePlaceholdersMayBecomeAName) {
  Cluster base;
  ConfigMap templated = Named<ConfigMap>("a", "${NAME}-map");
  templated.meta.has_parameters = true;
  base.Add(templated);
  base.Add(Named<Secret>("a", "${NAME}"));  // the literal string
  const Cluster cluster(&base);
  EXPECT_NE(cluster.FindTemplated("ConfigMap", "a", "x-map"), nullptr);
  EXPECT_EQ(cluster.FindTemplated("ConfigMap", "a", "x"), nullptr);
  EXPECT_EQ(cluster.FindTemplated("ConfigMap", "b", "x-map"), nullptr);
  EXPECT_EQ(cluster.FindTemplated("Secret", "a", "x-map"), nullptr);
  EXPECT_EQ(cluster.FindTemplated("Secret", "a", "x"), nullptr);
}

TEST(ClusterTest, LetsTheLaterOfTwoWinAndGivesTheEarlierBack) {
  Cluster cluster;
  Service first = Named<Service>("a", "x");
  first.cluster_ip.text = "10.0.0.1";
  Service second = Named<Service>("a", "x");
  second.cluster_ip.text = "10.0.0.2";
  EXPECT_FALSE(cluster.Add(first).has_value());
  const auto earlier = cluster.Add(second);
  ASSERT_TRUE(earlier.has_value());
  EXPECT_EQ(earlier->cluster_ip.text, "10.0.0.1");
  EXPECT_EQ(cluster.FindService("a", "x")->cluster_ip.text, "10.0.0.2");
  EXPECT_EQ(cluster.services().size(), 1u);
  EXPECT_EQ(cluster.ServicesIn("a").size(), 1u);
}

TEST(ClusterTest, LetsNoEmbeddedObjectReplaceAnother) {
  Service real = Named<Service>("a", "x");
  real.cluster_ip.text = "10.0.0.1";
  Service embedded = Named<Service>("a", "x");
  embedded.cluster_ip.text = "10.0.0.2";
  embedded.meta.is_embedded = true;
  for (const bool real_first : {true, false}) {
    Cluster cluster;
    EXPECT_FALSE(cluster.Add(real_first ? real : embedded).has_value());
    EXPECT_FALSE(cluster.Add(real_first ? embedded : real).has_value());
    EXPECT_EQ(cluster.FindService("a", "x")->cluster_ip.text, "10.0.0.1");
    EXPECT_EQ(cluster.services().size(), 1u);
  }
  Cluster cluster;
  EXPECT_FALSE(cluster.Add(embedded).has_value());
  EXPECT_FALSE(cluster.Add(embedded).has_value());
  EXPECT_EQ(cluster.FindService("a", "x")->cluster_ip.text, "10.0.0.2");
}

// Returns an object in that file.
template <typename T>
T InFile(uint32_t file, std::string_view name) {
  T object = Named<T>("a", name);
  object.meta.position = object.meta.name.position = {file, 0};
  return object;
}

TEST(ClusterTest, KeepsVariantsOfFilesOfDirectories) {
  Cluster cluster;
  cluster.files().Add(1, "base/x.yaml", /*from_directory=*/true);
  cluster.files().Add(2, "prod/x.yaml", /*from_directory=*/true);
  cluster.files().Add(3, "named.yaml", /*from_directory=*/false);
  for (const uint32_t file : {1, 2}) {
    Service service = InFile<Service>(file, "x");
    service.cluster_ip.text = file == 1 ? "10.0.0.1" : "10.0.0.2";
    EXPECT_FALSE(cluster.Add(service).has_value());
    EXPECT_FALSE(cluster.Add(InFile<Workload>(file, "x")).has_value());
  }
  EXPECT_EQ(cluster.workloads().size(), 2U);
  EXPECT_EQ(cluster.services().size(), 2U);
  EXPECT_EQ(cluster.ServicesIn("a").size(), 1U);
  EXPECT_EQ(cluster.FindService("a", "x")->cluster_ip.text, "10.0.0.2") << "the last";
  EXPECT_TRUE(cluster.HasVariants(cluster.services().front()));
  EXPECT_EQ(cluster.VariantsOf("Service", "a", "x").size(), 2U);
  EXPECT_TRUE(cluster.VariantsOf("Service", "a", "y").empty());

  const ObjectMeta& in_base = cluster.workloads()[0].meta;
  EXPECT_EQ(cluster.FindService("a", "x", &in_base)->cluster_ip.text, "10.0.0.1");
  ASSERT_EQ(cluster.ServicesIn("a", &in_base).size(), 1U);
  EXPECT_EQ(cluster.ServicesIn("a", &in_base)[0]->cluster_ip.text, "10.0.0.1");
  const ObjectMeta elsewhere = InFile<Workload>(3, "y").meta;
  EXPECT_EQ(cluster.FindService("a", "x", &elsewhere), nullptr) << "both are equally near";
  EXPECT_TRUE(cluster.ServicesIn("a", &elsewhere).empty());

  const auto all = cluster.AllVariants();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].object.ToString(), "x") << "workloads without a kind";
  EXPECT_EQ(all[1].object.ToString(), "Service a/x");

  Service last = InFile<Service>(3, "x");
  last.cluster_ip.text = "10.0.0.3";
  EXPECT_TRUE(cluster.Add(last).has_value());
  EXPECT_EQ(cluster.FindService("a", "x", &in_base)->cluster_ip.text, "10.0.0.3");
  EXPECT_EQ(cluster.ServicesIn("a", &in_base).size(), 1U);
  EXPECT_FALSE(cluster.HasVariants(last));
}

TEST(ClusterTest, ReplacesAnObjectOfTheSameFileAmongVariants) {
  Cluster cluster;
  cluster.files().Add(1, "base/x.yaml", /*from_directory=*/true);
  cluster.files().Add(2, "prod/x.yaml", /*from_directory=*/true);
  for (const uint32_t file : {1, 2}) cluster.Add(InFile<ConfigMap>(file, "x"));
  EXPECT_TRUE(cluster.Add(InFile<ConfigMap>(1, "x")).has_value());
  EXPECT_EQ(cluster.config_maps().size(), 2U);
}

TEST(ClusterTest, NeverTakesPlaceholdersOrEmbeddedWorkloadsForTheSame) {
  Cluster cluster;
  for (const bool embedded : {false, true, true}) {
    Workload workload = Named<Workload>("a", "x");
    workload.meta.is_embedded = embedded;
    EXPECT_FALSE(cluster.Add(workload).has_value());
    Workload templated = Named<Workload>("a", "${NAME}");
    templated.meta.has_parameters = true;
    EXPECT_FALSE(cluster.Add(templated).has_value());
  }
  EXPECT_EQ(cluster.workloads().size(), 6U);
  EXPECT_FALSE(cluster.FindWorkload("", "a", "x")->meta.is_embedded);
}

TEST(ClusterTest, KeepsPoolsAndAddsTheirObjects) {
  Cluster cluster;
  cluster.Add(Named<Service>("a", "own"));
  ObjectPools pools, more;
  std::vector<Service*> services;
  std::vector<std::string> names;
  for (int i = 0; i < 1000; ++i) names.push_back("name-of-many-letters-" + std::to_string(i % 900));
  for (const std::string& name : names) {
    services.push_back((services.size() < 500 ? pools : more).Add(Named<Service>("a", name)));
  }
  Workload* const pod = more.Add(Named<Workload>("a", names[0]));
  pools.Take(std::move(more));
  cluster.pools().Take(std::move(pools));
  EXPECT_EQ(cluster.services().size(), 1U);
  EXPECT_EQ(cluster.AddPooled(ObjectKey(*pod), pod), nullptr);
  for (size_t i = 0; i < services.size(); ++i) {
    const Service* earlier = cluster.AddPooled(ObjectKey(*services[i]), services[i]);
    EXPECT_EQ(earlier, i < 900 ? nullptr : services[i - 900]);
  }
  EXPECT_EQ(cluster.services().size(), 901U);
  EXPECT_EQ(&cluster.services()[1], services[900]);  // in the place of the first
  EXPECT_EQ(cluster.FindService("a", names[0]), services[900]);
  EXPECT_EQ(cluster.FindService("a", names[899]), services[899]);
  EXPECT_EQ(cluster.ServicesIn("a").size(), 901U);
  EXPECT_EQ(&cluster.workloads().front(), pod);
}

TEST(ClusterTest, DistinguishesWorkloadsOfDifferentKinds) {
  Cluster cluster;
  Workload pod = Named<Workload>("a", "x");
  pod.kind = "Pod";
  Workload job = Named<Workload>("a", "x");
  job.kind = "Job";
  EXPECT_FALSE(cluster.Add(pod).has_value());
  EXPECT_FALSE(cluster.Add(job).has_value());
  EXPECT_EQ(cluster.FindWorkload("Job", "a", "x")->kind, "Job");
}

TEST(ClusterTest, NeverTakesGeneratedNamesForTheSame) {
  Cluster cluster;
  EXPECT_FALSE(cluster.Add(Named<Workload>("a", "")).has_value());
  EXPECT_FALSE(cluster.Add(Named<Workload>("a", "")).has_value());
  EXPECT_EQ(cluster.workloads().size(), 2u);
}

TEST(ClusterTest, SortsServicesOfANamespaceByName) {
  Cluster cluster;
  for (const std::string_view name : {"b", "a-c", "a"}) cluster.Add(Named<Service>("n", name));
  cluster.Add(Named<Service>("other", "a"));
  std::vector<std::string_view> names;
  for (const Service* service : cluster.ServicesIn("n")) names.push_back(service->meta.name.text);
  EXPECT_EQ(names, (std::vector<std::string_view>{"a", "a-c", "b"}));
  EXPECT_TRUE(cluster.ServicesIn("none").empty());
}

Service Named(std::string_view name, std::string_view cluster_ip) {
  Service service;
  service.meta.namespace_ = "n";
  service.meta.name.text = name;
  service.cluster_ip.text = cluster_ip;
  return service;
}

TEST(ClusterTest, FindsObjectsOfTheBase) {
  Cluster base;
  base.Add(Named("a", "10.0.0.1"));
  base.Add(Named("c", "10.0.0.3"));
  ConfigMap map;
  map.meta.namespace_ = "n";
  map.meta.name.text = "m";
  base.Add(map);
  base.AddUnreadable("Secret", "n", "", "cannot be read");
  Cluster cluster(&base);
  cluster.Add(Named("b", "10.0.0.2"));
  cluster.Add(Named("c", "10.0.0.4"));
  EXPECT_EQ(cluster.FindService("n", "a")->cluster_ip.text, "10.0.0.1");
  EXPECT_EQ(cluster.FindService("n", "c")->cluster_ip.text, "10.0.0.4");
  EXPECT_NE(cluster.FindConfigMap("n", "m"), nullptr);
  EXPECT_EQ(cluster.FindConfigMap("other", "m"), nullptr);
  EXPECT_TRUE(cluster.IsUnreadable("Secret", "n", "s"));
  std::vector<std::string_view> addresses;
  for (const Service* service : cluster.ServicesIn("n")) {
    addresses.push_back(service->cluster_ip.text);
  }
  EXPECT_EQ(addresses, (std::vector<std::string_view>{"10.0.0.1", "10.0.0.2", "10.0.0.4"}));
  EXPECT_EQ(cluster.services().size(), 2u);
}

TEST(ObjectsTest, FindsEntriesByKey) {
  const Entries entries = {{"a", "1", {}}, {"b", "2", {}}};
  EXPECT_EQ(FindEntry(entries, "b")->value, "2");
  EXPECT_EQ(FindEntry(entries, "c"), nullptr);
}

TEST(ObjectsTest, ReturnsTheKindAndPathOfContainers) {
  PodSpec spec;
  spec.init_containers.resize(2);
  spec.containers.resize(1);
  spec.ephemeral_containers.resize(1);
  EXPECT_EQ(AllContainers(spec).size(), 4u);
  EXPECT_EQ(ContainerPath(spec, spec.init_containers[1]), "spec.initContainers[1]");
  EXPECT_EQ(ContainerPath(spec, spec.containers[0]), "spec.containers[0]");
  EXPECT_EQ(ContainerPath(spec, spec.ephemeral_containers[0]), "spec.ephemeralContainers[0]");
}

}  // namespace
}  // namespace svcenv
