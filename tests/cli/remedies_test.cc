#include "cli/terminal/remedies.h"

#include "gtest/gtest.h"

namespace svcenv::cli {
namespace {

TEST(RemediesTest, NameTheFlags) {
  const ObjectName redis = {"Service", "shop", "redis"};
  EXPECT_EQ(PhraseForCommandLine({RemedyKind::kAssignClusterIp, redis}),
            "pass --assume-ips CIDR or --cluster-ip shop/redis=IP");
  EXPECT_EQ(PhraseForCommandLine({RemedyKind::kSupplyHostIp}), "pass --host-ip");
  EXPECT_EQ(PhraseForCommandLine({RemedyKind::kAddObject, {"ConfigMap", "shop", "settings"}}),
            "pass the file that defines ConfigMap shop/settings with -f");
  EXPECT_EQ(PhraseForCommandLine({RemedyKind::kUseNamespace, redis}), "pass -n shop");
  EXPECT_EQ(PhraseForCommandLine({RemedyKind::kTreatInputAsComplete}),
            "pass --complete to treat the input as complete");
  EXPECT_EQ(PhraseForCommandLine({RemedyKind::kGetPermission, redis}),
            "get permission to read Service shop/redis");
  EXPECT_EQ(PhraseForCommandLine({RemedyKind::kDisableCode, {}, "missing-object"}),
            "pass --disable missing-object");
  EXPECT_EQ(PhraseForCommandLine({RemedyKind::kListVariables, redis}),
            "run svcenv services shop/redis to list its variables");
}

}  // namespace
}  // namespace svcenv::cli
