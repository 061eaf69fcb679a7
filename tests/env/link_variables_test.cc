#include "svcenv/env/link_variables.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "svcenv/env/service_variables.h"

namespace svcenv {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Environment = std::map<std::string, std::string>;

struct PortSpec {
  std::string name;
  std::string protocol;
  int port;
};

void AddService(const std::string& name, const std::string& ip, const std::vector<PortSpec>& ports,
                Environment* environment) {
  Service service;
  service.meta.name.text = name;
  service.cluster_ip.text = ip;
  for (const PortSpec& spec : ports) {
    ServicePort& port = service.ports.emplace_back();
    port.name.text = spec.name;
    port.protocol.text = spec.protocol;
    port.port = spec.port;
  }
  const auto variables = ServiceVariables::Of({&service});
  ASSERT_TRUE(variables.ok());
  for (const ServiceVariable& v : (*variables)->all()) {
    (*environment)[std::string(v.name)] = std::string(v.value);
  }
}

// Returns the names that are not link variables.
std::vector<std::string> Left(const Environment& environment) {
  std::vector<NamedValue> variables;
  for (const auto& [name, value] : environment) variables.push_back({name, value});
  const std::vector<bool> links = FindLinkVariables(variables);
  std::vector<std::string> left;
  for (size_t i = 0; i < links.size(); ++i) {
    if (!links[i]) left.emplace_back(variables[i].name);
  }
  return left;
}

TEST(LinkVariablesTest, FindsAllOfAService) {
  Environment environment = {{"HOME", "/root"}};
  AddService("redis", "10.96.0.7", {{"", "", 6379}}, &environment);
  AddService("my-web", "fd00::1", {{"http", "TCP", 80}, {"https-alt", "TCP", 8443}}, &environment);
  AddService("dns", "10.96.0.10", {{"dns", "UDP", 53}, {"dns-tcp", "TCP", 53}, {"m", "SCTP", 9}},
             &environment);
  EXPECT_THAT(Left(environment), ElementsAre("HOME"));
}

TEST(LinkVariablesTest, LeavesTheServiceKubernetesAndNotItsPrefix) {
  Environment environment;
  AddService("kubernetes-dashboard", "10.96.0.9", {{"https", "TCP", 443}}, &environment);
  EXPECT_THAT(Left(environment), IsEmpty());
  Environment with_master;
  AddService("kubernetes", "10.96.0.1", {{"https", "TCP", 443}}, &with_master);
  const size_t own = with_master.size();
  AddService("kubernetes-dashboard", "10.96.0.9", {{"https", "TCP", 443}}, &with_master);
  EXPECT_EQ(Left(with_master).size(), own);
}

TEST(LinkVariablesTest, LeavesWhatThePodOverrode) {
  const Environment overriding = {
      {"REDIS_SERVICE_HOST", "127.0.0.1"}, {"REDIS_SERVICE_PORT", "443"},
      {"REDIS_SERVICE_PORT_DB", "x"},      {"REDIS_PORT", "8080"},
      {"REDIS_PORT_6379_TCP", "tcp://x"},  {"REDIS_PORT_6379_TCP_PROTO", "udp"},
      {"REDIS_PORT_6379_TCP_PORT", "1"},   {"REDIS_PORT_6379_TCP_ADDR", "10.96.0.8"},
  };
  for (const auto& [name, value] : overriding) {
    Environment environment;
    AddService("redis", "10.96.0.7", {{"db", "TCP", 6379}, {"tls", "TCP", 443}}, &environment);
    ASSERT_NE(environment[name], value);
    environment[name] = value;
    EXPECT_THAT(Left(environment), ElementsAre(name));
  }
}

TEST(LinkVariablesTest, FindsWhatIsLeftOfAService) {
  Environment environment;
  AddService("redis", "10.96.0.7", {{"", "", 6379}}, &environment);
  environment.erase("REDIS_SERVICE_HOST");
  EXPECT_THAT(Left(environment), IsEmpty());
  environment["REDIS_PORT"] = "8080";
  environment["REDIS_PORT_6379_TCP"] = "no";
  EXPECT_THAT(Left(environment), ElementsAre("REDIS_PORT", "REDIS_PORT_6379_TCP"));
}

TEST(LinkVariablesTest, LeavesWhatNoServiceGives) {
  EXPECT_EQ(Left({{"DB_SERVICE_HOST", "10.0.0.1"},
                  {"DB_SERVICE_PORT", "5432"},
                  {"DB_PORT", "tcp://10.0.0.1:5432"}})
                .size(),
            3u);
  EXPECT_EQ(Left({{"DB_PORT_5432_TCP_ADDR", "10.0.0.1"}, {"DB_PORT_5432_TCP_PORT", "5432"}}).size(),
            2u);
  Environment host;
  AddService("redis", "redis.example", {{"", "", 6379}}, &host);
  EXPECT_EQ(Left(host).size(), host.size());
  EXPECT_EQ(Left({{"_SERVICE_HOST", "10.0.0.1"}, {"SERVICE_HOST", "10.0.0.1"}, {"", ""}}).size(),
            3u);
}

TEST(LinkVariablesTest, LeavesNamesOfPortsThatThereAreNotSoManyOf) {
  Environment environment;
  AddService("redis", "10.96.0.7", {{"db", "TCP", 6379}}, &environment);
  environment["REDIS_SERVICE_PORT_CUSTOM"] = "6379";
  environment["REDIS_SERVICE_PORT_OTHER"] = "80";
  EXPECT_THAT(Left(environment), ElementsAre("REDIS_SERVICE_PORT_CUSTOM", "REDIS_SERVICE_PORT_DB",
                                             "REDIS_SERVICE_PORT_OTHER"));
}

TEST(LinkVariablesTest, FindsBothOfTwoServicesThatCollide) {
  Environment environment;
  AddService("a-port-80-tcp", "10.0.0.2", {{"", "", 1}}, &environment);
  AddService("a", "10.0.0.1", {{"", "", 80}}, &environment);  // overrides A_PORT_80_TCP_PORT
  EXPECT_THAT(Left(environment), IsEmpty());
}

}  // namespace
}  // namespace svcenv
