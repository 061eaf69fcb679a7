// Reads each format back with a reader for it.
#include "svcenv/render/format.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "svcenv/env/template.h"
#include "tests/render/rendering.h"

namespace svcenv {
namespace {

using Json = nlohmann::ordered_json;

// Returns the values of V0, V1, … from a list of {"name", "value"}.
std::vector<std::string> ValuesOf(const Json& list, size_t count) {
  std::vector<std::string> values(count);
  EXPECT_EQ(list.size(), count);
  for (const Json& item : list) {
    values.at(std::stoul(item["name"].get<std::string>().substr(1))) =
        item["value"].get<std::string>();
  }
  return values;
}

TEST(FormatTest, TableOfFormats) {
  std::set<std::string_view> names;
  for (const Format& format : Formats()) {
    EXPECT_TRUE(names.insert(format.name).second) << format.name;
    EXPECT_EQ(FindFormat(format.name), &format);
    EXPECT_FALSE(format.help.empty());
  }
  EXPECT_EQ(FindFormat("tabel"), nullptr);
}

TEST(FormatTest, Env0RepresentsEveryString) {
  const std::vector<std::string> texts = DifficultTexts();
  const Rendered rendered(PodWithValues(texts));
  const std::string out = rendered.As("env0");
  std::vector<std::string> values(texts.size());
  std::vector<std::string> records = absl::StrSplit(out, '\0');
  ASSERT_EQ(records.size(), texts.size() + 1);
  records.pop_back();
  for (const std::string& record : records) {
    const size_t equals = record.find('=');
    values.at(std::stoul(record.substr(1, equals - 1))) = record.substr(equals + 1);
  }
  EXPECT_EQ(values, texts);
}

TEST(FormatTest, EnvPrintsLinesAsTheyAre) {
  EXPECT_EQ(Rendered(PodWithValues({"a b", "c\nd", ""})).As("env"), "V0=a b\nV1=c\nd\nV2=\n");
}

TEST(FormatTest, JsonRepresentsEveryString) {
  const std::vector<std::string> texts = DifficultTexts();
  const Json read = Json::parse(Rendered(PodWithValues(texts)).As("json"));
  ASSERT_EQ(read.size(), 1u);
  EXPECT_EQ(ValuesOf(read[0]["env"], texts.size()), texts);
}

TEST(FormatTest, YamlIsTheSameAsJson) {
  const Rendered rendered(PodWithValues(DifficultTexts()));
  const Json json = Json::parse(rendered.As("json"));
  EXPECT_EQ(ReadAsKubectl("root:\n" + rendered.As("yaml")),
            std::vector<Json>{Json({{"root", json}})});
  const auto read = ReadWithPyYaml(rendered.As("yaml"));
  if (!read.has_value()) GTEST_SKIP() << "/usr/bin/python3 has no PyYAML";
  EXPECT_EQ(*read, json);
}

// The output, pasted under a container's `env:`, results in the same environment.
TEST(FormatTest, EnvListGivesTheSameEnvironment) {
  const std::vector<std::string> texts = DifficultTexts();
  const Rendered rendered(PodWithValues(texts));
  std::string pasted =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    "
      "env:\n";
  for (const std::string_view line : absl::StrSplit(rendered.As("envlist"), '\n')) {
    absl::StrAppend(&pasted, "    ", line, "\n");
  }
  EXPECT_EQ(Rendered(pasted).As("env0"), rendered.As("env0"));
}

constexpr char kSecrets[] = R"yaml(
apiVersion: v1
kind: Secret
metadata: {name: s}
data: {BINARY: //79, TEXT: aHVudGVyMg==}
---
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - name: c
    command: ["$(TEXT)", plain]
    envFrom: [{secretRef: {name: s}}]
    env: [{name: BUILT, value: "<$(TEXT)>"}, {name: FREE, value: free}]
)yaml";

TEST(FormatTest, NoFormatShowsAMaskedSecret) {
  const Rendered rendered(kSecrets);
  for (const Format& format : Formats()) {
    const std::string text = rendered.As(format.name);
    EXPECT_EQ(text.find("hunter2"), std::string::npos) << text;
    EXPECT_EQ(text.find("//79"), std::string::npos) << text;
    EXPECT_NE(text.find("free"), std::string::npos) << text;
    EXPECT_TRUE(CheckFormat(format, rendered.results(), {}).ok());
  }
}

TEST(FormatTest, SecretsAreCounted) {
  const Rendered rendered(kSecrets);
  EXPECT_EQ(CountSecrets(rendered.results(), false), 3u);
  EXPECT_EQ(CountSecrets(rendered.results(), true), 4u);
}

TEST(FormatTest, BytesThatAreNoUtf8) {
  const Rendered rendered(kSecrets);
  RenderOptions shown;
  shown.mask_secrets = false;
  const Json json = Json::parse(rendered.As("json", shown));
  EXPECT_EQ(json[0]["env"][0], Json({{"name", "BINARY"}, {"valueBase64", "//79"}}));
  EXPECT_EQ(json[0]["command"], Json({"hunter2", "plain"}));
  EXPECT_NE(rendered.As("env0", shown).find(std::string("BINARY=\xff\xfe\xfd\0", 11)),
            std::string::npos);
  EXPECT_NE(rendered.As("table", shown).find("\\xff\\xfe\\xfd"), std::string::npos);

  const absl::Status status = CheckFormat(*FindFormat("envlist"), rendered.results(), shown);
  const Diagnostic error = FromStatus(status);
  EXPECT_EQ(error.message,
            "format envlist cannot represent variable BINARY: its value is not valid UTF-8, which "
            "manifests require");
  EXPECT_EQ(error.remedy.text,
            "use another format: table, env, env0, json, yaml, sh, fish, k8s-envfile");
  EXPECT_TRUE(error.confidential);
}

TEST(FormatTest, NamesThatEnvCannotRepresent) {
  const std::string pod =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"
      "spec: {containers: [{name: c, env: [{name: \"NAME\", value: v}]}]}\n";
  const auto holds = [&](std::string name, std::string_view format) {
    std::string text = pod;
    text.replace(text.find("NAME"), 4, name);
    return CheckFormat(*FindFormat(format), Rendered(text).results(), {}).ok();
  };
  EXPECT_TRUE(holds("A", "env"));
  EXPECT_TRUE(holds("A B.c-d", "env"));
  EXPECT_FALSE(holds("A=B", "env"));
  EXPECT_FALSE(holds("", "env"));
  EXPECT_FALSE(holds("A\\nB", "env"));
  EXPECT_FALSE(holds("A=B", "env0"));
  EXPECT_TRUE(holds("A\\nB", "env0"));
  EXPECT_TRUE(holds("A=B", "json"));
  EXPECT_TRUE(holds("A=B", "table"));
}

TEST(FormatTest, SortedByOrigin) {
  const Rendered rendered(R"(
apiVersion: v1
kind: Service
metadata: {name: zoo}
spec: {clusterIP: 10.0.0.1, ports: [{port: 1}]}
---
apiVersion: v1
kind: Service
metadata: {name: kubernetes}
spec: {clusterIP: 10.0.0.2, ports: [{port: 1}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: cfg}
data: {C: c, A: a}
---
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - name: c
    envFrom: [{prefix: Z, configMapRef: {name: cfg}}, {configMapRef: {name: cfg}}]
    env: [{name: W, value: w}, {name: B, value: b}]
)");
  RenderOptions options;
  options.sort = SortOrder::kOrigin;
  std::vector<std::string> names;
  for (const std::string_view line :
       absl::StrSplit(rendered.As("env", options), '\n', absl::SkipEmpty())) {
    const std::string name(line.substr(0, line.find('=')));
    if (name.find("_PORT_") == std::string::npos) names.push_back(name);
  }
  EXPECT_EQ(names,
            (std::vector<std::string>{"KUBERNETES_PORT", "KUBERNETES_SERVICE_HOST",
                                      "KUBERNETES_SERVICE_PORT", "ZOO_PORT", "ZOO_SERVICE_HOST",
                                      "ZOO_SERVICE_PORT", "ZA", "ZC", "A", "C", "W", "B"}));
}

}  // namespace
}  // namespace svcenv
