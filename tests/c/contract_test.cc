// Tests the promises of the header, and those that callers in other languages rely on.
#include <cstring>
#include <string>
#include <string_view>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "svcenv/c/svcenv.h"

namespace {

using ::nlohmann::json;

svcenv_snapshot* SnapshotOf(std::string_view objects, const char* version = nullptr) {
  svcenv_snapshot* snapshot = nullptr;
  char* error = nullptr;
  EXPECT_EQ(
      svcenv_snapshot_new(objects.data(), objects.size(), version, &snapshot, &error, nullptr),
      SVCENV_OK)
      << objects << (error == nullptr ? "" : error);
  svcenv_free(error);
  return snapshot;
}

svcenv_policy* PolicyOf(std::string_view text) {
  svcenv_policy* policy = nullptr;
  EXPECT_EQ(svcenv_policy_new(text.data(), text.size(), &policy, nullptr, nullptr), SVCENV_OK);
  return policy;
}

TEST(ContractTest, TheIdOfABatchRequestComesBackAsItWasWritten) {
  for (const std::string_view id :
       {"18446744073709551615", "1.0", "-0", "1e400", R"("\u0041")", R"({"a":1,"a":[1e400]})"}) {
    const std::string request = "{\"id\":" + std::string(id) + "}";
    char* answer = nullptr;
    ASSERT_EQ(svcenv_batch(request.data(), request.size(), &answer, nullptr), SVCENV_OK);
    EXPECT_EQ(std::string_view(answer).substr(0, 6 + id.size() + 1),
              "{\"id\":" + std::string(id) + ",");
    svcenv_free(answer);
  }
}

// Go's encoding/json writes an empty list as null.
TEST(ContractTest, ListsOfNothing) {
  for (
      const char* text :
      {R"({"kind":"List","apiVersion":"v1","metadata":{},"items":null})",
       R"({"kind":"ServiceList","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":null})",
       "kind: ServiceList\napiVersion: v1\nitems:\n",
       R"({"kind":"List","apiVersion":"v1","items":[]})", "null", ""}) {
    svcenv_free(SnapshotOf(text));
  }
  svcenv_snapshot* snapshot = nullptr;
  for (const char* text : {R"({"items":null})", R"({"kind":"List","apiVersion":"v1","items":{}})",
                           R"({"kind":"List","apiVersion":"v1"})"}) {
    EXPECT_EQ(svcenv_snapshot_new(text, std::strlen(text), nullptr, &snapshot, nullptr, nullptr),
              SVCENV_INVALID)
        << text;
  }
}

// Kubelets up to 1.29 skip envFrom keys that are not valid variable names.
TEST(ContractTest, TheVersionIsThatOfTheKubelets) {
  constexpr char kObjects[] = R"({"apiVersion":"v1","kind":"List","items":[
{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m","namespace":"shop"},"data":{"S_PORT":"own"}},
{"apiVersion":"v1","kind":"Service","metadata":{"name":"1s","namespace":"shop"},"spec":{"clusterIP":"10.96.0.9","ports":[{"port":1}]}}]})";
  const std::string request =
      R"json({"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","operation":"CREATE",
"namespace":"shop","object":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c",
"envFrom":[{"prefix":"1","configMapRef":{"name":"m"}}],"args":["$(1S_PORT)"]}]}}}})json";
  svcenv_policy* policy = PolicyOf("links: minimal");
  const auto patch_for = [&](const char* version) {
    svcenv_snapshot* snapshot = SnapshotOf(kObjects, version);
    char* answer = nullptr;
    size_t length = 0;
    EXPECT_EQ(svcenv_review(snapshot, policy, request.data(), request.size(), &answer, &length),
              SVCENV_OK);
    const json response = json::parse(std::string(answer, length))["response"];
    svcenv_free(answer);
    svcenv_free(snapshot);
    std::string patch;
    absl::Base64Unescape(response.value("patch", ""), &patch);
    return json::parse(patch);
  };
  EXPECT_EQ(patch_for("1.29").size(), 3u);
  EXPECT_EQ(patch_for("v1.30.2-gke.1").size(), 2u);
  EXPECT_EQ(patch_for(nullptr).size(), 2u);
  svcenv_free(policy);
}

TEST(ContractTest, AReviewHasAnHttpStatus) {
  svcenv_snapshot* snapshot = SnapshotOf("", nullptr);
  svcenv_policy* policy = nullptr;
  ASSERT_EQ(svcenv_policy_new("links: none", 11, &policy, nullptr, nullptr), SVCENV_OK);
  const std::string valid =
      R"({"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u"}})";
  int status = 7;
  char* answer = nullptr;
  size_t length = 0;
  const auto review = [&](const std::string& request, unsigned flags, int* out) {
    const svcenv_status result = svcenv_review_http(snapshot, policy, request.data(),
                                                    request.size(), flags, out, &answer, &length);
    EXPECT_EQ(std::strlen(answer), length);
    svcenv_free(answer);
    return result;
  };
  EXPECT_EQ(review(valid, 0, &status), SVCENV_OK);
  EXPECT_EQ(status, 200);
  EXPECT_EQ(review(valid, SVCENV_REVIEW_STALE, &status), SVCENV_OK);
  EXPECT_EQ(status, 200);
  EXPECT_EQ(review("{}", 0, &status), SVCENV_OK);
  EXPECT_EQ(status, 400);
  EXPECT_EQ(review(valid, 2, &status), SVCENV_INVALID);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(review(valid, 0, nullptr), SVCENV_INVALID);
  svcenv_free(policy);
  svcenv_free(snapshot);
}

TEST(ContractTest, TextsEndInANulThatIsNotCounted) {
  char* text = nullptr;
  size_t length = 99;
  ASSERT_EQ(svcenv_batch("{", 1, &text, &length), SVCENV_OK);
  EXPECT_EQ(std::strlen(text), length);
  EXPECT_TRUE(json::accept(text));
  svcenv_free(text);
  svcenv_policy* policy = nullptr;
  ASSERT_EQ(svcenv_policy_new("links: x", 8, &policy, &text, &length), SVCENV_INVALID);
  EXPECT_EQ(std::strlen(text), length);
  svcenv_free(text);
  // The length and the text are optional.
  ASSERT_EQ(svcenv_batch("{}", 2, &text, nullptr), SVCENV_OK);
  EXPECT_TRUE(json::accept(text));
  svcenv_free(text);
  EXPECT_EQ(svcenv_batch("{}", 2, nullptr, &length), SVCENV_OK);
  EXPECT_EQ(length, 0u);
}

TEST(ContractTest, NothingStaysFromTheCallBefore) {
  char* text = const_cast<char*>("left");
  size_t length = 99;
  auto* snapshot = reinterpret_cast<svcenv_snapshot*>(&length);
  ASSERT_EQ(svcenv_snapshot_new("", 0, nullptr, &snapshot, &text, &length), SVCENV_OK);
  EXPECT_EQ(text, nullptr);
  EXPECT_EQ(length, 0u);
  svcenv_free(snapshot);
  ASSERT_EQ(svcenv_snapshot_new("[", 1, nullptr, &snapshot, &text, &length), SVCENV_INVALID);
  EXPECT_EQ(snapshot, nullptr);
  svcenv_free(text);
}

}  // namespace
