// Snapshots that requests share.
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "re2/re2.h"
#include "svcenv/batch/batch.h"

namespace svcenv {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kService[] =
    R"json({"apiVersion":"v1","kind":"Service","metadata":{"name":"redis","namespace":"shop"},)json"
    R"json("spec":{"clusterIP":"10.0.0.7","ports":[{"port":6379}]}})json";

std::string Pod(std::string_view name, std::string_view namespace_ = "shop") {
  return absl::StrCat(R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":")", name,
                      R"(","namespace":")", namespace_,
                      R"("},"spec":{"containers":[{"name":"c","env":[{"name":"URL","value":)",
                      R"json("redis://$(REDIS_SERVICE_HOST)"}]}]}})json");
}

std::string Define(std::string_view name, const std::vector<std::string>& objects) {
  return absl::StrCat(R"({"id":0,"snapshot":")", name, R"(","objects":[)",
                      absl::StrJoin(objects, ","), "]}");
}

Json Ask(BatchSession& session, std::string_view request, int line = 0) {
  return Json::parse(session.Answer(request, line));
}

std::string CodeOf(const Json& answer) {
  return answer.contains("error") ? answer["error"]["code"].get<std::string>() : "";
}

TEST(BatchSessionTest, RequestsUseTheObjectsOfASnapshot) {
  BatchSession session(DefaultVersion());
  EXPECT_EQ(session.Answer(Define("s", {kService, Pod("old")}), 1),
            R"({"id":0,"snapshot":"s","objects":2})");
  const Json own =
      Ask(session, absl::StrCat(R"({"useSnapshot":"s","namespace":"shop","pod":"web",)",
                                R"("container":"c","objects":[)", Pod("web"), "]}"));
  EXPECT_EQ(own["env"].back()["value"], "redis://10.0.0.7") << own;
  // Of the snapshot itself, and by default the only one.
  for (const char* rest : {R"(,"pod":"old","namespace":"shop")", ""}) {
    const Json kept =
        Ask(session, absl::StrCat(R"({"useSnapshot":"s","container":"c")", rest, "}"));
    EXPECT_EQ(kept["env"].back()["value"], "redis://10.0.0.7") << kept;
  }
  // A request without it sees none of its objects.
  EXPECT_EQ(CodeOf(Ask(session, R"({"pod":"old","namespace":"shop"})")), "pod-not-found");
}

TEST(BatchSessionTest, ANameIsReplacedAndDropped) {
  BatchSession session(DefaultVersion());
  const auto code = [&](std::string_view request) { return CodeOf(Ask(session, request)); };
  EXPECT_EQ(code(R"({"useSnapshot":"s"})"), "no-such-snapshot");
  EXPECT_EQ(code(R"({"dropSnapshot":"s"})"), "no-such-snapshot");
  EXPECT_EQ(code(Define("s", {Pod("a")})), "");
  EXPECT_EQ(code(Define("t", {Pod("t")})), "");
  EXPECT_EQ(code(Define("s", {Pod("b")})), "");
  EXPECT_EQ(code(R"({"useSnapshot":"s","pod":"a","namespace":"shop"})"), "pod-not-found");
  EXPECT_EQ(code(R"({"useSnapshot":"s","pod":"b","namespace":"shop"})"), "");
  EXPECT_EQ(code(R"({"\u0075seSnapshot":"s","pod":"b","namespace":"shop"})"), "");
  EXPECT_EQ(session.Answer(R"({"id":1e999,"useSnapshot":"s","pod":"b","namespace":"shop"})", 0)
                .find(R"({"id":1e999,"containers":)"),
            0u);
  EXPECT_EQ(session.Answer(R"({"id":[1],"dropSnapshot":"s"})", 0),
            R"({"id":[1],"dropSnapshot":"s"})");
  EXPECT_EQ(code(R"({"useSnapshot":"s","pod":"b","namespace":"shop"})"), "no-such-snapshot");
  EXPECT_EQ(code(R"({"useSnapshot":"t"})"), "");
}

// Later requests must not get answers from objects that the caller meant to replace.
TEST(BatchSessionTest, AFailedDefinitionLeavesNone) {
  for (const char* bad : {R"({"snapshot":"s","objects":[{"kind":"Pod","metadata":7}]})",
                          R"({"snapshot":"s","objects":[],"pod":"a"})",
                          R"({"snapshot":"s","objects":[],"useSnapshot":"s"})",
                          R"({"objects":[{"kind":"Pod"}],"snapshot":"s"})"}) {
    BatchSession session(DefaultVersion());
    Ask(session, Define("s", {Pod("a")}));
    EXPECT_NE(CodeOf(Ask(session, bad)), "") << bad;
    EXPECT_EQ(CodeOf(Ask(session, R"({"useSnapshot":"s"})")), "no-such-snapshot") << bad;
  }
  // A line that is not a request defines nothing.
  BatchSession session(DefaultVersion());
  Ask(session, Define("s", {Pod("a")}));
  EXPECT_EQ(CodeOf(Ask(session, R"({"snapshot":"s","objects":[)")), "bad-request");
  EXPECT_EQ(CodeOf(Ask(session, R"({"useSnapshot":"s"})")), "");
}

TEST(BatchSessionTest, RefusesRequestsWithSeveralPurposes) {
  BatchSession session(DefaultVersion());
  for (const auto& [request, field] :
       {std::pair(R"({"snapshot":"s","container":"c"})", "container"),
        std::pair(R"({"snapshot":"s","dropSnapshot":"s"})", "dropSnapshot"),
        std::pair(R"({"dropSnapshot":"s","pod":"p"})", "pod"),
        std::pair(R"({"dropSnapshot":"s","objects":[{"kind":"Service","metadata":{"name":"a"}}]})",
                  "objects")}) {
    const Json answer = Ask(session, request, 3);
    EXPECT_EQ(CodeOf(answer), "bad-request") << answer;
    EXPECT_EQ(answer["error"]["field"], field) << answer;
  }
}

TEST(BatchSessionTest, KeepsALimitedNumber) {
  BatchSession session(DefaultVersion());
  for (size_t i = 0; i < kMaxSnapshots; ++i) {
    EXPECT_EQ(CodeOf(Ask(session, Define(absl::StrCat("s", i), {kService}))), "");
  }
  EXPECT_EQ(CodeOf(Ask(session, Define("more", {kService}))), "too-many-snapshots");
  EXPECT_EQ(CodeOf(Ask(session, Define("s7", {Pod("new")}))), "");
  EXPECT_EQ(CodeOf(Ask(session, R"({"dropSnapshot":"s3"})")), "");
  EXPECT_EQ(CodeOf(Ask(session, Define("more", {kService}))), "");
}

TEST(BatchSessionTest, KeepsALimitedSize) {
  BatchSession session(DefaultVersion());
  const std::string filler =
      absl::StrCat(R"({"apiVersion":"v1","kind":"Other","metadata":{"name":")",
                   std::string((60 << 20), 'x'), "\"}}");
  size_t kept = 0;
  while (CodeOf(Ask(session, Define(absl::StrCat("s", kept), {filler}))).empty()) ++kept;
  EXPECT_EQ(kept, kMaxSnapshotMiB / 60);
  EXPECT_EQ(CodeOf(Ask(session, Define("more", {filler}))), "too-many-snapshots");
  EXPECT_EQ(CodeOf(Ask(session, Define("small", {Pod("p")}))), "");
  EXPECT_EQ(CodeOf(Ask(session, R"({"dropSnapshot":"s0"})")), "");
  EXPECT_EQ(CodeOf(Ask(session, Define("more", {filler}))), "");
}

TEST(BatchSessionTest, SingleRequestsKeepNone) {
  for (const auto& [request, field] :
       {std::pair(R"({"snapshot":"s","objects":[]})", "snapshot"),
        std::pair(R"({"useSnapshot":"s","objects":[]})", "useSnapshot"),
        std::pair(R"({"dropSnapshot":"s"})", "dropSnapshot")}) {
    const Json answer = Json::parse(AnswerRequest(request, DefaultVersion(), 0));
    EXPECT_EQ(CodeOf(answer), "no-snapshots");
    EXPECT_EQ(answer["error"]["field"], field);
  }
}

// Draws small objects, so that names often collide.
class Objects {
 public:
  explicit Objects(unsigned seed) : random_(seed) {}

  size_t Below(size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random_); }
  std::string Name() { return std::string(1, static_cast<char>('a' + Below(4))); }
  std::string Namespace() { return Below(3) == 0 ? "other" : Below(8) == 0 ? "default" : "shop"; }

  std::string Draw() {
    switch (Below(9)) {
      case 0:
        return Object("Node", R"("status":{"addresses":[{"type":"InternalIP","address":"192.0.2.)" +
                                  std::to_string(Below(9)) + R"("}]})");
      case 1:
        return Object("LimitRange", R"("spec":{"limits":[{"type":"Container","default":{"cpu":")" +
                                        std::to_string(1 + Below(9)) + R"("}}]})");
      case 2:
      case 3:
        return Object("Service", R"("spec":{"clusterIP":"10.0.0.)" + std::to_string(Below(9)) +
                                     R"(","ports":[{"port":80}]})");
      case 4:
        return Object("ConfigMap",
                      R"("data":{"K)" + std::to_string(Below(3)) + R"json(":"v$(A)"})json");
      case 5:
        return Object("Secret", R"("data":{"K)" + std::to_string(Below(3)) + R"(":"eA=="})");
      case 6:
        return absl::StrCat(R"({"apiVersion":"work.example/v1","kind":"Wrap","metadata":{"name":")",
                            Name(), R"("},"spec":{"manifests":[)",
                            Object(Below(2) == 0 ? "ConfigMap" : "Service", R"("data":{"K1":"w"})"),
                            ",", Below(2) == 0 ? PodOrTemplate() : kService, "]}}");
      default:
        return PodOrTemplate();
    }
  }

  std::string PodOrTemplate() {
    const std::string spec = absl::StrCat(
        R"({"containers":[{"name":"c","env":[{"name":"L","valueFrom":{"resourceFieldRef":)",
        R"({"resource":"limits.cpu"}}},{"name":"H","valueFrom":{"fieldRef":{"fieldPath":)",
        R"json("status.hostIP"}}},{"name":"R","value":"$(A_SERVICE_HOST) $(B_PORT) $(K1)"}],)json",
        R"("envFrom":[{"configMapRef":{"name":")", Name(), R"(","optional":)",
        Below(4) == 0 ? "false" : "true", R"(}},{"secretRef":{"name":")", Name(),
        R"(","optional":true}}]}]})");
    if (Below(3) > 0) return Object("Pod", "\"spec\":" + spec);
    return Object("Deployment", absl::StrCat(R"("spec":{"template":{"spec":)", spec, "}}"));
  }

 private:
  std::string Object(std::string_view kind, std::string_view rest) {
    return absl::StrCat(R"({"apiVersion":")", kind == "Deployment" ? "apps/v1" : "v1",
                        R"(","kind":")", kind, R"(","metadata":{"name":")", Name(),
                        R"(","namespace":")", Namespace(), R"("},)", rest, "}");
  }

  std::mt19937 random_;
};

