// Hostile inputs. Each call returns an answer or an error, and a patch applies to the object in the
// request and changes only its environment.
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "svcenv/c/svcenv.h"

namespace {

using ::nlohmann::json;

constexpr char kObjects[] =
    R"json({"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Service",
"metadata":{"name":"redis","namespace":"shop"},
"spec":{"clusterIP":"10.96.0.7","ports":[{"port":6379}]}}]})json";

constexpr char kPolicy[] = "links: minimal\nwarn: [reference-unresolved]\n";

constexpr char kRequest[] =
    R"json({"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1",
"operation":"CREATE","namespace":"shop","object":{"apiVersion":"v1","kind":"Pod",
"metadata":{"name":"web"},"spec":{"containers":[{"name":"c","image":"i",
"args":["$(REDIS_SERVICE_HOST)"],"env":[{"name":"A","value":"$(REDIS_PORT)"}]
}]
}
}
}
})json";

constexpr char kBatch[] =
    R"json({"id":1,"objects":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},
"spec":{"containers":[{"name":"c","env":[{"name":"A","value":"$(B)"
}]
}]
}
}],"pod":"web"
})json";

class HostileTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(
        svcenv_snapshot_new(kObjects, std::strlen(kObjects), nullptr, &snapshot_, nullptr, nullptr),
        SVCENV_OK);
    ASSERT_EQ(svcenv_policy_new(kPolicy, std::strlen(kPolicy), &policy_, nullptr, nullptr),
              SVCENV_OK);
  }
  void TearDown() override {
    svcenv_free(snapshot_);
    svcenv_free(policy_);
  }

  // Checks and returns the response to `request`.
  json Review(const std::string& request) const {
    char* answer = nullptr;
    size_t length = 0;
    EXPECT_EQ(svcenv_review(snapshot_, policy_, request.data(), request.size(), &answer, &length),
              SVCENV_OK);
    const json review = json::parse(std::string(answer, length));
    svcenv_free(answer);
    EXPECT_EQ(review["apiVersion"], "admission.k8s.io/v1");
    EXPECT_EQ(review["kind"], "AdmissionReview");
    const json& response = review["response"];
    EXPECT_TRUE(response["uid"].is_string());
    if (response["allowed"] == false) {
      EXPECT_FALSE(response["status"]["message"].get<std::string>().empty());
    }
    if (response.contains("patch")) CheckPatch(request, response);
    return response;
  }

  // Passes `text` to each function, which must return an error with a message, a handle, or an
  // answer.
  void GiveToAll(const std::string& text) const {
    Review(text);
    char* out = nullptr;
    size_t length = 0;
    ASSERT_EQ(svcenv_batch(text.data(), text.size(), &out, &length), SVCENV_OK);
    EXPECT_TRUE(json::accept(std::string(out, length)));
    svcenv_free(out);
    svcenv_snapshot* snapshot = nullptr;
    svcenv_status status =
        svcenv_snapshot_new(text.data(), text.size(), nullptr, &snapshot, &out, &length);
    CheckNew(status, snapshot, out, length);
    svcenv_policy* policy = nullptr;
    status = svcenv_policy_new(text.data(), text.size(), &policy, &out, &length);
    CheckNew(status, policy, out, length);
  }

  svcenv_snapshot* snapshot_ = nullptr;
  svcenv_policy* policy_ = nullptr;

 private:
  static void CheckPatch(const std::string& request, const json& response) {
    std::string patch;
    ASSERT_TRUE(absl::Base64Unescape(response["patch"].get<std::string>(), &patch));
    const json object = json::parse(request)["request"]["object"];
    const json patched = object.patch(json::parse(patch));
    const auto without_environment = [](json pod) {
      pod["spec"].erase("enableServiceLinks");
      if (pod.contains("metadata") && pod["metadata"].contains("annotations")) {
        pod["metadata"]["annotations"].erase("svcenv.io/links-off");
        if (pod["metadata"]["annotations"].empty()) pod["metadata"].erase("annotations");
      }
      for (json& container : pod["spec"]["containers"]) container.erase("env");
      return pod;
    };
    EXPECT_EQ(without_environment(object), without_environment(patched));
  }

  static void CheckNew(svcenv_status status, void* handle, char* error, size_t length) {
    if (status == SVCENV_OK) {
      EXPECT_NE(handle, nullptr);
      EXPECT_EQ(error, nullptr);
    } else {
      EXPECT_EQ(status, SVCENV_INVALID);
      EXPECT_EQ(handle, nullptr);
      EXPECT_GT(length, 0u);
      EXPECT_EQ(std::strlen(error), length);
    }
    svcenv_free(handle);
    svcenv_free(error);
  }
};

