#include "svcenv/base/nearest.h"

#include <algorithm>
#include <random>
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
      {"Env", "eNV", 0},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(EditDistance(c.a).To(c.b), c.distance) << c.a << " " << c.b;
    for (size_t most = 0; most < 5; ++most) {
      EXPECT_EQ(EditDistance(c.a).To(c.b, most), std::min(c.distance, most + 1))
          << c.a << " " << c.b;
    }
  }
}

// Computes the distance by definition, with the complete table.
size_t SlowDistance(std::string_view a, std::string_view b) {
  std::vector<std::vector<size_t>> rows(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      size_t& here = rows[i][j];
      here = i == 0 ? j : j == 0 ? i : rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      if (i == 0 || j == 0) continue;
      here = std::min({here, rows[i - 1][j] + 1, rows[i][j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        here = std::min(here, rows[i - 2][j - 2] + 1);
      }
    }
  }
  return rows[a.size()][b.size()];
}

TEST(EditDistanceTest, IsThatOfTheWholeTable) {
  std::mt19937 random(20261130);
  const auto word = [&](size_t longest) {
    std::string text(random() % (longest + 1), ' ');
    for (char& c : text) c = static_cast<char>('a' + random() % 3);
    return text;
  };
  for (int i = 0; i < 3000; ++i) {
    const std::string a = word(i % 4 == 0 ? EditDistance::kMaxBytes : 12);
    const std::string b = word(i % 3 == 0 ? EditDistance::kMaxBytes + 40 : 12);
    ASSERT_EQ(EditDistance(a).To(b), SlowDistance(a, b)) << a << " " << b;
    const size_t most = random() % 10;
    ASSERT_EQ(EditDistance(a).To(b, most), std::min(SlowDistance(a, b), most + 1)) << a << " " << b;
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

// An algorithm of quadratic cost would take hours for these names.
TEST(NearestTest, OfAVeryLongWordFindsOnlyWhatBeginsWithIt) {
  const std::string word(1 << 20, 'a'), near = word + "b", other = "b" + word;
  EXPECT_EQ(Nearest(word, {near, other}), std::vector<std::string>{near});
}

}  // namespace
}  // namespace svcenv
