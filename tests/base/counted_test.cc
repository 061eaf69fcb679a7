#include "svcenv/base/counted.h"

#include <cstdint>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

TEST(CountedTest, NumbersHaveCommas) {
  EXPECT_EQ(WithCommas(0), "0");
  EXPECT_EQ(WithCommas(999), "999");
  EXPECT_EQ(WithCommas(1000), "1,000");
  EXPECT_EQ(WithCommas(2097152), "2,097,152");
  EXPECT_EQ(WithCommas(UINT64_MAX), "18,446,744,073,709,551,615");
}

TEST(CountedTest, NounsAgree) {
  EXPECT_EQ(Counted(0, "node"), "0 nodes");
  EXPECT_EQ(Counted(1, "node"), "1 node");
  EXPECT_EQ(Counted(2000, "more line"), "2,000 more lines");
}

}  // namespace
}  // namespace svcenv
