// The parsers of kubernetes/ never read outside of their input.
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "svcenv/go/quote.h"
#include "svcenv/kubernetes/assume_ips.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/ip.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/kubernetes/quantity.h"
#include "svcenv/kubernetes/selector.h"
#include "svcenv/kubernetes/version.h"
#include "tests/bounds/guarded_text.h"

namespace svcenv {
namespace {

TEST(KubernetesBoundsTest, Addresses) {
  for (const std::string_view text :
       {"010.096.0.1", "2001:db8::ffff:10.0.0.1", "fe80::1%eth0", "1:2:3:4:5:6:7:8"}) {
    ExpectStaysWithin(text, [](std::string_view part) {
      return absl::StrCat(ParseIp(part).has_value(), " ", StrictIpProblem(part));
    });
  }
  for (const std::string_view text : {"10.96.0.0/12", "fd00:10:96::/112"}) {
    ExpectStaysWithin(text, [](std::string_view part) {
      Cluster cluster;
      return AssumeClusterIps(part, &cluster).status().ToString();
    });
  }
}

TEST(KubernetesBoundsTest, Names) {
  for (const auto problem :
       {Dns1123LabelProblem, Dns1123SubdomainProblem, Dns1035LabelProblem, QualifiedNameProblem,
        StrictEnvNameProblem, RelaxedEnvNameProblem, EnvFromKeyProblem, ConfigMapKeyProblem,
        ContainerPortNameProblem, ShellNameProblem, ImageName}) {
    for (const std::string_view text :
         {"redis-primary.shop", "example.com/a_b.C-", "registry:5000/a/b:1.2@sha256:0f", "A=é"}) {
      ExpectStaysWithin(text, [&](std::string_view part) { return std::string(problem(part)); });
    }
  }
  ExpectStaysWithin("a\"\\\x01\xE2\x82\xAC\xE2\x80\xAE\xF0\x9F\x98",
                    [](std::string_view part) { return GoQuote(part); });
}

TEST(KubernetesBoundsTest, Values) {
  for (const std::string_view text : {" +1.50Gi ", "-0.5e-3", "1E", "9223372036854775808Ki"}) {
    ExpectStaysWithin(text, [](std::string_view part) {
      const auto exact = Quantity::Parse(part);
      const auto field = Quantity::ParseField(part);
      return absl::StrCat(exact.ok() ? exact->ToString() : exact.status().ToString(), " ",
                          field.ok() ? field->ToString() : field.status().ToString());
    });
  }
  for (const std::string_view text : {"v1.33.4-gke.100", "1.34.1+k3s1"}) {
    ExpectStaysWithin(text, [](std::string_view part) {
      const auto version = ParseVersion(part);
      return version.ok() ? std::string(version->profile->name) : version.status().ToString();
    });
  }
  ExpectStaysWithin(
      "app=web,tier!=front,env in (dev, test),x notin (a),!canary,n>1,m < 20",
      [](std::string_view part) { return Selector::Parse(part).status().ToString(); });
}

}  // namespace
}  // namespace svcenv
