#include "svcenv/env/service_variables.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "absl/strings/ascii.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

Service MakeService(std::string_view name, std::string_view ip, std::vector<ServicePort> ports,
                    std::string_view namespace_ = "shop") {
  Service service;
  service.meta.name.text = name;
  service.meta.namespace_ = namespace_;
  service.cluster_ip.text = ip;
  service.ports = std::move(ports);
  return service;
}

ServicePort Port(int32_t number, std::string_view name = {}, std::string_view protocol = {}) {
  ServicePort port;
  port.port = number;
  port.name.text = name;
  port.protocol.text = protocol;
  return port;
}

std::vector<std::string> Lines(const std::vector<const Service*>& services,
                               std::string_view legacy_host = {}) {
  const auto variables = ServiceVariables::Of(services, legacy_host);
  if (!variables.ok()) return {std::string(variables.status().message())};
  std::vector<std::string> lines;
  for (const ServiceVariable& v : (*variables)->all()) {
    lines.push_back(std::string(v.name) + "=" + std::string(v.value));
  }
  return lines;
}

TEST(ServiceVariablesTest, GivesTheSevenVariablesOfAnUnnamedPort) {
  const Service spark = MakeService("spark-master", "10.132.232.14", {Port(7077)});
  EXPECT_EQ(Lines({&spark}), (std::vector<std::string>{
                                 "SPARK_MASTER_PORT=tcp://10.132.232.14:7077",
                                 "SPARK_MASTER_PORT_7077_TCP=tcp://10.132.232.14:7077",
                                 "SPARK_MASTER_PORT_7077_TCP_ADDR=10.132.232.14",
                                 "SPARK_MASTER_PORT_7077_TCP_PORT=7077",
                                 "SPARK_MASTER_PORT_7077_TCP_PROTO=tcp",
                                 "SPARK_MASTER_SERVICE_HOST=10.132.232.14",
                                 "SPARK_MASTER_SERVICE_PORT=7077",
                             }));
}

TEST(ServiceVariablesTest, NamesPortsAndProtocols) {
  const Service dns =
      MakeService("9lives", "fd00::1", {Port(53, "dns-udp", "UDP"), Port(53, "dns-tcp", "TCP")});
  EXPECT_EQ(Lines({&dns}), (std::vector<std::string>{
                               "9LIVES_PORT=udp://[fd00::1]:53",
                               "9LIVES_PORT_53_TCP=tcp://[fd00::1]:53",
                               "9LIVES_PORT_53_TCP_ADDR=fd00::1",
                               "9LIVES_PORT_53_TCP_PORT=53",
                               "9LIVES_PORT_53_TCP_PROTO=tcp",
                               "9LIVES_PORT_53_UDP=udp://[fd00::1]:53",
                               "9LIVES_PORT_53_UDP_ADDR=fd00::1",
                               "9LIVES_PORT_53_UDP_PORT=53",
                               "9LIVES_PORT_53_UDP_PROTO=udp",
                               "9LIVES_SERVICE_HOST=fd00::1",
                               "9LIVES_SERVICE_PORT=53",
                               "9LIVES_SERVICE_PORT_DNS_TCP=53",
                               "9LIVES_SERVICE_PORT_DNS_UDP=53",
                           }));
}

// Strings are written in words and blocks. No length may leave bytes of one string in another.
TEST(ServiceVariablesTest, WritesTextsOfEveryLength) {
  const std::string letters =
      "a-b9-cD\xC3\xA9-z--fghijklmnopqrstuvwxyz-0123456789-abcdefghijklmnop";
  for (size_t size = 1; size <= letters.size(); ++size) {
    const std::string name = letters.substr(letters.size() - size),
                      port_name = letters.substr(0, size);
    const std::string protocol = letters.substr(0, size % 50 + 1);
    const std::string host = size % 3 == 0 ? "::" + name : name;
    const Service first =
        MakeService(name, host, {Port(80, port_name, protocol), Port(8, "", "tcp")});
    const Service second = MakeService("zz", "1.2.3.4", {Port(1)});
    const auto upper = [](std::string text, bool dashes) {
      for (char& c : text) c = c == '-' && dashes ? '_' : absl::ascii_toupper(c);
      return text;
    };
    const std::string prefix = upper(name, true), lower = absl::AsciiStrToLower(protocol);
    const std::string shown_host = size % 3 == 0 ? "[" + host + "]" : host;
    std::vector<std::string> expected = {"ZZ_PORT=tcp://1.2.3.4:1",
                                         "ZZ_PORT_1_TCP=tcp://1.2.3.4:1",
                                         "ZZ_PORT_1_TCP_ADDR=1.2.3.4",
                                         "ZZ_PORT_1_TCP_PORT=1",
                                         "ZZ_PORT_1_TCP_PROTO=tcp",
                                         "ZZ_SERVICE_HOST=1.2.3.4",
                                         "ZZ_SERVICE_PORT=1",
                                         prefix + "_SERVICE_HOST=" + host,
                                         prefix + "_SERVICE_PORT=80",
                                         prefix + "_SERVICE_PORT_" + upper(port_name, true) + "=80",
                                         prefix + "_PORT=" + lower + "://" + shown_host + ":80"};
    for (const auto& [link, number, proto] :
         {std::tuple("80_" + upper(protocol, false), "80", lower), {"8_TCP", "8", "tcp"}}) {
      const std::string variable = prefix + "_PORT_" + link;
      expected.push_back(variable + "=" + proto + "://" + shown_host + ":" + number);
      expected.push_back(variable + "_ADDR=" + host);
      expected.push_back(variable + "_PORT=" + number);
      expected.push_back(variable + "_PROTO=" + proto);
    }
    std::sort(expected.begin(), expected.end());
    std::vector<std::string> lines = Lines({&first, &second});
    std::sort(lines.begin(), lines.end());
    EXPECT_EQ(lines, expected) << size;
  }
}

