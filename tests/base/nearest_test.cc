#include "svcenv/base/nearest.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

TEST(EditDistanceTest, CountsSingleSteps) {
  const struct {
    std::string_view a, b;
    size_t distance;
  } kCases[] = {
      {"", "", 0},       {"", "abc", 3},           {"abc", "", 3},           {"abc", "abc", 0},
      {"abc", "abd", 1}, {"abc", "ab", 1},         {"abc", "abcd", 1},       {"abc", "acb", 1},
      {"evn", "env", 1}, {"kitten", "sitting", 3}, {"resolv", "resolve", 1}, {"ab", "ba", 1},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(EditDistance(c.a, c.b), c.distance) << c.a << " " << c.b;
    for (size_t most = 0; most < 5; ++most) {
      EXPECT_EQ(EditDistance(c.a, c.b, most), std::min(c.distance, most + 1)) << c.a << " " << c.b;
    }
  }
}

TEST(NearestTest, OffersNearNamesNearestFirst) {
  const std::vector<std::string_view> names = {"env",  "services", "resolve",
                                               "help", "version",  "explain"};
  EXPECT_EQ(Nearest("evn", names), (std::vector<std::string>{"env"}));
  EXPECT_EQ(Nearest("ENV", names), (std::vector<std::string>{"env"}));
  EXPECT_EQ(Nearest("service", names), (std::vector<std::string>{"services"}));
  EXPECT_EQ(Nearest("verison", names), (std::vector<std::string>{"version"}));
  EXPECT_EQ(Nearest("frobnicate", names), std::vector<std::string>{});
  EXPECT_EQ(Nearest("", names), std::vector<std::string>{});
}

TEST(NearestTest, ABeginningIsNear) {
  const std::vector<std::string_view> names = {"pod/web-7d9f", "pod/web-8c1a", "pod/api",
                                               "pod/web"};
  EXPECT_EQ(Nearest("pod/web-", names),
            (std::vector<std::string>{"pod/web", "pod/web-7d9f", "pod/web-8c1a"}));
}

TEST(NearestTest, GivesEachNameOnceAndNoMoreThanTheLimit) {
  const std::vector<std::string_view> names = {"aa", "ab", "aa", "ac"};
  EXPECT_EQ(Nearest("aa", names, 2), (std::vector<std::string>{"aa", "ab"}));
}

}  // namespace
}  // namespace svcenv
