#include "svcenv/graph/layers.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::SizeIs;

TEST(LayersTest, NothingHasNoLayers) { EXPECT_THAT(LayersOf(0, {}).layers, SizeIs(0)); }

TEST(LayersTest, AnEdgeLeadsToALaterLayer) {
  const Layered layered = LayersOf(4, {{0, 1}, {1, 2}, {0, 2}, {3, 2}});
  EXPECT_EQ(layered.layer_of[0], 0u);
  EXPECT_EQ(layered.layer_of[1], 1u);
  EXPECT_EQ(layered.layer_of[2], 2u);
  EXPECT_EQ(layered.layer_of[3], 1u) << "3 is next to 2, the only node that it leads to";
}

TEST(LayersTest, ALongEdgeHasADummyInEachLayer) {
  const Layered layered = LayersOf(4, {{0, 1}, {1, 2}, {2, 3}, {0, 3}});
  ASSERT_THAT(layered.chain_of[3], SizeIs(4));
  EXPECT_EQ(layered.chain_of[3].front(), 0u);
  EXPECT_EQ(layered.chain_of[3].back(), 3u);
  EXPECT_TRUE(layered.is_dummy(layered.chain_of[3][1]));
  EXPECT_EQ(layered.layer_of[layered.chain_of[3][2]], 2u);
}

TEST(LayersTest, AnEdgeThatClosesACycleRunsBackwards) {
  const Layered layered = LayersOf(3, {{0, 1}, {1, 2}, {2, 0}});
  EXPECT_EQ(layered.layer_of[0], 0u);
  EXPECT_EQ(layered.layer_of[2], 2u);
  EXPECT_THAT(layered.chain_of[2], ElementsAre(2, 3, 0));
}

TEST(LayersTest, CountsCrossings) {
  Layered layered = LayersOf(4, {{0, 2}, {1, 3}});
  EXPECT_EQ(CrossingsOf(layered), 0u);
  layered.layers = {{0, 1}, {3, 2}};
  EXPECT_EQ(CrossingsOf(layered), 1u);
}

TEST(LayersTest, CountsAsManyCrossingsAsPairs) {
  std::vector<Ends> edges;
  for (size_t i = 0; i < 6; ++i) {
    for (size_t k = 0; k < 6; ++k) edges.push_back({i, 6 + k});
  }
  EXPECT_EQ(CrossingsOf(LayersOf(12, edges)), 15u * 15u) << "of the complete bipartite graph";
}

TEST(LayersTest, RemovesAvoidableCrossings) {
  // A reversed ladder: each node leads to the one opposite, in the other order.
  std::vector<Ends> edges;
  for (size_t i = 0; i < 20; ++i) edges.push_back({i, 39 - i});
  EXPECT_EQ(CrossingsOf(LayersOf(40, edges)), 0u);
}

TEST(LayersTest, DoesNotOrderWhatNobodyCouldRead) {
  std::vector<Ends> edges;
  for (size_t i = 0; i + 1 < 20000; ++i) edges.push_back({i, i + 1});
  EXPECT_THAT(LayersOf(20000, edges).layers, SizeIs(Ge(20000u)));
}

}  // namespace
}  // namespace svcenv