TEST(ServiceVariablesTest, WritesEveryNumber) {
  std::vector<int32_t> numbers = {-1, -80, INT32_MIN, INT32_MAX, 0};
  for (int64_t power = 1; power <= INT32_MAX; power *= 10) {
    for (const int64_t number : {power - 1, power, power + 1, 9 * power, 12345678 % power}) {
      if (number <= INT32_MAX) numbers.push_back(static_cast<int32_t>(number));
    }
  }
  for (int32_t number = 0; number <= 65535; ++number) numbers.push_back(number);
  for (const int32_t number : numbers) {
    const Service service = MakeService("a", "1.2.3.4", {Port(number)});
    const auto variables = ServiceVariables::Of({&service});
    EXPECT_EQ((*variables)->Find("A_SERVICE_PORT")->value, std::to_string(number));
    EXPECT_NE((*variables)->Find("A_PORT_" + std::to_string(number) + "_TCP_ADDR"), nullptr);
  }
}

TEST(ServiceVariablesTest, GivesNothingWithoutAClusterIp) {
  const Service headless = MakeService("a", "None", {Port(80)});
  const Service unassigned = MakeService("b", "", {Port(80)});
  EXPECT_TRUE(Lines({&headless, &unassigned}).empty());
}

TEST(ServiceVariablesTest, AddsTheLegacyHostOnRequest) {
  EXPECT_EQ(Lines({}, "10.0.0.9"), (std::vector<std::string>{"SERVICE_HOST=10.0.0.9"}));
}

TEST(ServiceVariablesTest, RefusesAServiceWithoutPorts) {
  const Service odd = MakeService("odd", "10.0.0.1", {});
  const auto result = ServiceVariables::Of({&odd});
  ASSERT_FALSE(result.ok());
  const Diagnostic error = FromStatus(result.status());
  EXPECT_EQ(error.code, "service-without-ports");
  EXPECT_EQ(error.object.ToString(), "Service shop/odd");
}

TEST(ServiceVariablesTest, TheLaterServiceWinsAndEveryValueIsReported) {
  const Service first = MakeService("foo", "10.0.0.1", {Port(1, "b")});
  const Service second = MakeService("foo-service", "10.0.0.2", {Port(2)});
  const auto variables = ServiceVariables::Of({&first, &second});
  ASSERT_TRUE(variables.ok());
  EXPECT_EQ((*variables)->Find("FOO_SERVICE_PORT")->value, "tcp://10.0.0.2:2");
  ASSERT_EQ((*variables)->collisions().size(), 1u);
  const ServiceCollision& collision = (*variables)->collisions().front();
  EXPECT_EQ(collision.name, "FOO_SERVICE_PORT");
  ASSERT_EQ(collision.candidates.size(), 2u);
  EXPECT_EQ(collision.candidates[0].value, "1");
  EXPECT_EQ(collision.candidates[0].service, &first);
  EXPECT_EQ(
      Describe(collision).message,
      "FOO_SERVICE_PORT is set by more than one service, and the kubelet picks one at random at "
      "each container start: 1 (shop/foo), tcp://10.0.0.2:2 (shop/foo-service); showing "
      "tcp://10.0.0.2:2");
}

TEST(ServiceVariablesTest, IsOneTextInTheOrderOfTheVariables) {
  const Service a = MakeService("a", "10.0.0.1", {Port(80)});
  const Service b = MakeService("b", "10.0.0.2", {Port(81)});
  const auto variables = ServiceVariables::Of({&b, &a});
  ASSERT_TRUE(variables.ok());
  std::string joined;
  for (const ServiceVariable& v : (*variables)->all()) {
    joined.append(v.name).append("=").append(v.value).push_back('\0');
  }
  EXPECT_EQ((*variables)->env0(), joined);
  EXPECT_TRUE(std::is_sorted(
      (*variables)->all().begin(), (*variables)->all().end(),
      [](const ServiceVariable& x, const ServiceVariable& y) { return x.name < y.name; }));
  EXPECT_EQ((*variables)->Find("A_SERVICE_HOST")->value, "10.0.0.1");
  EXPECT_EQ((*variables)->Find("A_SERVICE"), nullptr);
}

TEST(VisibleServicesTest, FollowsLinksAndTheMasterService) {
  const Service master = MakeService("kubernetes", "10.96.0.1", {Port(443)}, "default");
  const Service own = MakeService("kubernetes", "10.96.0.9", {Port(443)});
  const Service web = MakeService("web", "10.96.0.2", {Port(80)});
  const Service headless = MakeService("kubernetes", "None", {Port(443)});
  using List = std::vector<const Service*>;
  EXPECT_EQ(VisibleServices({&web}, &master, true), (List{&master, &web}));
  EXPECT_EQ(VisibleServices({&web}, &master, false), (List{&master}));
  EXPECT_EQ(VisibleServices({&own, &web}, &master, true), (List{&own, &web}));
  EXPECT_EQ(VisibleServices({&own, &web}, &master, false), (List{&master}));
  EXPECT_EQ(VisibleServices({&headless, &web}, &master, true), (List{&master, &web}));
  EXPECT_EQ(VisibleServices({&master, &web}, &master, true), (List{&master, &web}));
  EXPECT_EQ(VisibleServices({&web}, nullptr, true), (List{&web}));
}

}  // namespace
}  // namespace svcenv
