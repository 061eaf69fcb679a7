// Snapshots of namespaces while services change, and how old they are.
#include "webhook/service_store.h"

#include <atomic>
#include <chrono>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "webhook/review_namespace.h"

namespace svcenv::webhook {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

ServiceRecord Record(std::string address, int32_t port = 80) {
  return {std::move(address), {{"main", "TCP", port}}};
}

// Returns the value of a variable in pods of the namespace, or "".
std::string ValueIn(ServiceStore& store, std::string_view namespace_, std::string_view name) {
  const auto snapshot = store.SnapshotOf(namespace_);
  const auto variables = snapshot->services()->VariablesOf(namespace_, true);
  const ServiceVariable* found = (*variables)->Find(name);
  return found == nullptr ? "" : std::string(found->value);
}

// Waits until the variable has the value.
bool Becomes(ServiceStore& store, std::string_view namespace_, std::string_view name,
             std::string_view value) {
  for (int i = 0; i < 500; ++i) {
    if (ValueIn(store, namespace_, name) == value) return true;
    std::this_thread::sleep_for(milliseconds(10));
  }
  return false;
}

TEST(ServiceStoreTest, EachNamespaceSeesItsServicesAndTheMaster) {
  ServiceStore store;
  EXPECT_EQ(ValueIn(store, "shop", "KUBERNETES_SERVICE_HOST"), "");
  store.Replace({{"default", {{"kubernetes", Record("10.96.0.1", 443)}}},
                 {"shop", {{"redis", Record("10.96.0.7")}, {"db", Record("10.96.0.8")}}}});
  EXPECT_EQ(store.size(), 3);
  EXPECT_EQ(ValueIn(store, "shop", "REDIS_SERVICE_HOST"), "10.96.0.7");
  EXPECT_EQ(ValueIn(store, "shop", "DB_PORT_80_TCP_PROTO"), "tcp");
  EXPECT_EQ(ValueIn(store, "shop", "KUBERNETES_SERVICE_HOST"), "10.96.0.1");
  EXPECT_EQ(ValueIn(store, "other", "KUBERNETES_SERVICE_HOST"), "10.96.0.1");
  EXPECT_EQ(ValueIn(store, "default", "KUBERNETES_SERVICE_PORT"), "443");
  EXPECT_EQ(ValueIn(store, "other", "REDIS_SERVICE_HOST"), "");
}

TEST(ServiceStoreTest, SnapshotsFollowChanges) {
  ServiceStore store;
  EXPECT_EQ(ValueIn(store, "shop", "REDIS_SERVICE_HOST"), "");
  store.Put("shop", "redis", Record("10.96.0.7"));
  EXPECT_EQ(ValueIn(store, "shop", "REDIS_SERVICE_HOST"), "10.96.0.7");
  store.Put("shop", "redis", Record("10.96.0.8"));
  EXPECT_TRUE(Becomes(store, "shop", "REDIS_SERVICE_HOST", "10.96.0.8"));
  store.Put("default", "kubernetes", Record("10.96.0.1"));
  EXPECT_EQ(ValueIn(store, "shop", "KUBERNETES_SERVICE_HOST"), "10.96.0.1");
  EXPECT_EQ(ValueIn(store, "other", "KUBERNETES_SERVICE_HOST"), "10.96.0.1");
  store.Remove("default", "kubernetes");
  EXPECT_EQ(ValueIn(store, "shop", "KUBERNETES_SERVICE_HOST"), "");
  store.Remove("shop", "nosuch");
  store.Remove("nosuch", "redis");
  store.Remove("shop", "redis");
  EXPECT_EQ(ValueIn(store, "shop", "REDIS_SERVICE_HOST"), "");
  EXPECT_EQ(store.size(), 0);
  EXPECT_EQ(store.bytes(), 0);
}

TEST(ServiceStoreTest, AListKeepsTheSnapshotsOfUnchangedNamespaces) {
  ServiceStore store;
  const ServiceTable first = {{"a", {{"x", Record("10.0.0.1")}}},
                              {"b", {{"x", Record("10.0.0.1")}}}};
  store.Replace(first);
  const auto a = store.SnapshotOf("a"), b = store.SnapshotOf("b");
  ServiceTable second = first;
  second["b"]["x"] = Record("10.0.0.2");
  store.Replace(second);
  EXPECT_EQ(store.SnapshotOf("a"), a);
  EXPECT_NE(store.SnapshotOf("b"), b);
  EXPECT_EQ(ValueIn(store, "b", "X_SERVICE_HOST"), "10.0.0.2");
  second.erase("a");
  store.Replace(second);
  EXPECT_EQ(ValueIn(store, "a", "X_SERVICE_HOST"), "");
  EXPECT_EQ(store.size(), 1);
}

TEST(ServiceStoreTest, AnEventDoesNotCopyOtherNamespacesOrUnusedSnapshots) {
  ServiceStore store;
  ServiceTable all;
  for (int i = 0; i < 20'000; ++i) {
    all[absl::StrCat("ns-", i % 100)][absl::StrCat("s", i)] = Record("10.0.0.1");
  }
  store.Replace(std::move(all));
  const auto other = store.SnapshotOf("ns-1");
  store.SnapshotOf("ns-0");
  for (int i = 0; i < 2000; ++i) store.Put("ns-0", "s0", Record("10.0.1.1", 1 + i % 2000));
  EXPECT_TRUE(Becomes(store, "ns-0", "S0_SERVICE_PORT", "2000"));
  EXPECT_EQ(store.SnapshotOf("ns-1"), other);
}

TEST(ServiceStoreTest, WaitsEndWhenTheSnapshotChanges) {
  ServiceStore store;
  store.Put("shop", "redis", Record("10.96.0.7"));
  const auto wait = [&](std::string_view namespace_, milliseconds timeout) {
    auto promise = std::make_shared<std::promise<bool>>();
    EXPECT_TRUE(store.WhenChanged(namespace_, store.SnapshotOf(namespace_), timeout,
                                  [promise](bool changed) { promise->set_value(changed); }));
    return promise->get_future();
  };
  EXPECT_FALSE(wait("shop", milliseconds(20)).get());
  auto changed = wait("shop", seconds(20)), created = wait("new", seconds(20));
  auto other = wait("other", milliseconds(200));
  store.Put("shop", "db", Record("10.96.0.8"));
  EXPECT_TRUE(changed.get());
  EXPECT_EQ(ValueIn(store, "shop", "DB_SERVICE_HOST"), "10.96.0.8");
  store.Put("new", "db", Record("10.96.0.9"));
  EXPECT_TRUE(created.get());
  EXPECT_FALSE(other.get());
  auto stopped = wait("shop", seconds(20));
  store.Stop();
  EXPECT_FALSE(stopped.get());
  EXPECT_FALSE(store.WhenChanged("shop", nullptr, seconds(1), [](bool) {}));
}

TEST(ServiceStoreTest, WaitsAreBounded) {
  ServiceStore store;
  std::atomic<int> done{0};
  int accepted = 0;
  const auto seen = store.SnapshotOf("shop");
  for (int i = 0; i < 3000; ++i) {
    accepted += store.WhenChanged("shop", seen, seconds(60), [&](bool) { ++done; }) ? 1 : 0;
  }
  EXPECT_EQ(accepted, 1024);
  store.Stop();
  EXPECT_EQ(done, accepted);
}

TEST(ServiceStoreTest, ReviewsReadWhileServicesChange) {
  ServiceStore store;
  std::atomic<bool> stops{false};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!stops) {
        for (const char* name : {"a", "b", "default", "none"}) {
          store.WhenChanged(name, store.SnapshotOf(name), milliseconds(1), [](bool) {});
        }
      }
    });
  }
  for (int i = 0; i < 3000; ++i) {
    store.Put("a", absl::StrCat("s", i % 50), Record("10.0.0.1", 1 + i));
    store.Remove("a", absl::StrCat("s", (i + 25) % 50));
    store.Put("default", "kubernetes", Record("10.0.0.1", 1 + i % 7));
    if (i % 100 == 0) store.Replace({{"b", {{"x", Record("10.0.0.1", 1 + i)}}}});
  }
  stops = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(ValueIn(store, "none", "KUBERNETES_SERVICE_PORT"), "4");
}

