#include "svcenv/batch/batch.h"

#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

namespace svcenv {
namespace {

using Json = nlohmann::ordered_json;

Json Answer(std::string_view request, int line = 0) {
  return Json::parse(AnswerRequest(request, DefaultVersion(), line));
}

constexpr std::string_view kRequest = R"json({
  "id": {"n": [1, "x", null]},
  "objects": [
    {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "k", "namespace": "s"}, "data": {"B": "/w=="}},
    {"apiVersion": "v1", "kind": "Unheard", "metadata": {"name": "x"}},
    {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "s"}, "spec": {
      "initContainers": [{"name": "i", "env": [{"name": "A", "value": "1"}]}],
      "containers": [{"name": "c",
        "envFrom": [{"secretRef": {"name": "k"}}],
        "env": [{"name": "A", "value": "x"}],
        "command": ["$(A)", "$(B)", "$(C)"], "args": ["a"],
        "livenessProbe": {"exec": {"command": ["$(A)"]}},
        "volumeMounts": [{"name": "v", "mountPath": "/m", "subPathExpr": "$(A)"},
                         {"name": "v", "mountPath": "/n", "subPathExpr": "$(C)"}]
}]
}
}],
  "namespace": "s", "pod": "p"$REST
})json";

std::string Request(std::string_view rest) {
  std::string text(kRequest);
  text.replace(text.find("$REST"), 5, rest);
  return text;
}

// A name may contain any character, even "\\u0000".
TEST(BatchTest, AnErrorKeepsItsCodeWhateverTheNames) {
  for (const char* name : {"a\\u0000b", "a\\nb", "\\u0001", "é", "a/b"}) {
    const Json answer =
        Answer(absl::StrCat(R"({"objects":[{"kind":"Pod","apiVersion":"v1","metadata":{"name":")",
                            name, R"("},"spec":{"containers":[{"name":")", name,
                            R"(","envFrom":[{"configMapRef":{"name":")", name, R"("}}]}]}}]})"));
    const Json& error = answer["containers"][0]["error"];
    EXPECT_EQ(error["code"], "missing-object") << name;
    EXPECT_EQ(error["field"], "spec.containers[0].envFrom[0].configMapRef.name") << name;
  }
}

TEST(BatchTest, AnswersForOneContainer) {
  EXPECT_EQ(Answer(Request(R"json(, "container": "c")json")), Json::parse(R"json({
    "id": {"n": [1, "x", null]},
    "container": "c",
    "env": [{"name": "A", "value": "x"}, {"name": "B", "valueBase64": "/w=="}],
    "command": ["x", {"base64": "/w=="}, "$(C)"],
    "args": ["a"],
    "probes": {"livenessProbe": ["x"]},
    "subPaths": {"/m": {"value": "x"}, "/n": {"error": "missing value for C"}},
    "diagnostics": [
      {"severity": "error", "code": "subpath-unresolved",
       "message": "subPathExpr of /n: C is empty or not set",
       "field": "spec.containers[0].volumeMounts[1].subPathExpr"},
      {"severity": "warning", "code": "reference-unresolved",
       "message": "$(C) is not expanded: C is not set in this container",
       "field": "spec.containers[0].command[2]"},
      {"severity": "warning", "code": "reference-unresolved",
       "message": "$(C) is not expanded: C is not set in this container",
       "field": "spec.containers[0].volumeMounts[1].subPathExpr"}]})json"));
}

