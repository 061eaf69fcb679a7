#include "svcenv/kubernetes/reach.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Service Named(std::string_view name, std::string_view cluster_ip) {
  Service service;
  service.meta.name.text = name;
  service.meta.namespace_ = "shop";
  service.cluster_ip.text = cluster_ip;
  return service;
}

ServicePort Port(int32_t port, int32_t node_port) {
  ServicePort result;
  result.port = port;
  result.node_port = node_port;
  return result;
}

Node NodeWith(std::string_view name, std::vector<NodeAddress> addresses) {
  Node node;
  node.meta.name.text = name;
  node.addresses = std::move(addresses);
  return node;
}

const ServiceView& ViewOf(std::string_view name, const Cluster& cluster) {
  return *cluster.service_views().Find(cluster.FindService("shop", name));
}

TEST(ReachTest, ExternalAddressesOfNodesComeFirst) {
  Cluster cluster;
  cluster.Add(NodeWith("b", {{"InternalIP", "10.0.0.2"}, {"ExternalIP", "192.0.2.2"}}));
  cluster.Add(NodeWith("a", {{"Hostname", "a"}, {"InternalIP", "10.0.0.1"}, {"ExternalIP", "?"}}));
  EXPECT_THAT(NodeAddresses(cluster), ElementsAre("192.0.2.2", "10.0.0.1", "10.0.0.2"));
}

TEST(ReachTest, NodePortsOfTheSameFamily) {
  Cluster cluster;
  Service four = Named("four", "10.96.0.1");
  four.ports = {Port(80, 30080), Port(443, 30443)};
  Service six = Named("six", "fd00::1");
  six.ports = {Port(80, 30081)};
  cluster.Add(four);
  cluster.Add(six);
  EXPECT_THAT(ReachServices(Reach::kNodePort, {"192.0.2.2", "2001:db8::2"}, &cluster), IsEmpty());
  EXPECT_EQ(ViewOf("four", cluster).host, "192.0.2.2");
  EXPECT_THAT(ViewOf("four", cluster).ports, ElementsAre(30080, 30443));
  EXPECT_EQ(ViewOf("six", cluster).host, "2001:db8::2");
  EXPECT_THAT(ReachServices(Reach::kNodePort, {"node.example.com"}, &cluster), IsEmpty());
  EXPECT_EQ(ViewOf("six", cluster).host, "node.example.com");
}

TEST(ReachTest, OneThatIsNotReachedKeepsItsAddress) {
  Cluster cluster;
  Service half = Named("half", "10.96.0.1");
  half.ports = {Port(80, 30080), Port(443, 0)};
  Service none = Named("none", "10.96.0.2");
  none.ports = {Port(80, 0)};
  Service six = Named("six", "fd00::1");
  six.ports = {Port(80, 30081)};
  cluster.Add(half);
  cluster.Add(none);
  cluster.Add(six);
  cluster.Add(Named("headless", "None"));
  std::vector<std::string> why;
  for (const NotReached& one : ReachServices(Reach::kNodePort, {"192.0.2.2"}, &cluster)) {
    why.push_back(one.why);
    EXPECT_EQ(cluster.service_views().Find(one.service)->host, "");
    EXPECT_THAT(cluster.service_views().Find(one.service)->ports, IsEmpty());
  }
  EXPECT_THAT(why, ElementsAre("its port 443 has no node port", "it has no node port",
                               "no node has an address of its IP family"));
}

TEST(ReachTest, TheIngressOfALoadBalancer) {
  Cluster cluster;
  Service ip = Named("ip", "10.96.0.1");
  ip.ports = {Port(80, 30080)};
  ip.load_balancer = {{"203.0.113.5", ""}, {"203.0.113.6", ""}};
  Service name = Named("name", "10.96.0.2");
  name.load_balancer = {{"", "lb.example.com"}};
  Service waiting = Named("waiting", "10.96.0.3");
  waiting.type = "LoadBalancer";
  cluster.Add(ip);
  cluster.Add(name);
  cluster.Add(waiting);
  cluster.Add(Named("plain", "10.96.0.4"));
  (void)ReachServices(Reach::kNodePort, {"192.0.2.2"}, &cluster);
  std::vector<std::string> why;
  for (const NotReached& one : ReachServices(Reach::kLoadBalancer, {}, &cluster)) {
    why.push_back(one.why);
  }
  EXPECT_THAT(why, ElementsAre("its load balancer has no address yet", "it has no load balancer"));
  EXPECT_EQ(ViewOf("ip", cluster).host, "203.0.113.5");
  EXPECT_THAT(ViewOf("ip", cluster).ports, IsEmpty()) << "its own";
  EXPECT_EQ(ViewOf("name", cluster).host, "lb.example.com");
}

}  // namespace
}  // namespace svcenv
