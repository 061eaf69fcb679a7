#include "svcenv/kubernetes/resource_value.h"

#include <limits>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/kubernetes/vectors.h"

namespace svcenv {
namespace {

constexpr int64_t kLowest = std::numeric_limits<int64_t>::min();
constexpr int64_t kHighest = std::numeric_limits<int64_t>::max();

TEST(ResourceValueTest, DividesAsKubernetesDoes) {
  for (const Vector& vector : ReadVectors("resource_values.tsv", 4)) {
    const absl::StatusOr<Quantity> quantity = Quantity::Parse(vector[0]);
    const absl::StatusOr<Quantity> divisor = Quantity::Parse(vector[1]);
    ASSERT_TRUE(quantity.ok() && divisor.ok()) << vector[0] << " " << vector[1];
    EXPECT_EQ(absl::StrCat(DivideCpu(*quantity, *divisor)), vector[2])
        << vector[0] << " " << vector[1];
    EXPECT_EQ(absl::StrCat(DivideWhole(*quantity, *divisor)), vector[3])
        << vector[0] << " " << vector[1];
  }
}

struct Case {
  int64_t value;
  int64_t divisor;
  int64_t result;
};

// int64(math.Ceil(float64(value) / float64(divisor))), computed with Go 1.26 on amd64.
TEST(ResourceValueTest, CeilDivide) {
  const Case cases[] = {
      {0, 1, 0},
      {1, 1, 1},
      {1, 2, 1},
      {-1, 2, 0},
      {-3, 2, -1},
      {1001, 1000, 2},
      {9007199254740993, 1, 9007199254740992},  // a double has 53 bits
      {kHighest, 1, kLowest},
      {kHighest, -1, kLowest},
      {kLowest, 1, kLowest},
      {kLowest, -1, kLowest},
      {kHighest, 2, 4611686018427387904},
      {1, 0, kLowest},
      {-1, 0, kLowest},
      {0, 0, kLowest},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(CeilDivide(c.value, c.divisor), c.result) << c.value << " / " << c.divisor;
  }
}

TEST(ResourceValueTest, DivisorOfZeroMeansOne) {
  const Quantity quantity = Quantity::Parse("1500m").value();
  EXPECT_EQ(DivideCpu(quantity, Quantity()), 2);
  EXPECT_EQ(DivideWhole(quantity, Quantity()), 2);
  EXPECT_EQ(DivideCpu(quantity, Quantity::Parse("1m").value()), 1500);
}

}  // namespace
}  // namespace svcenv