TEST(BatchTest, TheIdComesBackAsItIs) {
  for (const std::string_view id : {"null",
                                    "true",
                                    "-7",
                                    "0.5",
                                    "1e+21",
                                    R"("a\"\u0001é")",
                                    "[]",
                                    "{}",
                                    "[[],{},[1,[2]],3]",
                                    R"({"a":[{"b":{}},null],"c":{"d":"e"}})",
                                    "18446744073709551615",
                                    "9007199254740993",
                                    "-9223372036854775809",
                                    "1.0",
                                    "-0",
                                    "-0.0",
                                    "1E5",
                                    "1e400",
                                    "-1e400",
                                    "0.10",
                                    "1e-400",
                                    "123456789012345678901234567890",
                                    R"("\u0041\/\ud83d\ude00")",
                                    R"("\ud800")",
                                    R"("1e999 \" ]} \\")",
                                    R"({"a":1,"a":2})",
                                    R"({"\u0061":1e999,"b":[-1e999,"}"]})",
                                    R"([ 1 ,{ "a" : 2.50 } ,	null ])",
                                    R"({"id":{"id":1e400}})"}) {
    const std::string answer =
        AnswerRequest(absl::StrCat("{\"id\": ", id, ", \"objects\": []}"), DefaultVersion(), 0);
    EXPECT_EQ(answer.substr(0, answer.find(",\"error\"")), absl::StrCat("{\"id\":", id));
    EXPECT_NE(answer.find("\"pod-not-found\""), std::string::npos) << answer;
  }
  const std::string deep = std::string(9000, '[') + std::string(9000, ']');
  const std::string answer =
      AnswerRequest(absl::StrCat("{\"id\": ", deep, "}"), DefaultVersion(), 0);
  EXPECT_EQ(answer.substr(6, deep.size()), deep);
}

TEST(BatchTest, TheIdMayBeAnywhere) {
  const auto id_of = [](std::string_view request) {
    const std::string answer = AnswerRequest(request, DefaultVersion(), 0);
    return answer.substr(6, answer.find(",\"error\"") - 6);
  };
  EXPECT_EQ(id_of(R"json({"objects": [], "\u0069d": 1.50})json"), "1.50");
  EXPECT_EQ(id_of(R"json({"id": 1.50, "pod": "1e999", "id": 2.50})json"), "2.50");
  EXPECT_EQ(id_of(R"json({"pod": "x", "\u0069d": 1e999 })json"), "1e999");
  EXPECT_EQ(id_of("\t{\"id\"\n:\r\n[1,\n 2]\n}\n"), "[1,  2]");
  // Even with an invalid object.
  EXPECT_EQ(id_of(R"json({"id": 1e999, "objects": [{"kind": 7}]})json"), "1e999");
}

// Only the ID may contain numbers that are too large for Kubernetes objects.
TEST(BatchTest, HugeNumbersElsewhereAreRefused) {
  for (const std::string_view request :
       {R"json({"id": 1, "x": 1e999})json", R"json({"id": 1e999, "x": 1e999})json",
        R"json({"x": 1e999, "id": 1e999})json", R"json({"id": 1e999, "id": 1})json",
        R"json({"id": 1e999,})json", R"json({"id": 1e999} {})json", R"json({"x": 1e999})json"}) {
    const Json answer = Answer(request);
    EXPECT_TRUE(answer["id"].is_null()) << request;
    EXPECT_EQ(answer["error"]["code"], "bad-request") << request;
  }
}

TEST(BatchTest, RefusesALongRequest) {
  const Json answer = Json::parse(RefuseLongRequest(7));
  EXPECT_TRUE(answer["id"].is_null());
  EXPECT_EQ(answer["error"]["code"], "bad-request");
  EXPECT_EQ(answer["error"]["message"], "line 7: the request is longer than 64 MiB");
}

TEST(BatchTest, OfTwoSubPathsAtOnePathTheLastCounts) {
  const std::string request = R"json({"objects": [{"apiVersion": "v1", "kind": "Pod",
      "metadata": {"name": "p"}, "spec": {"containers": [{"name": "c", "volumeMounts": [
      {"name": "v", "mountPath": "/m", "subPathExpr": "a"},
      {"name": "v", "mountPath": "/n", "subPathExpr": "b"},
      {"name": "v", "mountPath": "/m", "subPathExpr": "c"}]}]}}], "container": "c"})json";
  EXPECT_NE(AnswerRequest(request, DefaultVersion(), 0)
                .find(R"("subPaths":{"/n":{"value":"b"},"/m":{"value":"c"}})"),
            std::string::npos);
}

