#include "svcenv/graph/layout.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "svcenv/graph/layers.h"

namespace svcenv {
namespace {

constexpr int kGap = 14;         // between the nodes of a layer
constexpr int kDummyGap = 8;     // between edges that pass a layer
constexpr int kColumnGap = 96;   // between layers, for the edges
constexpr int kMargin = 16;      // around the picture and within frames
constexpr int kTitle = 26;       // above the nodes of a frame, for its name
constexpr int kRounds = 12;      // of moving vertices towards their neighbors
constexpr size_t kLooseRow = 4;  // nodes without edges per row, at least

struct Point {
  double x = 0, y = 0;
};

// Places the vertices of each layer as close as possible to their neighbors in other layers.
class Placement {
 public:
  explicit Placement(const Layered& layered) : layered_(layered), y_(layered.layer_of.size()) {}

  // Returns the center of each vertex. The smallest upper edge is 0.
  std::vector<double> Run() {
    for (const std::vector<size_t>& layer : layered_.layers) {
      double next = 0;
      for (size_t i = 0; i < layer.size(); ++i) {
        if (i > 0) next += Distance(layer[i - 1], layer[i]);
        y_[layer[i]] = next;
      }
    }
    for (int round = 0; round < kRounds; ++round) {
      const bool forward = round % 2 == 0;
      for (size_t i = 0; i < layered_.layers.size(); ++i) {
        Settle(layered_.layers[forward ? i : layered_.layers.size() - 1 - i], forward, round);
      }
    }
    double top = 0;
    for (size_t i = 0; i < y_.size(); ++i) {
      top = i == 0 ? y_[i] - HalfOf(i) : std::min(top, y_[i] - HalfOf(i));
    }
    for (double& y : y_) y -= top;
    return std::move(y_);
  }

  double HalfOf(size_t vertex) const { return layered_.is_dummy(vertex) ? 0 : kNodeHeight / 2.0; }

 private:
  double Distance(size_t upper, size_t lower) const {
    const bool dummies = layered_.is_dummy(upper) && layered_.is_dummy(lower);
    return HalfOf(upper) + HalfOf(lower) + (dummies ? kDummyGap : kGap);
  }

  // Returns the mean of the neighbors that pull at a vertex. The last rounds use both sides.
  double DesiredPositionOf(size_t vertex, bool forward, int round) const {
    double sum = 0;
    double weight = 0;
    const auto pull = [&](const std::vector<size_t>& neighbors) {
      for (const size_t neighbor : neighbors) {
        // Keeps long edges straight.
        const double one = layered_.is_dummy(vertex) && layered_.is_dummy(neighbor) ? 8 : 1;
        sum += one * y_[neighbor];
        weight += one;
      }
    };
    const bool both = round + 2 >= kRounds;
    if (both || forward) pull(layered_.before[vertex]);
    if (both || !forward) pull(layered_.after[vertex]);
    return weight == 0 ? y_[vertex] : sum / weight;
  }

  // Moves the vertices of a layer to the positions that keep their order and distances and are the
  // closest to the desired ones: isotonic regression, by pooling adjacent violators.
  void Settle(const std::vector<size_t>& layer, bool forward, int round) {
    struct Pool {
      double sum;
      double count;
      size_t vertices;
    };
    std::vector<Pool> pools;
    std::vector<double> offsets;  // of each vertex from the first
    double offset = 0;
    for (size_t i = 0; i < layer.size(); ++i) {
      if (i > 0) offset += Distance(layer[i - 1], layer[i]);
      offsets.push_back(offset);
      const double weight = layered_.is_dummy(layer[i]) ? 2 : 1;
      pools.push_back({weight * (DesiredPositionOf(layer[i], forward, round) - offset), weight, 1});
      while (pools.size() > 1) {
        const Pool& last = pools.back();
        Pool& other = pools[pools.size() - 2];
        if (other.sum / other.count <= last.sum / last.count) break;
        other = {other.sum + last.sum, other.count + last.count, other.vertices + last.vertices};
        pools.pop_back();
      }
    }
    size_t i = 0;
    for (const Pool& pool : pools) {
      for (size_t k = 0; k < pool.vertices; ++k, ++i)
        y_[layer[i]] = pool.sum / pool.count + offsets[i];
    }
  }

  const Layered& layered_;
  std::vector<double> y_;
};

std::string Number(double number) {
  return absl::StrCat(static_cast<int64_t>(std::lround(number)));
}

std::string At(Point point) { return absl::StrCat(Number(point.x), " ", Number(point.y)); }

// Appends a curve that leaves and arrives horizontally.
void CurveTo(Point from, Point to, std::string* path) {
  const double middle = (from.x + to.x) / 2;
  absl::StrAppend(path, "C", At({middle, from.y}), " ", At({middle, to.y}), " ", At(to));
}

// The nodes that one frame contains, and where they are within it.
class Group {
 public:
  std::vector<size_t> nodes;  // of the graph
  std::vector<size_t> edges;  // of the graph, between these nodes
  int width = 0, height = 0;

