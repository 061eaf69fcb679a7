#include "svcenv/go/timestamp.h"

#include <string_view>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

TEST(TimestampTest, FollowsGoYaml) {
  for (const std::string_view good :
       {"2001-01-01", "2001-1-1", "2004-02-29", "2001-12-14t21:59:43.10Z",
        "2001-12-14T21:59:43+05:30", "2001-1-1 1:2:3", "2001-1-1   1:2:3,25"}) {
    EXPECT_TRUE(IsGoTimestamp(good)) << good;
  }
  for (const std::string_view bad :
       {"", "2001", "201-01-01", "2001-00-01", "2001-04-31", "1900-02-29", "2001-01-01T00:00:00",
        "2001-01-01 00:00:00Z", "2001-01-01T24:00:00Z", "2001-01-01T00:60:00Z", "2001-01-01x",
        "2001-01-01T00:00:00+25:00", "2001-01-01T00:00:00+1:00"}) {
    EXPECT_FALSE(IsGoTimestamp(bad)) << bad;
  }
}

}  // namespace
}  // namespace svcenv