// Replaces positions in messages, which differ between lines with different texts.
std::string WithoutPositions(std::string answer) {
  RE2::GlobalReplace(&answer, R"(request:1:\d+)", "request");
  return answer;
}

// The answer with a snapshot is, byte by byte, the answer to one request with all objects.
TEST(BatchSessionTest, AnswersAreThoseOfAllObjectsTogether) {
  size_t environments = 0, failures = 0;
  for (unsigned seed = 0; seed < 3000; ++seed) {
    Objects objects(seed);
    BatchSession session(DefaultVersion());
    std::vector<std::string> shared, all;
    for (size_t i = objects.Below(12); i > 0; --i) shared.push_back(objects.Draw());
    ASSERT_EQ(CodeOf(Ask(session, Define("s", shared))), "");
    for (int request = 0; request < 4; ++request) {
      std::vector<std::string> own;
      for (size_t i = objects.Below(3); i > 0; --i) own.push_back(objects.Draw());
      if (objects.Below(2) == 0) own.push_back(objects.PodOrTemplate());
      all = shared;
      all.insert(all.end(), own.begin(), own.end());
      const std::string rest = absl::StrCat(
          R"("id":)", request, R"(,"namespace":")", objects.Namespace(), "\"",
          objects.Below(5) == 0 ? "" : absl::StrCat(R"(,"pod":")", objects.Name(), "\""),
          objects.Below(2) == 0 ? R"(,"container":"c")" : "");
      const std::string expected = session.Answer(
          absl::StrCat("{", rest, R"(,"objects":[)", absl::StrJoin(all, ","), "]}"), 1);
      const std::string answer =
          session.Answer(absl::StrCat(R"({"objects":[)", absl::StrJoin(own, ","), "],", rest,
                                      R"(,"useSnapshot":"s"})"),
                         1);
      ASSERT_EQ(WithoutPositions(answer), WithoutPositions(expected)) << "seed " << seed << "\n"
                                                                      << absl::StrJoin(all, "\n");
      ++(CodeOf(Json::parse(answer)).empty() ? environments : failures);
    }
  }
  // Both occur often.
  EXPECT_GT(environments, 500u);
  EXPECT_GT(failures, 500u);
}

}  // namespace
}  // namespace svcenv
