#include "svcenv/kubernetes/limit_ranges.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Entries Quantities(std::vector<std::pair<std::string_view, std::string_view>> list) {
  Entries entries;
  for (const auto& [key, value] : list) entries.push_back({key, value, {}});
  return entries;
}

LimitRange Range(std::string_view name, std::vector<LimitRangeItem> items) {
  LimitRange range;
  range.meta.name.text = name;
  range.meta.namespace_ = "shop";
  range.limits = std::move(items);
  return range;
}

LimitRangeItem Item(Entries LimitRangeItem::*list, Entries quantities) {
  LimitRangeItem item;
  item.type.text = "Container";
  item.*list = std::move(quantities);
  return item;
}

std::string Text(const AdmittedQuantity& quantity) {
  if (quantity.entry == nullptr) return "none";
  if (quantity.is_known()) return std::string(quantity.entry->value);
  return absl::StrCat(quantity.entry->value, " or ", quantity.other_entry->value);
}

class LimitRangesTest : public ::testing::Test {
 protected:
  void Add(LimitRange range) { cluster_.Add(std::move(range)); }

  // Returns the limit and the request for cpu.
  std::string Cpu() {
    const LimitRanges ranges(cluster_);
    return absl::StrCat(Text(LimitOf(container_, "cpu", ranges.In("shop"))), ", ",
                        Text(RequestOf(container_, "cpu", ranges.In("shop"))));
  }

  std::vector<std::string> Violations() {
    const LimitRanges ranges(cluster_);
    std::vector<std::string> messages;
    for (const LimitViolation& violation : ViolationsOf(container_, *ranges.In("shop"))) {
      messages.push_back(violation.message);
    }
    return messages;
  }

  Cluster cluster_;
  Container container_;
};

TEST_F(LimitRangesTest, NoneSetNothing) {
  EXPECT_EQ(Cpu(), "none, none");
  LimitRange elsewhere = Range("a", {Item(&LimitRangeItem::max, Quantities({{"cpu", "1"}}))});
  elsewhere.meta.namespace_ = "other";
  Add(std::move(elsewhere));
  EXPECT_EQ(Cpu(), "none, none");
}

TEST_F(LimitRangesTest, OtherDirectoriesMayNotCount) {
  cluster_.files().Add(1, "base/web.yaml", /*from_directory=*/true);
  cluster_.files().Add(2, "big/limits.yaml", /*from_directory=*/true);
  Workload web;
  web.meta.namespace_ = "shop";
  web.meta.position = {1, 0};
  cluster_.Add(web);
  LimitRange big = Range("big", {Item(&LimitRangeItem::max, Quantities({{"cpu", "1"}}))});
  big.meta.position = {2, 0};
  Add(std::move(big));
  const LimitRanges ranges(cluster_);
  const NamespaceLimits* limits = ranges.In("shop", &web.meta);
  ASSERT_NE(limits, nullptr);
  EXPECT_TRUE(limits->ranges.empty());
  EXPECT_TRUE(limits->has_more);
  EXPECT_TRUE(LimitOf(container_, "cpu", limits).may_be_absent);
  EXPECT_FALSE(LimitOf(container_, "cpu", limits).is_known());
  container_.resources.limits = Quantities({{"cpu", "2"}});
  EXPECT_THAT(ViolationsOf(container_, *limits), IsEmpty());
  EXPECT_FALSE(ViolationsOf(container_, *ranges.In("shop")).empty()) << "without a viewer";
}

TEST_F(LimitRangesTest, MaxIsTheDefaultLimitAndRequest) {
  Add(Range("a", {Item(&LimitRangeItem::max, Quantities({{"cpu", "2"}}))}));
  EXPECT_EQ(Cpu(), "2, 2");
}

TEST_F(LimitRangesTest, MinIsTheDefaultRequest) {
  Add(Range("a", {Item(&LimitRangeItem::min, Quantities({{"cpu", "100m"}}))}));
  EXPECT_EQ(Cpu(), "none, 100m");
}

TEST_F(LimitRangesTest, DefaultsOverrideMaxAndMin) {
  LimitRangeItem item = Item(&LimitRangeItem::max, Quantities({{"cpu", "4"}}));
  item.min = Quantities({{"cpu", "10m"}});
  item.default_limits = Quantities({{"cpu", "1"}});
  item.default_requests = Quantities({{"cpu", "200m"}});
  Add(Range("a", {item}));
  EXPECT_EQ(Cpu(), "1, 200m");
}

TEST_F(LimitRangesTest, LimitsOfTheContainerAreItsRequestsFirst) {
  LimitRangeItem item = Item(&LimitRangeItem::default_limits, Quantities({{"cpu", "1"}}));
  item.default_requests = Quantities({{"cpu", "200m"}});
  Add(Range("a", {item}));
  container_.resources.limits = Quantities({{"cpu", "3"}});
  EXPECT_EQ(Cpu(), "3, 3");
}

