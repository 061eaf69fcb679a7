// Which requests the server reviews, and the statuses of the others.
#include "webhook/gateway.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

namespace svcenv::webhook {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(TimeoutTest, IsAGoDurationRoundedUpToSeconds) {
  struct Case {
    const char* query;
    int milliseconds;
  };
  for (const Case& one : std::vector<Case>{{"", 10'000},
                                           {"timeout=5s", 5'000},
                                           {"timeout=1500ms", 2'000},
                                           {"timeout=1ns", 1'000},
                                           {"a=b&timeout=1m", 30'000},
                                           {"timeout=0s", 10'000},
                                           {"timeout=-1s", 10'000},
                                           {"timeout=inf", 30'000},
                                           {"timeout=5", 10'000},
                                           {"timeout=", 10'000},
                                           {"timeouts=1s", 10'000}}) {
    EXPECT_EQ(TimeoutOf(one.query), milliseconds(one.milliseconds)) << one.query;
  }
}

class GatewayTest : public ::testing::Test {
 protected:
  GatewayTest() {
    std::filesystem::create_directories(folder_);
    Write("policy", "policies: {a: {links: minimal}, b: {mode: audit, links: none}}\n");
    Write("services",
          "apiVersion: v1\nkind: Service\nmetadata: {name: redis, namespace: shop}\n"
          "spec: {clusterIP: 10.96.0.7, ports: [{port: 6379}]}\n");
    // There is no certificate; the other files are read nevertheless.
    state_.Reload();
  }

  void Write(const std::string& name, const std::string& text) const {
    std::ofstream(Path(name)) << text;
  }
  std::string Path(const std::string& name) const { return absl::StrCat(folder_, "/", name); }

  // Returns the status of a request that is not reviewed, or 0.
  int StatusOf(const HttpHead& head) {
    ReviewRoute route;
    HttpReply reply;
    return gateway_.Accept(head, &route, &reply) ? 0 : reply.status;
  }

  HttpReply Review(std::string_view path, const std::string& body) {
    ReviewRoute route;
    HttpReply reply;
    EXPECT_TRUE(
        gateway_.Accept({true, path, "application/json", true, body.size()}, &route, &reply));
    std::promise<HttpReply> answer;
    gateway_.Review(route, body, [&](HttpReply given) { answer.set_value(std::move(given)); });
    return answer.get_future().get();
  }

  const std::string folder_ = ::testing::TempDir() + "gateway_test";
  Metrics metrics_;
  Log log_{&metrics_};
  State state_{{Path("tls.crt"), Path("tls.key"), "", Path("policy"), Path("services")},
               nullptr,
               &metrics_,
               &log_};
  Workers workers_{1, 2, &metrics_};
  Gateway gateway_{&state_, &workers_, &metrics_, &log_};
};

constexpr char kReview[] =
    R"json({"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","operation":"CREATE","namespace":"shop","object":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","args":["$(REDIS_PORT)"]}]}}}})json";

TEST_F(GatewayTest, RefusesWhatItDoesNotReview) {
  struct Case {
    HttpHead head;
    int status;
  };
  for (const Case& one : std::vector<Case>{
           {{true, "/mutate/a?timeout=5s", "application/json", true, 2}, 0},
           {{true, "/validate/b", "Application/JSON; charset=utf-8", true, 2}, 0},
           {{true, "/mutate/a", "application/json", true, kMaxBodyBytes}, 0},
           {{true, "/mutate", "application/json", true, 2}, 404},  // there are two policies
           {{true, "/mutate/", "application/json", true, 2}, 404},
           {{true, "/mutate/c", "application/json", true, 2}, 404},
           {{true, "/mutatea", "application/json", true, 2}, 404},
           {{true, "/", "application/json", true, 2}, 404},
           {{false, "/mutate/a", "application/json", true, 2}, 405},
           {{true, "/mutate/a", "application/json", false, 0}, 411},
           {{true, "/mutate/a", "application/json", true, kMaxBodyBytes + 1}, 413},
           {{true, "/mutate/a", "text/plain", true, 2}, 415},
           {{true, "/mutate/a", "", true, 2}, 415},
       }) {
    EXPECT_EQ(StatusOf(one.head), one.status) << one.head.target;
  }
}

TEST_F(GatewayTest, LargeBodiesShareABudget) {
  const HttpHead large = {true, "/mutate/a", "application/json", true, kMaxBodyBytes};
  for (int i = 0; i < 8; ++i) EXPECT_EQ(StatusOf(large), 0);
  EXPECT_EQ(StatusOf(large), 503);
  EXPECT_EQ(StatusOf({true, "/mutate/a", "application/json", true, 1000}), 0);
  gateway_.Release(kMaxBodyBytes);
  EXPECT_EQ(StatusOf(large), 0);
}

TEST_F(GatewayTest, ReviewsByPolicy) {
  const auto patched = nlohmann::json::parse(Review("/mutate/a", kReview).body);
  EXPECT_TRUE(patched["response"].contains("patch"));
  const auto validated = nlohmann::json::parse(Review("/validate/a", kReview).body);
  EXPECT_FALSE(validated["response"].contains("patch"));
  EXPECT_EQ(Review("/mutate/b", kReview).status, 200);
  const HttpReply invalid = Review("/mutate/a", "{}");
  EXPECT_EQ(invalid.status, 400);
  EXPECT_EQ(nlohmann::json::parse(invalid.body)["response"]["allowed"], false);
  const std::string text = metrics_.ToText(state_.Sample());
  EXPECT_THAT(text, HasSubstr("svcenv_webhook_reviews_total{policy=\"a\",operation=\"CREATE\","
                              "kind=\"Pod\",outcome=\"patched\"} 1\n"));
  EXPECT_THAT(
      text, HasSubstr("{policy=\"b\",operation=\"CREATE\",kind=\"Pod\",outcome=\"patched\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("operation=\"other\",kind=\"other\",outcome=\"invalid\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("svcenv_webhook_review_duration_seconds_count 4\n"));
}

TEST_F(GatewayTest, AFullQueueIsRefusedAtOnce) {
  std::promise<void> go;
  std::shared_future<void> gone = go.get_future().share();
  std::promise<void> started;
  ASSERT_TRUE(workers_.TryPost([&] {
    started.set_value();
    gone.wait();
  }));
  started.get_future().wait();
  ASSERT_TRUE(workers_.TryPost([] {}));
  ASSERT_TRUE(workers_.TryPost([] {}));
  EXPECT_EQ(Review("/mutate/a", kReview).status, 503);
  go.set_value();
}

TEST_F(GatewayTest, AnInvalidPolicyIsRefusedAndTheOldOneStays) {
  Write("policy", "links: minimum\n");
  state_.Reload();
  EXPECT_NE(state_.policies()->Find("a"), nullptr);
  EXPECT_EQ(state_.Sample().policy_generation, 1);
  Write("policy", "links: none\n");
  state_.Reload();
  EXPECT_EQ(StatusOf({true, "/mutate", "application/json", true, 2}), 0);
  EXPECT_EQ(state_.Sample().policy_generation, 2);
  const std::string text = metrics_.ToText(state_.Sample());
  EXPECT_THAT(text, HasSubstr("reloads_total{file=\"policy\",result=\"refused\"} 1\n"));
}

TEST_F(GatewayTest, ServicesOfAWatch) {
  Write("policy", "links: minimal\n");
  ServiceStore store;
  State state({Path("tls.crt"), Path("tls.key"), "", Path("policy"), ""}, &store, &metrics_, &log_);
  state.Reload();
  Gateway gateway(&state, &workers_, &metrics_, &log_);
  const auto review = [&] {
    ReviewRoute route;
    HttpReply reply;
    EXPECT_TRUE(gateway.Accept({true, "/mutate", "application/json", true, 2}, &route, &reply));
    std::promise<HttpReply> answer;
    gateway.Review(route, kReview, [&](HttpReply given) { answer.set_value(std::move(given)); });
    return nlohmann::json::parse(answer.get_future().get().body)["response"];
  };
  const auto now = std::chrono::steady_clock::now;
  // Nothing is changed before the first list, without a wait.
  EXPECT_FALSE(review().contains("patch"));
  EXPECT_THAT(metrics_.ToText(state.Sample()), HasSubstr("failed_open_stale_services\"} 1\n"));
  EXPECT_THAT(metrics_.ToText(state.Sample()), Not(HasSubstr("review_waits_total{")));
  store.freshness().Connected(now());
  store.freshness().Listed(now());
  EXPECT_TRUE(review().contains("warnings"));
  EXPECT_THAT(metrics_.ToText(state.Sample()), HasSubstr("{result=\"unchanged\"} 1\n"));
  std::thread creates([&] {
    std::this_thread::sleep_for(milliseconds(30));
    store.Put("shop", "redis", {"10.96.0.7", {{"", "TCP", 6379}}});
  });
  EXPECT_FALSE(review().contains("warnings"));
  creates.join();
  EXPECT_THAT(metrics_.ToText(state.Sample()), HasSubstr("{result=\"changed\"} 1\n"));
  EXPECT_EQ(state.Sample().services, 1);
  EXPECT_TRUE(state.Sample().services_current);
  store.Stop();
}

TEST(PoliciesTest, NamesAndErrors) {
  const auto single = ParsePolicies("p", "links: none\n");
  ASSERT_TRUE(single.ok());
  EXPECT_NE(single->Find(""), nullptr);
  const auto named = ParsePolicies("p", "policies: {a: {links: none}}\n");
  ASSERT_TRUE(named.ok());
  EXPECT_EQ(named->Find(""), named->Find("a"));
  for (const char* bad :
       {"policies: {A: {}}\n", "policies: {a: {link: none}}\n", "policies: {a: {}}\nlinks: none\n",
        "links: none\npolicies: {a: {}}\n", "policies: [a]\n", "polices: {a: {}}\n"}) {
    EXPECT_FALSE(ParsePolicies("p", bad).ok()) << bad;
  }
}

}  // namespace
}  // namespace svcenv::webhook
