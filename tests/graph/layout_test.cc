#include "svcenv/graph/layout.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace svcenv {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

size_t Add(NodeKind kind, const std::string& namespace_, const std::string& name,
           ServiceGraph* graph) {
  GraphNode node;
  node.kind = kind;
  node.namespace_ = namespace_;
  node.name = name;
  node.id = absl::StrCat(namespace_, "/", name);
  graph->nodes.push_back(node);
  return graph->nodes.size() - 1;
}

void Connect(EdgeKind kind, size_t from, size_t to, ServiceGraph* graph) {
  GraphEdge edge;
  edge.kind = kind;
  edge.from = from;
  edge.to = to;
  graph->edges.push_back(edge);
}

bool Overlap(PlacedNode a, PlacedNode b) {
  return a.x < b.x + kNodeWidth && b.x < a.x + kNodeWidth && a.y < b.y + kNodeHeight &&
         b.y < a.y + kNodeHeight;
}

TEST(LayoutTest, AnEmptyGraphHasNothingToDraw) {
  const GraphLayout layout = LayOut({});
  EXPECT_THAT(layout.nodes, IsEmpty());
  EXPECT_THAT(layout.frames, IsEmpty());
}

TEST(LayoutTest, ClientsAreLeftOfServicesAndTheirWorkloads) {
  ServiceGraph graph;
  const size_t web = Add(NodeKind::kWorkload, "shop", "web", &graph);
  const size_t redis = Add(NodeKind::kService, "shop", "redis", &graph);
  const size_t store = Add(NodeKind::kWorkload, "shop", "redis", &graph);
  Connect(EdgeKind::kUses, web, redis, &graph);
  Connect(EdgeKind::kSelects, redis, store, &graph);
  const GraphLayout layout = LayOut(graph);
  EXPECT_LT(layout.nodes[web].x + kNodeWidth, layout.nodes[redis].x);
  EXPECT_LT(layout.nodes[redis].x + kNodeWidth, layout.nodes[store].x);
  EXPECT_EQ(layout.nodes[web].y, layout.nodes[store].y) << "a chain is straight";
  ASSERT_THAT(layout.edges, SizeIs(2));
  EXPECT_THAT(layout.edges[0].path,
              StartsWith(absl::StrCat("M", layout.nodes[web].x + kNodeWidth, " ",
                                      layout.nodes[web].y + kNodeHeight / 2, "C")));
}

TEST(LayoutTest, EachNamespaceHasAFrameThatContainsItsNodes) {
  ServiceGraph graph;
  for (const char* namespace_ : {"a", "b"}) {
    for (int i = 0; i < 9; ++i) Add(NodeKind::kService, namespace_, absl::StrCat(i), &graph);
  }
  const size_t external = Add(NodeKind::kExternalName, "", "db.example.com", &graph);
  Connect(EdgeKind::kAliasOf, 9, external, &graph);
  const GraphLayout layout = LayOut(graph);
  ASSERT_THAT(layout.frames, SizeIs(2));
  EXPECT_LE(layout.frames[0].y + layout.frames[0].height, layout.frames[1].y);
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    const Frame& frame = layout.frames[i < 9 ? 0 : 1];
    EXPECT_GE(layout.nodes[i].x, frame.x) << i;
    EXPECT_GE(layout.nodes[i].y, frame.y) << i;
    EXPECT_LE(layout.nodes[i].x + kNodeWidth, frame.x + frame.width) << i;
    EXPECT_LE(layout.nodes[i].y + kNodeHeight, frame.y + frame.height) << i;
  }
  EXPECT_LE(layout.frames[1].y + layout.frames[1].height, layout.height);
}

TEST(LayoutTest, NoNodesOverlap) {
  ServiceGraph graph;
  constexpr size_t kPairs = 30;
  for (size_t i = 0; i < kPairs; ++i) {
    Add(NodeKind::kWorkload, "shop", absl::StrCat("w", i), &graph);
    Add(NodeKind::kService, "shop", absl::StrCat("s", i), &graph);
  }
  for (size_t i = 0; i < kPairs; ++i) {
    Connect(EdgeKind::kSelects, 2 * i + 1, 2 * i, &graph);
    Connect(EdgeKind::kUses, 2 * i, 2 * ((i * 7 + 3) % kPairs) + 1, &graph);
    Connect(EdgeKind::kUses, 2 * i, 2 * ((i * 11 + 5) % kPairs) + 1, &graph);
  }
  const GraphLayout layout = LayOut(graph);
  for (size_t i = 0; i < layout.nodes.size(); ++i) {
    for (size_t k = 0; k < i; ++k) {
      EXPECT_FALSE(Overlap(layout.nodes[i], layout.nodes[k])) << i << " and " << k;
    }
  }
  EXPECT_THAT(layout.edges, SizeIs(graph.edges.size()));
}

}  // namespace
}  // namespace svcenv