TEST_F(HostileTest, TheRequestIsAGoodOne) {
  const json response = Review(kRequest);
  EXPECT_EQ(response["allowed"], true);
  EXPECT_TRUE(response.contains("patch"));
}

TEST_F(HostileTest, Truncated) {
  for (const std::string whole : {kRequest, kBatch, kObjects, kPolicy}) {
    for (size_t length = 0; length < whole.size(); ++length) GiveToAll(whole.substr(0, length));
  }
}

TEST_F(HostileTest, ThreeMebibytes) {
  std::string request = kRequest;
  request.insert(request.find("\"name\":\"web\""),
                 "\"annotations\":{\"a\":\"" + std::string(3 << 20, 'x') + "\"},");
  EXPECT_TRUE(Review(request).contains("patch"));
  request = kRequest;
  std::string variables;
  while (variables.size() < 3 << 20) {
    variables += R"json({"name":"V","value":"$(REDIS_PORT)$(V)"},)json";
  }
  request.insert(request.find("{\"name\":\"A\""), variables);
  Review(request);
  GiveToAll(std::string(3 << 20, '\0'));
  GiveToAll(std::string(3 << 20, '"'));
}

TEST_F(HostileTest, DeeplyNested) {
  for (const char* open : {"[", "{\"a\":", "[{\"a\":", "- ", "? "}) {
    std::string text;
    for (int i = 0; i < 100000; ++i) text += open;
    GiveToAll(text);
  }
  std::string request = kRequest;
  request.insert(request.find("\"name\":\"web\""),
                 "\"x\":" + std::string(100000, '[') + std::string(100000, ']') + ",");
  EXPECT_EQ(Review(request)["allowed"], false);
}

TEST_F(HostileTest, DuplicateKeys) {
  for (const char* twice :
       {"\"request\":{},", "\"kind\":\"Pod\",", "\"apiVersion\":\"v1\",", "\"kind\":null,"}) {
    GiveToAll(std::string(kRequest).insert(1, twice));
  }
  const std::string whole = kRequest;
  for (const char* key : {"\"uid\"", "\"operation\"", "\"object\"", "\"metadata\"", "\"spec\"",
                          "\"containers\"", "\"env\"", "\"args\"", "\"value\""}) {
    for (const char* value : {"null", "1", "\"\"", "[]", "{}", "[{}]"}) {
      GiveToAll(std::string(whole).insert(whole.find(key), std::string(key) + ":" + value + ","));
    }
  }
}

TEST_F(HostileTest, OfAnotherKindOrWithoutUid) {
  const auto with = [](const std::string& from, const std::string& to) {
    std::string request = kRequest;
    return request.replace(request.find(from), from.size(), to);
  };
  for (const char* version : {"\"admission.k8s.io/v1beta1\"", "\"v1\"", "null", "1", "[]"}) {
    EXPECT_EQ(Review(with("\"admission.k8s.io/v1\"", version))["allowed"], false) << version;
  }
  for (const char* uid : {"\"\"", "null", "7", "{}"}) {
    EXPECT_EQ(Review(with("\"u-1\"", uid))["allowed"], false) << uid;
  }
}

// Returns the message of a call that must fail with SVCENV_INVALID.
std::string ErrorOf(svcenv_status status, char* error, size_t length) {
  EXPECT_EQ(status, SVCENV_INVALID);
  EXPECT_NE(error, nullptr);
  const std::string text = error == nullptr ? "" : std::string(error, length);
  svcenv_free(error);
  return text;
}