TEST(FreshnessTest, ServicesAgeWhileNoWatchIsConnected) {
  Freshness freshness;
  const Freshness::Time start{};
  EXPECT_FALSE(freshness.is_listed());
  EXPECT_FALSE(freshness.IsCurrentAt(start));
  freshness.Connected(start);
  EXPECT_FALSE(freshness.IsCurrentAt(start));
  freshness.Listed(start);
  EXPECT_TRUE(freshness.IsCurrentAt(start + seconds(40)));
  EXPECT_EQ(freshness.AgeAt(start + seconds(40)), seconds(0));
  freshness.Heard(start + seconds(41));
  freshness.Lost();
  EXPECT_EQ(freshness.AgeAt(start + seconds(50)), seconds(9));
  EXPECT_TRUE(freshness.IsCurrentAt(start + seconds(71)));
  EXPECT_FALSE(freshness.IsCurrentAt(start + seconds(72)));
  EXPECT_EQ(freshness.AgeAt(start + seconds(641)), seconds(600));
  // A watch that continues is current after its first event, or after a second.
  freshness.Connected(start + seconds(641));
  EXPECT_FALSE(freshness.IsCurrentAt(start + milliseconds(641'500)));
  EXPECT_TRUE(freshness.IsCurrentAt(start + seconds(642)));
  freshness.Heard(start + milliseconds(641'200));
  EXPECT_TRUE(freshness.IsCurrentAt(start + milliseconds(641'500)));
}

TEST(ReviewNamespaceTest, FindsTheNamespace) {
  struct Case {
    const char* body;
    const char* namespace_;
  };
  for (
      const Case& one : std::vector<Case>{
          {R"({"request":{"namespace":"shop","object":{)", "shop"},
          {R"({"kind":"a","request":{"uid":"1","object":{"metadata":{"namespace":"b"},"x":[{}]},)"
           R"("namespace":"shop"}})",
           "shop"},
          {R"({"request":{"kind":{"namespace":"x"},"namespace":"","object":{"spec":{"namespace":"y"},)"
           R"("metadata":{"labels":{"namespace":"z"},"namespace":"b","a":[{"namespace":"c"}]}}}})",
           "b"},
          {R"({"request":{"oldObject":{"metadata":{"namespace":"b"}},"object":{"metadata":{}}}})",
           "default"},
          {R"({"a":[{"namespace":"x"}],"request":[{"namespace":"y"}],"namespace":"z"})", "default"},
          {R"({"request":{"namespa\u0063e":"s\u0068op"}})", "shop"},
          {R"({"request":{"namespace":{"namespace":"x"}}})", "default"},
          {R"({"object":{"request":{"namespace":"x"}}})", "default"},
          {"", "default"},
          {"[", "default"},
          {"\xff", "default"}}) {
    EXPECT_EQ(NamespaceOfReview(one.body), one.namespace_) << one.body;
  }
  NamespaceOfReview(std::string(1'000'000, '['));
}

}  // namespace
}  // namespace svcenv::webhook
