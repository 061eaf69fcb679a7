#include "svcenv/kubernetes/replaced_names.h"

#include "gtest/gtest.h"

namespace svcenv {
namespace {

TEST(ReplacedNamesTest, BelongToTheirFile) {
  ReplacedNames names;
  EXPECT_FALSE(names.Has(1, "A"));
  names.Set(1, {"B", "A"});
  names.Set(2, {});
  EXPECT_TRUE(names.Has(1, "A"));
  EXPECT_TRUE(names.Has(1, "B"));
  EXPECT_FALSE(names.Has(1, "C"));
  EXPECT_FALSE(names.Has(1, ""));
  EXPECT_FALSE(names.Has(2, "A"));
}

}  // namespace
}  // namespace svcenv