TEST_F(HostileTest, NullWhereSomethingIsNeeded) {
  const char* text = kRequest;
  const size_t size = std::strlen(text);
  char* out = nullptr;
  size_t length = 0;
  svcenv_status status = svcenv_review(nullptr, policy_, text, size, &out, &length);
  EXPECT_EQ(ErrorOf(status, out, length), "the snapshot is NULL");
  status = svcenv_review(snapshot_, nullptr, text, size, &out, &length);
  EXPECT_EQ(ErrorOf(status, out, length), "the policy is NULL");
  status = svcenv_review(snapshot_, policy_, nullptr, 1, &out, &length);
  EXPECT_EQ(ErrorOf(status, out, length), "the input is NULL, but its length is not 0");
  status = svcenv_batch(nullptr, 1, &out, &length);
  EXPECT_EQ(ErrorOf(status, out, length), "the input is NULL, but its length is not 0");
  status = svcenv_snapshot_new(nullptr, 0, nullptr, nullptr, &out, &length);
  EXPECT_EQ(ErrorOf(status, out, length), "the output pointer is NULL");
  status = svcenv_policy_new(nullptr, 0, nullptr, &out, &length);
  EXPECT_EQ(ErrorOf(status, out, length), "the output pointer is NULL");
  EXPECT_EQ(svcenv_policy_new(nullptr, 1, nullptr, nullptr, nullptr), SVCENV_INVALID);
  EXPECT_EQ(svcenv_review(nullptr, nullptr, nullptr, 0, nullptr, nullptr), SVCENV_INVALID);
  EXPECT_EQ(svcenv_review(snapshot_, policy_, nullptr, 0, nullptr, nullptr), SVCENV_OK);
  svcenv_free(nullptr);
}

TEST_F(HostileTest, MoreThanPositionsCanCount) {
  const size_t size = (size_t{1} << 32) + 1;  // not read, so it needs no memory
  char* out = nullptr;
  size_t length = 0;
  svcenv_snapshot* snapshot = nullptr;
  svcenv_policy* policy = nullptr;
  EXPECT_EQ(svcenv_review(snapshot_, policy_, kRequest, size, &out, &length), SVCENV_NO_MEMORY);
  EXPECT_EQ(out, nullptr);
  EXPECT_EQ(length, 0);
  EXPECT_EQ(svcenv_batch(kBatch, size, nullptr, nullptr), SVCENV_NO_MEMORY);
  EXPECT_EQ(svcenv_snapshot_new(kObjects, size, nullptr, &snapshot, nullptr, nullptr),
            SVCENV_NO_MEMORY);
  EXPECT_EQ(svcenv_policy_new(kPolicy, size, &policy, nullptr, nullptr), SVCENV_NO_MEMORY);
}

// Truncated anywhere, with an extra byte, or with a wrong type: no message contains a Secret's
// value.
TEST_F(HostileTest, NoSecretIsInAnError) {
  const std::string secret =
      R"json({"apiVersion":"v1","data":{"KEY":"canary!canary"},"stringData":{"OTHER":"canary\"}"},
"kind":"Secret","metadata":{"name":"s","namespace":"shop"}})json";
  const std::string request =
      R"json({"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u",
"operation":"CREATE","namespace":"shop","object":)json" +
      secret + "}}";
  const std::string batch = R"({"objects":[)" + secret + "]}";
  const auto errors = [&](const std::string& text) {
    std::string said;
    char* out = nullptr;
    size_t length = 0;
    const auto keep = [&] {
      if (out != nullptr) said.append(out, length);
      svcenv_free(out);
      out = nullptr;
    };
    svcenv_review(snapshot_, policy_, text.data(), text.size(), &out, &length);
    keep();
    svcenv_batch(text.data(), text.size(), &out, &length);
    keep();
    svcenv_snapshot* snapshot = nullptr;
    svcenv_snapshot_new(text.data(), text.size(), nullptr, &snapshot, &out, &length);
    svcenv_free(snapshot);
    keep();
    return said;
  };
  for (const std::string& whole : {secret, request, batch}) {
    for (size_t i = 0; i <= whole.size(); ++i) {
      EXPECT_EQ(errors(whole.substr(0, i)).find("canary"), std::string::npos) << i;
      for (const char* more : {"\"", "7,", "[", "\n"}) {
        const std::string said = errors(std::string(whole).insert(i, more));
        EXPECT_EQ(said.find("canary"), std::string::npos) << i << more << said;
      }
    }
  }
}

TEST_F(HostileTest, RandomBytes) {
  std::minstd_rand random(20261125);
  const std::string whole = kRequest;
  for (int round = 0; round < 2000; ++round) {
    std::string text = whole;
    if (round % 4 == 0) text.assign(random() % 300, ' ');
    const int changes = text.empty() ? 0 : static_cast<int>(1 + random() % 8);
    for (int i = 0; i < (round % 4 == 0 ? static_cast<int>(text.size()) : changes); ++i) {
      text[random() % text.size()] = static_cast<char>(random() % 256);
    }
    GiveToAll(text);
  }
}

}  // namespace
