// docs/reading-manifests.md, section 2: scalars in the fields of an object.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/manifest/loading.h"

namespace svcenv {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kNumbers[] = {"1",   "1.0",  "1e3",  "1.",    ".5", "+1", "-1", "0x1F",
                                         "014", "0o14", "0b11", "1_000", "1_", "08", "-0"};
constexpr std::string_view kBools[] = {"y", "Y", "yes", "on", "true", "True", "TRUE",
                                       "n", "N", "no",  "No", "off",  "OFF",  "false"};

// Returns the value of a variable written as `value: YAML` on its own line, or no value if it is
// rejected.
std::optional<std::string> ValueOf(std::string_view yaml) {
  const Loading loading(absl::StrCat(
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n"
      "    env:\n    - name: A\n      value: ",
      yaml, "\n"));
  if (!loading.Refused().empty()) {
    EXPECT_THAT(loading.Refused(), ElementsAre("spec.containers[0].env[0].value")) << yaml;
    return std::nullopt;
  }
  return std::string(loading.cluster.workloads()[0].pod.spec.containers.at(0).env.at(0).value.text);
}

// Returns whether a variable name written as `yaml` is accepted.
bool IsName(std::string_view yaml) {
  return Loading(PodWith(absl::StrCat("env: [{name: ", yaml, "}]"))).Refused().empty();
}

TEST(ReadingScalarsTest, NumbersInStringFields) {
  for (const std::string_view number : kNumbers) {
    EXPECT_EQ(ValueOf(number), std::nullopt) << number;
    EXPECT_FALSE(IsName(number)) << number;
  }
  EXPECT_EQ(ValueOf("!!int \"1\""), std::nullopt);
  EXPECT_EQ(ValueOf("!!float 1"), std::nullopt);
}

TEST(ReadingScalarsTest, BoolsInStringFields) {
  for (const std::string_view word : kBools) {
    EXPECT_EQ(ValueOf(word), std::nullopt) << word;
    EXPECT_FALSE(IsName(word)) << word;
  }
  EXPECT_EQ(ValueOf("!!bool yes"), std::nullopt);
}

TEST(ReadingScalarsTest, NullsInStringFields) {
  for (const std::string_view null : {"", "~", "null", "Null", "NULL", "!!null \"\""}) {
    EXPECT_EQ(ValueOf(null), "") << null;
  }
}

TEST(ReadingScalarsTest, ListsAndMapsInStringFields) {
  for (const std::string_view value : {"[1]", "[]", "{a: 1}", "{}"}) {
    EXPECT_EQ(ValueOf(value), std::nullopt) << value;
  }
}

TEST(ReadingScalarsTest, TextsInStringFields) {
  for (const std::string_view text : {"2001-01-01", "2001-01-01T00:00:00Z",
                                      "12:30:45",   "12:30",
                                      "1.5.6",      "1,000",
                                      "1e400",      "0x",
                                      "0xZZ",       "0o8",
                                      "0b12",       "0x1.8p1",
                                      "1e",         ".e1",
                                      "tRue",       "yEs",
                                      "nO",         "nULL",
                                      ".iNF",       "Infinity",
                                      "NaN",        "inf",
                                      "_1",         "+",
                                      ".",          "..",
                                      "=",          "<<"}) {
    EXPECT_EQ(ValueOf(text), text);
  }
  EXPECT_EQ(ValueOf("'1'"), "1");
  EXPECT_EQ(ValueOf("!!str yes"), "yes");
  EXPECT_EQ(ValueOf("!foo 1"), "1");
}

TEST(ReadingScalarsTest, NulInAValue) {
  EXPECT_EQ(ValueOf("\"a\\x00b\""), std::string("a\0b", 3));
  EXPECT_EQ(ValueOf("\"a\\0b\""), std::string("a\0b", 3));
  const Loading config(
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {a: \"\\0\"}}");
  EXPECT_THAT(config.Refused(), IsEmpty());
  EXPECT_EQ(config.cluster.config_maps()[0].data.at(0).value, std::string_view("\0", 1));
}

// Returns the port for `port: YAML`, or no value if it is rejected.
std::optional<int> PortOf(std::string_view yaml) {
  const Loading loading(ServiceWith(absl::StrCat("ports: [{port: ", yaml, "}]")));
  if (!loading.Refused().empty()) {
    EXPECT_THAT(loading.Refused(), ElementsAre("spec.ports[0].port")) << yaml;
    return std::nullopt;
  }
  return loading.cluster.services()[0].ports.at(0).port;
}

TEST(ReadingScalarsTest, PortNumbers) {
  for (const std::string_view eighty : {"80", "80.0", "80.", "8e1", "0x50", "8_0"}) {
    EXPECT_EQ(PortOf(eighty), 80) << eighty;
  }
  EXPECT_EQ(PortOf("1_000"), 1000);
  EXPECT_EQ(PortOf("014"), 12);
  EXPECT_EQ(PortOf("0b1010"), 10);
  for (const std::string_view text : {"\"80\"", "\"\"", "http", "80.5", "2147483648"}) {
    EXPECT_EQ(PortOf(text), std::nullopt) << text;
  }
  for (const std::string_view number : {"80.0", "8e1"}) {
    const Loading json(
        absl::StrCat(R"({"apiVersion": "v1", "kind": "Service", "metadata": {"name":)",
                     R"( "s"}, "spec": {"ports": [{"port": )", number, "}]}}"));
    EXPECT_EQ(json.cluster.services()[0].ports.at(0).port, 80);
  }
}

TEST(ReadingScalarsTest, PortRange) {
  for (const std::string_view port : {"0", "-1", "65536", "null", ""}) {
    EXPECT_EQ(PortOf(port), std::nullopt) << port;
  }
  EXPECT_EQ(PortOf("65535"), 65535);
  EXPECT_THAT(Loading(ServiceWith("ports: [{protocol: TCP}]")).Refused(),
              ElementsAre("spec.ports[0].port"));
}

TEST(ReadingScalarsTest, Protocols) {
  const auto refused = [](std::string_view protocol) {
    return Loading(ServiceWith(absl::StrCat("ports: [{port: 80, protocol: ", protocol, "}]")))
        .Refused();
  };
  for (const std::string_view protocol : {"TCP", "UDP", "SCTP", "null", "\"\""}) {
    EXPECT_THAT(refused(protocol), IsEmpty()) << protocol;
  }
  for (const std::string_view protocol : {"tcp", "Tcp", "\"TCP \"", "HTTP"}) {
    EXPECT_THAT(refused(protocol), ElementsAre("spec.ports[0].protocol")) << protocol;
  }
}

TEST(ReadingScalarsTest, Bools) {
  const auto links = [](std::string_view yaml) -> std::string {
    const Loading loading(absl::StrCat(
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {enableServiceLinks: ", yaml,
        ", containers: [{name: c}]}}"));
    if (!loading.Refused().empty()) return loading.Refused().at(0);
    return loading.cluster.workloads()[0].pod.spec.enable_service_links.value_or(true) ? "true"
                                                                                       : "false";
  };
  for (const std::string_view yes : {"yes", "y", "on", "true", "null"}) {
    EXPECT_EQ(links(yes), "true") << yes;
  }
  for (const std::string_view no : {"no", "n", "off", "false"}) EXPECT_EQ(links(no), "false") << no;
  for (const std::string_view other : {"\"true\"", "1", "[]"}) {
    EXPECT_EQ(links(other), "spec.enableServiceLinks") << other;
  }
  const Loading optional(PodWith(
      "env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k, optional: \"true\"}}}]"));
  EXPECT_THAT(optional.Refused(),
              ElementsAre("spec.containers[0].env[0].valueFrom.secretKeyRef.optional"));
}

TEST(ReadingScalarsTest, ListsOfStrings) {
  const Loading loading(PodWith("command: [a, null, \"\"]"));
  EXPECT_THAT(loading.Refused(), IsEmpty());
  std::vector<std::string_view> command;
  for (const Located& word : loading.cluster.workloads()[0].pod.spec.containers.at(0).command) {
    command.push_back(word.text);
  }
  EXPECT_THAT(command, ElementsAre("a", "", ""));
  EXPECT_THAT(Loading(PodWith("command: [sleep, 1]")).Refused(),
              ElementsAre("spec.containers[0].command[1]"));
  EXPECT_THAT(Loading(PodWith("command: sleep")).Refused(),
              ElementsAre("spec.containers[0].command"));
}

TEST(ReadingScalarsTest, EnvLists) {
  for (const std::string_view env : {"env: null", "env: []"}) {
    const Loading loading(PodWith(env));
    EXPECT_THAT(loading.Refused(), IsEmpty()) << env;
    EXPECT_THAT(loading.cluster.workloads()[0].pod.spec.containers.at(0).env, IsEmpty());
  }
  EXPECT_THAT(Loading(PodWith("env: {A: b}")).Refused(), ElementsAre("spec.containers[0].env"));
  EXPECT_THAT(Loading(PodWith("env: [A=b]")).Refused(), ElementsAre("spec.containers[0].env[0]"));
}

// Returns the cpu limit as a string, or "refused" if it is rejected.
std::string LimitOf(std::string_view yaml) {
  const Loading loading(PodWith(absl::StrCat("resources: {limits: {cpu: ", yaml, "}}")));
  if (!loading.Refused().empty()) {
    EXPECT_THAT(loading.Refused(), ElementsAre("spec.containers[0].resources.limits.cpu")) << yaml;
    return "refused";
  }
  return std::string(
      loading.cluster.workloads()[0].pod.spec.containers.at(0).resources.limits.at(0).value);
}

TEST(ReadingScalarsTest, Quantities) {
  EXPECT_EQ(LimitOf("500m"), "500m");
  EXPECT_EQ(LimitOf("1"), "1");
  EXPECT_EQ(LimitOf("1e3"), "1000");
  EXPECT_EQ(LimitOf("0.5"), "0.5");
  EXPECT_EQ(LimitOf("null"), "0");
  for (const std::string_view text : {"\"\"", "1K", "1ki", "1MB", "1e", "yes", "[1]"}) {
    EXPECT_EQ(LimitOf(text), "refused") << text;
  }
}

}  // namespace
}  // namespace svcenv