  // Places the nodes and edges, relative to `x` and `y`.
  void Place(const ServiceGraph& graph, int x, int y, GraphLayout* layout) {
    absl::flat_hash_map<size_t, size_t> vertex_of;
    std::vector<size_t> loose;
    std::vector<size_t> tied;
    std::vector<bool> has_edge(graph.nodes.size());
    for (const size_t edge : edges) {
      has_edge[graph.edges[edge].from] = has_edge[graph.edges[edge].to] = true;
    }
    for (const size_t node : nodes) (has_edge[node] ? tied : loose).push_back(node);
    for (const size_t node : tied) vertex_of.emplace(node, vertex_of.size());
    std::vector<Ends> ends;
    for (const size_t edge : edges) {
      ends.emplace_back(vertex_of[graph.edges[edge].from], vertex_of[graph.edges[edge].to]);
    }
    const Layered layered = LayersOf(tied.size(), ends);
    const std::vector<double> centers = Placement(layered).Run();
    const auto point = [&](size_t vertex) {
      return Point{x + static_cast<double>(layered.layer_of[vertex]) * (kNodeWidth + kColumnGap),
                   y + centers[vertex]};
    };
    for (size_t i = 0; i < tied.size(); ++i) {
      const Point at = point(i);
      Put(tied[i], static_cast<int>(at.x), static_cast<int>(std::lround(at.y)) - kNodeHeight / 2, x,
          y, layout);
    }
    for (size_t i = 0; i < centers.size(); ++i) {
      height = std::max(height, static_cast<int>(std::lround(centers[i])));
    }
    for (size_t i = 0; i < edges.size(); ++i) {
      std::vector<Point> points;
      for (const size_t vertex : layered.chain_of[i]) points.push_back(point(vertex));
      layout->edges.push_back({edges[i], PathThrough(points)});
    }
    PlaceLoose(loose, std::max(layered.layers.size(), kLooseRow), x, y, layout);
  }

 private:
  void Put(size_t node, int at_x, int at_y, int x, int y, GraphLayout* layout) {
    layout->nodes[node] = {at_x, at_y};
    width = std::max(width, at_x + kNodeWidth - x);
    height = std::max(height, at_y + kNodeHeight - y);
  }

  // Places nodes without edges below the others, in rows.
  void PlaceLoose(const std::vector<size_t>& loose, size_t row, int x, int y, GraphLayout* layout) {
    const int top = height + (height > 0 ? 2 * kGap : 0);
    for (size_t i = 0; i < loose.size(); ++i) {
      Put(loose[i], x + static_cast<int>(i % row) * (kNodeWidth + kGap),
          y + top + static_cast<int>(i / row) * (kNodeHeight + kGap), x, y, layout);
    }
  }

  // Returns the path through the left edges of the columns of an edge's vertices. It crosses the
  // column of a dummy straight.
  static std::string PathThrough(const std::vector<Point>& points) {
    const bool forward = points.front().x < points.back().x;
    const double out = forward ? kNodeWidth : 0;  // the side where the path leaves a column
    const double in = forward ? 0 : kNodeWidth;
    Point at{points.front().x + out, points.front().y};
    std::string path = absl::StrCat("M", At(at));
    for (size_t i = 1; i < points.size(); ++i) {
      const Point to{points[i].x + in, points[i].y};
      CurveTo(at, to, &path);
      at = to;
      if (i + 1 == points.size()) break;
      at.x = points[i].x + out;
      absl::StrAppend(&path, "H", Number(at.x));
    }
    return path;
  }
};

// Returns the frame of each node: its namespace, or "" for none.
std::vector<std::string_view> FramesOf(const ServiceGraph& graph) {
  std::vector<std::string_view> frames(graph.nodes.size());
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    if (graph.nodes[i].kind != NodeKind::kNamespace) frames[i] = graph.nodes[i].namespace_;
  }
  for (const GraphEdge& edge : graph.edges) {
    if (edge.kind == EdgeKind::kAliasOf && frames[edge.to].empty()) {
      frames[edge.to] = frames[edge.from];
    }
  }
  return frames;
}

}  // namespace

GraphLayout LayOut(const ServiceGraph& graph) {
  GraphLayout layout;
  layout.nodes.resize(graph.nodes.size());
  const std::vector<std::string_view> frames = FramesOf(graph);
  std::vector<std::pair<std::string_view, Group>> groups;
  absl::flat_hash_map<std::string_view, size_t> group_of;
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    const auto [found, is_new] = group_of.try_emplace(frames[i], groups.size());
    if (is_new) groups.emplace_back(frames[i], Group());
    groups[found->second].second.nodes.push_back(i);
  }
  std::vector<size_t> between;  // edges from one frame to another
  for (size_t i = 0; i < graph.edges.size(); ++i) {
    const GraphEdge& edge = graph.edges[i];
    if (edge.from == edge.to) continue;
    if (frames[edge.from] != frames[edge.to]) {
      between.push_back(i);
    } else {
      groups[group_of[frames[edge.from]]].second.edges.push_back(i);
    }
  }
  int y = kMargin;
  for (auto& [namespace_, group] : groups) {
    const bool framed = !namespace_.empty();
    const int inner_x = kMargin + (framed ? kMargin : 0);
    const int inner_y = y + (framed ? kTitle + kMargin : 0);
    group.Place(graph, inner_x, inner_y, &layout);
    const int bottom = inner_y + group.height + (framed ? kMargin : 0);
    const int right = inner_x + group.width + (framed ? kMargin : 0);
    if (framed) {
      layout.frames.push_back({std::string(namespace_), kMargin, y, right - kMargin, bottom - y});
    }
    layout.width = std::max(layout.width, right + kMargin);
    y = bottom + kMargin;
  }
  layout.height = y;
  for (const size_t i : between) {
    const PlacedNode& from = layout.nodes[graph.edges[i].from];
    const PlacedNode& to = layout.nodes[graph.edges[i].to];
    const Point start{from.x + kNodeWidth + 0.0, from.y + kNodeHeight / 2.0};
    std::string path = absl::StrCat("M", At(start));
    CurveTo(start, {to.x + 0.0, to.y + kNodeHeight / 2.0}, &path);
    layout.edges.push_back({i, std::move(path)});
  }
  return layout;
}

}  // namespace svcenv