TEST(BatchTest, AnswersForAllContainersInTheirOrder) {
  const Json answer = Answer(Request(""));
  ASSERT_EQ(answer["containers"].size(), 2u);
  EXPECT_EQ(answer["containers"][0]["container"], "i");
  EXPECT_EQ(answer["containers"][1]["container"], "c");
  EXPECT_EQ(answer["id"]["n"][1], "x");
}

TEST(BatchTest, SaysWhatCannotBeComputed) {
  struct Case {
    std::string_view request;
    std::string_view code;
    std::string_view field;
  };
  const Case cases[] = {
      {R"json({"id": 7, "objects": []})json", "pod-not-found", "pod"},
      {R"json({"id": 7, "objects": [], "pod": "x"})json", "pod-not-found", "pod"},
      {R"json({"id": 7, "kubeVersion": "new", "objects": []})json", "bad-version", "kubeVersion"},
      {R"json({"id": 7, "objects": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"},
           "spec": {"containers": [{"name": "c"}]}}], "container": "d"})json",
       "container-not-found", "container"},
      {R"json({"id": 7, "objects": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"},
           "spec": {"containers": [{"name": "c", "env": [{"name": "A", "value": 1}]}]}}]})json",
       "wrong-type", "spec.containers[0].env[0].value"},
      {R"json({"id": 7, "objects": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"},
           "spec": {"containers": [{"name": "c", "envFrom": [{"configMapRef": {"name": "m"}}]}]}}],
           "container": "c"})json",
       "missing-object", "spec.containers[0].envFrom[0].configMapRef.name"},
  };
  for (const Case& c : cases) {
    const Json answer = Answer(c.request);
    EXPECT_EQ(answer["id"], 7) << c.request;
    ASSERT_TRUE(answer.contains("error")) << answer;
    EXPECT_EQ(answer["error"]["code"], c.code) << answer;
    EXPECT_EQ(answer["error"]["field"], c.field) << answer;
  }
}

TEST(BatchTest, AnswersALineThatIsNoRequestWithItsNumber) {
  for (const std::string_view line : {"", "nonsense", "[1]", "{\"id\": 1", "{id: 1}", "{} {}"}) {
    const Json answer = Answer(line, 12);
    EXPECT_TRUE(answer["id"].is_null()) << line;
    EXPECT_EQ(answer["error"]["code"], "bad-request") << line;
    EXPECT_EQ(answer["error"]["message"].get<std::string>().rfind("line 12: ", 0), 0u) << answer;
  }
}

TEST(BatchTest, TheVersionOfTheRequestOverridesTheDefault) {
  const std::string request = R"json({"objects": [{"apiVersion": "v1", "kind": "Pod",
      "metadata": {"name": "p"}, "spec": {"containers": [{"name": "c", "args": ["$é"]}]}}],
      "container": "c", "kubeVersion": "1.33"})json";
  EXPECT_EQ(Answer(request)["args"][0], Json({{"base64", "JMODqQ=="}}));
}

TEST(BatchTest, KnowsWhatATemplateDoesNotKnow) {
  const Json answer = Answer(R"json({"objects": [{"apiVersion": "apps/v1", "kind": "Deployment",
      "metadata": {"name": "d"}, "spec": {"template": {"spec": {"containers": [{"name": "c",
      "env": [{"name": "N", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}],
      "args": ["$(N)"]}]
}
}
}
}], "pod": "d", "container": "c"
})json");
  EXPECT_EQ(answer["env"][0]["unknown"],
            "the name of a Deployment's pod is known only at run time");
  EXPECT_TRUE(answer["args"][0].contains("unknown"));
}

}  // namespace
}  // namespace svcenv
