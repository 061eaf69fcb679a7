#include "svcenv/kubernetes/ip.h"

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "tests/kubernetes/vectors.h"

namespace svcenv {
namespace {

constexpr std::string_view kLeadingZeros = "must not have leading 0s";
constexpr std::string_view kMapped = "must not be an IPv4-mapped IPv6 address";
constexpr std::string_view kNone = "must be an IP address, like 10.9.8.7 or 2001:db8::ffff";

std::string_view Verdict(std::string_view word) {
  return word == "ok" ? "" : word == "leading" ? kLeadingZeros : word == "mapped" ? kMapped : kNone;
}

TEST(IpTest, ReadsAndWritesAsKubernetesDoes) {
  for (const Vector& vector : ReadVectors("ips.tsv", 4)) {
    const std::optional<IpAddress> ip = ParseIp(vector[0]);
    EXPECT_EQ(ip.has_value() ? ip->ToString() : "-", vector[1]) << vector[0];
    EXPECT_EQ(ip.has_value() ? (ip->is_v6() ? "6" : "4") : "-", vector[2]) << vector[0];
    EXPECT_EQ(StrictIpProblem(vector[0]), Verdict(vector[3])) << vector[0];
  }
}

struct Case {
  std::string_view text;
  std::string_view canonical;
  std::string_view problem;
};

TEST(IpTest, Accepts) {
  const Case cases[] = {
      {"10.0.0.1", "10.0.0.1", ""},
      {"010.096.5.005", "10.96.5.5", kLeadingZeros},
      {"0000000001.2.3.4", "1.2.3.4", kLeadingZeros},
      {"0.0.0.0", "0.0.0.0", ""},
      {"255.255.255.255", "255.255.255.255", ""},
      {"::", "::", ""},
      {"::1", "::1", ""},
      {"1::", "1::", ""},
      {"FD00:10:0:0:0:0:0:7", "fd00:10::7", ""},
      {"2001:0db8::00Ab", "2001:db8::ab", ""},
      {"00000::1", "::1", kLeadingZeros},
      {"::ffff:10.0.0.1", "10.0.0.1", kMapped},
      {"::FFFF:a00:1", "10.0.0.1", kMapped},
      {"0:0:0:0:0:ffff:10.0.0.1", "10.0.0.1", kMapped},
      {"::ffff:010.0.0.1", "10.0.0.1", kLeadingZeros},
      {"64:ff9b::1.2.3.4", "64:ff9b::102:304", ""},
      {"::10.0.0.1", "::a00:1", ""},
      {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8", ""},
      {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0", ""},
      {"::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8", ""},
      {"1:0:0:2:0:0:0:3", "1:0:0:2::3", ""},
      {"1:0:0:2:3:0:0:4", "1::2:3:0:0:4", ""},
      {"0:1:0:1:0:1:0:1", "0:1:0:1:0:1:0:1", ""},
      {"1:2:3:4:5:6:0:0", "1:2:3:4:5:6::", ""},
  };
  for (const Case& c : cases) {
    const std::optional<IpAddress> ip = ParseIp(c.text);
    ASSERT_TRUE(ip.has_value()) << c.text;
    EXPECT_EQ(ip->ToString(), c.canonical);
    EXPECT_EQ(ip->is_v6(), absl::StrContains(c.canonical, ':')) << c.text;
    EXPECT_EQ(*ParseIp(c.canonical), *ip);
    EXPECT_EQ(StrictIpProblem(c.text), c.problem) << c.text;
  }
}

TEST(IpTest, Refuses) {
  for (const std::string_view text : {"",
                                      "None",
                                      "1",
                                      "1.2.3",
                                      "1.2.3.4.5",
                                      "1.2.3.4.",
                                      ".1.2.3.4",
                                      "1..2.3",
                                      "256.1.1.1",
                                      "1.2.3.-4",
                                      "+1.2.3.4",
                                      "0x1.2.3.4",
                                      "a.b.c.d",
                                      " 1.2.3.4",
                                      "1.2.3.4 ",
                                      "1.2.3.4/8",
                                      "1.2.3.4:80",
                                      ":",
                                      ":::",
                                      ":1",
                                      "1:",
                                      "1:2",
                                      "1::2::3",
                                      "12345::",
                                      "10000::",
                                      "g::",
                                      "fe80::1%eth0",
                                      "[::1]",
                                      "::1/128",
                                      "1:2:3:4:5:6:7:8:9",
                                      "1:2:3:4:5:6:7:8::",
                                      "1:2:3:4::5:6:7:8",
                                      "1:2:3:4:5:6:7:1.2.3.4",
                                      "1:2:3:1.2.3.4",
                                      "::1.2.3",
                                      "::1.2.3.4:5",
                                      "::256.1.1.1",
                                      "::99999999999999999999"}) {
    EXPECT_FALSE(ParseIp(text).has_value()) << text;
    EXPECT_EQ(StrictIpProblem(text), kNone) << text;
  }
}

}  // namespace
}  // namespace svcenv