TEST_F(LimitRangesTest, LastItemCounts) {
  LimitRangeItem pods = Item(&LimitRangeItem::max, Quantities({{"cpu", "9"}}));
  pods.type.text = "Pod";
  Add(Range("a", {Item(&LimitRangeItem::default_limits, Quantities({{"cpu", "1"}})),
                  Item(&LimitRangeItem::default_limits, Quantities({{"cpu", "2"}})), pods}));
  EXPECT_EQ(Cpu(), "2, 2");
}

TEST_F(LimitRangesTest, SeveralThatDisagreeLeaveItOpen) {
  Add(Range("a", {Item(&LimitRangeItem::default_limits, Quantities({{"cpu", "1"}}))}));
  Add(Range("b", {Item(&LimitRangeItem::default_limits, Quantities({{"cpu", "1000m"}}))}));
  EXPECT_EQ(Cpu(), "1, 1");
  Add(Range("c", {Item(&LimitRangeItem::min, Quantities({{"cpu", "100m"}}))}));
  EXPECT_EQ(Cpu(), "1, 1 or 100m");
  Add(Range("d", {Item(&LimitRangeItem::max, Quantities({{"cpu", "2"}}))}));
  EXPECT_EQ(Cpu(), "1 or 2, 1 or 100m");
}

TEST_F(LimitRangesTest, EphemeralContainersAreLeftAlone) {
  Add(Range("a", {Item(&LimitRangeItem::default_limits, Quantities({{"cpu", "1"}}))}));
  container_.kind = ContainerKind::kEphemeral;
  EXPECT_EQ(Cpu(), "none, none");
  EXPECT_THAT(Violations(), IsEmpty());
}

TEST_F(LimitRangesTest, Annotation) {
  LimitRangeItem item =
      Item(&LimitRangeItem::default_limits, Quantities({{"cpu", "1"}, {"memory", "1Gi"}}));
  Add(Range("a", {item}));
  const LimitRanges ranges(cluster_);
  PodSpec spec;
  spec.containers.resize(2);
  spec.containers[0].name.text = "app";
  spec.containers[0].resources.limits = Quantities({{"cpu", "2"}});
  spec.containers[1].name.text = "full";
  spec.containers[1].resources.limits = Quantities({{"cpu", "2"}, {"memory", "2Gi"}});
  spec.init_containers.resize(1);
  spec.init_containers[0].name.text = "prep";
  EXPECT_EQ(LimitRangerAnnotation(spec, *ranges.In("shop")),
            "LimitRanger plugin set: memory request for container app; memory limit for container "
            "app; cpu, memory request for init container prep; cpu, memory limit for init "
            "container prep");
  spec.init_containers.clear();
  spec.containers.erase(spec.containers.begin());
  EXPECT_EQ(LimitRangerAnnotation(spec, *ranges.In("shop")), "");
}

TEST_F(LimitRangesTest, Violations) {
  LimitRangeItem item = Item(&LimitRangeItem::max, Quantities({{"cpu", "1"}}));
  item.min = Quantities({{"cpu", "100m"}});
  item.max_ratio = Quantities({{"cpu", "4"}});
  Add(Range("a", {item}));
  container_.resources.limits = Quantities({{"cpu", "1"}});
  container_.resources.requests = Quantities({{"cpu", "250m"}});
  EXPECT_THAT(Violations(), IsEmpty());
  container_.resources.limits = Quantities({{"cpu", "2"}});
  container_.resources.requests = Quantities({{"cpu", "50m"}});
  EXPECT_THAT(Violations(),
              ElementsAre("minimum cpu usage per Container is 100m, but request is 50m",
                          "maximum cpu usage per Container is 1, but limit is 2",
                          "cpu max limit to request ratio per Container is 4, but provided ratio "
                          "is 40"));
}

TEST_F(LimitRangesTest, QuantitiesThatNobodySetsViolate) {
  LimitRangeItem item = Item(&LimitRangeItem::max_ratio, Quantities({{"memory", "2"}}));
  Add(Range("a", {item}));
  EXPECT_THAT(Violations(),
              ElementsAre("memory max limit to request ratio per Container is 2, but no request is "
                          "specified or request is 0"));
}

