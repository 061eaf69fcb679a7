#include "svcenv/kubernetes/assume_ips.h"

#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

void Add(Cluster* cluster, std::string_view namespace_, std::string_view name,
         std::string_view ip = "", std::string_view type = "") {
  Service service;
  service.meta.namespace_ = namespace_;
  service.meta.name.text = name;
  service.cluster_ip.text = ip;
  service.type = type;
  cluster->Add(service);
}

// Returns "namespace/name=ip" for each service that got an address.
std::vector<std::string> Assume(std::string_view cidr, Cluster* cluster) {
  const auto services = AssumeClusterIps(cidr, cluster);
  if (!services.ok()) return {std::string(services.status().message())};
  std::vector<std::string> result;
  for (const Service* service : *services) {
    EXPECT_TRUE(cluster->service_views().IsAssumed(service));
    result.push_back(std::string(service->meta.namespace_) + "/" +
                     std::string(service->meta.name.text) + "=" +
                     std::string(service->cluster_ip.text));
  }
  return result;
}

TEST(AssumeClusterIpsTest, GivesAddressesInOrderOfNamespaceAndName) {
  Cluster cluster;
  Add(&cluster, "shop", "web");
  Add(&cluster, "shop", "api");
  Add(&cluster, "default", "zoo", "", "LoadBalancer");
  EXPECT_THAT(Assume("10.96.0.0/12", &cluster),
              ElementsAre("default/zoo=10.96.0.2", "shop/api=10.96.0.3", "shop/web=10.96.0.4"));
}

TEST(AssumeClusterIpsTest, KubernetesOfDefaultGetsTheFirst) {
  Cluster cluster;
  Add(&cluster, "a", "kubernetes");
  Add(&cluster, "default", "kubernetes");
  EXPECT_THAT(Assume("10.96.0.0/12", &cluster),
              ElementsAre("default/kubernetes=10.96.0.1", "a/kubernetes=10.96.0.2"));
}

TEST(AssumeClusterIpsTest, LeavesOthersAloneAndPassesOverTheirAddresses) {
  Cluster cluster;
  Add(&cluster, "n", "fixed", "10.96.0.2");
  Add(&cluster, "n", "headless", "None");
  Add(&cluster, "n", "elsewhere", "", "ExternalName");
  Add(&cluster, "n", "new");
  EXPECT_THAT(Assume("10.96.0.0/12", &cluster), ElementsAre("n/new=10.96.0.3"));
  EXPECT_FALSE(cluster.service_views().IsAssumed(cluster.FindService("n", "fixed")));
  EXPECT_EQ(cluster.FindService("n", "headless")->cluster_ip.text, "None");
  EXPECT_EQ(cluster.FindService("n", "elsewhere")->cluster_ip.text, "");
}

TEST(AssumeClusterIpsTest, Ipv6) {
  Cluster cluster;
  Add(&cluster, "n", "used", "FD00:10:96:0::2");
  Add(&cluster, "n", "a");
  Add(&cluster, "default", "kubernetes");
  EXPECT_THAT(Assume("fd00:10:96::/112", &cluster),
              ElementsAre("default/kubernetes=fd00:10:96::1", "n/a=fd00:10:96::3"));
}

TEST(AssumeClusterIpsTest, HostBitsAreIgnored) {
  Cluster cluster;
  Add(&cluster, "n", "a");
  EXPECT_THAT(Assume("10.96.7.9/16", &cluster), ElementsAre("n/a=10.96.0.2"));
}

TEST(AssumeClusterIpsTest, TheWholeNetworkIsUsed) {
  Cluster cluster;
  Add(&cluster, "default", "kubernetes");
  for (const std::string_view name : {"a", "b", "c", "d", "e"}) Add(&cluster, "n", name);
  EXPECT_THAT(Assume("10.0.0.0/29", &cluster),
              ElementsAre("default/kubernetes=10.0.0.1", "n/a=10.0.0.2", "n/b=10.0.0.3",
                          "n/c=10.0.0.4", "n/d=10.0.0.5", "n/e=10.0.0.6"));
}

TEST(AssumeClusterIpsTest, ATooSmallNetworkChangesNothing) {
  Cluster cluster;
  for (const std::string_view name : {"a", "b"}) Add(&cluster, "n", name);
  EXPECT_THAT(
      Assume("10.0.0.0/30", &cluster),
      ElementsAre(
          "network 10.0.0.0/30 has addresses for only 1 of 2 services: use a larger network"));
  EXPECT_EQ(cluster.FindService("n", "a")->cluster_ip.text, "");
  for (const std::string_view none : {"10.0.0.0/31", "10.0.0.0/32", "fd00::/127", "fd00::/128"}) {
    EXPECT_THAT(Assume(none, &cluster),
                ElementsAre(HasSubstr("has addresses for only 0 of 2 services")));
  }
}

TEST(AssumeClusterIpsTest, TheLargestNetworks) {
  Cluster cluster;
  Add(&cluster, "n", "a");
  EXPECT_THAT(Assume("::/0", &cluster), ElementsAre("n/a=::2"));
  Cluster other;
  Add(&other, "n", "a");
  EXPECT_THAT(Assume("0.0.0.0/0", &other), ElementsAre("n/a=0.0.0.2"));
}

TEST(AssumeClusterIpsTest, NothingToDoIsFine) {
  Cluster cluster;
  EXPECT_THAT(Assume("10.0.0.0/32", &cluster), IsEmpty());
}

TEST(AssumeClusterIpsTest, RefusesWhatIsNoNetwork) {
  for (const std::string_view text :
       {"", "/", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/-1", "10.0.0.0/8x",
        "10.0.0.0/ 8", "fd00::/129", "::ffff:10.0.0.0/104", "10.0.0.0/255.0.0.0"}) {
    Cluster cluster;
    Add(&cluster, "n", "a");
    EXPECT_THAT(Assume(text, &cluster), ElementsAre(HasSubstr("is not a valid CIDR"))) << text;
  }
}

}  // namespace
}  // namespace svcenv