TEST_F(LimitRangesTest, DefaultLimitBelowTheRequestViolates) {
  LimitRangeItem item = Item(&LimitRangeItem::default_limits, Quantities({{"cpu", "100m"}}));
  item.default_requests = Quantities({{"cpu", "10m"}});
  Add(Range("a", {item}));
  EXPECT_THAT(Violations(), IsEmpty());
  container_.resources.requests = Quantities({{"cpu", "0.1"}});
  EXPECT_THAT(Violations(), IsEmpty());
  container_.resources.requests = Quantities({{"cpu", "200m"}});
  EXPECT_THAT(Violations(), ElementsAre("default cpu limit is 100m, but request is 200m"));
  container_.resources.limits = Quantities({{"cpu", "200m"}});
  EXPECT_THAT(Violations(), IsEmpty());
}

TEST_F(LimitRangesTest, DefaultRequestOfAnotherAboveTheDefaultLimitViolates) {
  Add(Range("a", {Item(&LimitRangeItem::default_requests, Quantities({{"cpu", "2"}}))}));
  LimitRangeItem item = Item(&LimitRangeItem::default_limits, Quantities({{"cpu", "1"}}));
  item.default_requests = Quantities({{"cpu", "2"}});
  Add(Range("b", {item}));
  EXPECT_THAT(Violations(), ElementsAre("default cpu limit is 1, but request is 2"));
}

// Returns the messages for a pod with these containers.
std::vector<std::string> PodViolations(LimitRangeItem item, const PodSpec& spec) {
  item.type.text = "Pod";
  Cluster cluster;
  cluster.Add(Range("a", {std::move(item)}));
  const LimitRanges ranges(cluster);
  std::vector<std::string> messages;
  for (const LimitViolation& violation : ViolationsOf(spec, *ranges.In("shop"))) {
    messages.push_back(violation.message);
  }
  return messages;
}

Container WithLimits(ContainerKind kind, Entries limits) {
  Container container;
  container.kind = kind;
  container.resources.limits = std::move(limits);
  return container;
}

TEST(PodLimitsTest, AreOnTheSums) {
  LimitRangeItem item = Item(&LimitRangeItem::max, Quantities({{"cpu", "2"}, {"memory", "2Gi"}}));
  PodSpec spec;
  spec.containers = {
      WithLimits(ContainerKind::kContainer, Quantities({{"cpu", "1500m"}})),
      WithLimits(ContainerKind::kContainer, Quantities({{"cpu", "1"}, {"memory", "1Gi"}}))};
  EXPECT_THAT(PodViolations(item, spec),
              ElementsAre("maximum cpu usage per Pod is 2, but limit is 2500m"));
  spec.containers.push_back(
      WithLimits(ContainerKind::kContainer, Quantities({{"memory", "1536Mi"}})));
  spec.containers[0].resources.limits.clear();
  EXPECT_THAT(PodViolations(item, spec),
              ElementsAre("maximum memory usage per Pod is 2Gi, but limit is 2560Mi"));
  spec.containers.resize(1);
  EXPECT_THAT(PodViolations(item, spec),
              ElementsAre("maximum cpu usage per Pod is 2, and no limit is specified",
                          "maximum memory usage per Pod is 2Gi, and no limit is specified"));
}

TEST(PodLimitsTest, CountTheMostThatInitContainersNeed) {
  const LimitRangeItem item = Item(&LimitRangeItem::max, Quantities({{"cpu", "3"}}));
  PodSpec spec;
  spec.containers = {WithLimits(ContainerKind::kContainer, Quantities({{"cpu", "1"}}))};
  spec.init_containers = {WithLimits(ContainerKind::kInit, Quantities({{"cpu", "2"}})),
                          WithLimits(ContainerKind::kSidecar, Quantities({{"cpu", "1"}})),
                          WithLimits(ContainerKind::kInit, Quantities({{"cpu", "2"}}))};
  EXPECT_THAT(PodViolations(item, spec), IsEmpty());
  spec.init_containers[2].resources.limits = Quantities({{"cpu", "2500m"}});
  EXPECT_THAT(PodViolations(item, spec),
              ElementsAre("maximum cpu usage per Pod is 3, but limit is 3500m"));
}

TEST(PodLimitsTest, AreNotCheckedWhereThePodHasItsOwn) {
  const LimitRangeItem item = Item(&LimitRangeItem::max, Quantities({{"cpu", "1"}}));
  PodSpec spec;
  spec.containers = {WithLimits(ContainerKind::kContainer, Quantities({{"cpu", "2"}}))};
  spec.resources.limits = Quantities({{"cpu", "1"}});
  EXPECT_THAT(PodViolations(item, spec), IsEmpty());
}

TEST_F(LimitRangesTest, ClaimsConcernNoPod) {
  LimitRangeItem item = Item(&LimitRangeItem::min, Quantities({{"storage", "1Gi"}}));
  item.type.text = "PersistentVolumeClaim";
  Add(Range("a", {item}));
  EXPECT_THAT(Violations(), IsEmpty());
}

}  // namespace
}  // namespace svcenv
