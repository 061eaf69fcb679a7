#include "svcenv/graph/layers.h"

#include <algorithm>
#include <cstdint>

namespace svcenv {
namespace {

constexpr int kSweeps = 24;           // as in dot
constexpr size_t kMaxOrdered = 5000;  // vertices whose order is worth the time

// Finds the edges that close a cycle, and the layers of the nodes.
class Layering {
 public:
  Layering(size_t nodes, absl::Span<const Ends> edges)
      : edges_(edges), out_(nodes), in_(nodes), state_(nodes), layer_of_(nodes) {
    for (size_t i = 0; i < edges.size(); ++i) out_[edges[i].first].push_back(i);
  }

  void Run() {
    reversed_.assign(edges_.size(), false);
    std::vector<size_t> starts(out_.size(), 0);
    for (const Ends& edge : edges_) ++starts[edge.second];
    // Nodes that nothing leads to come first, so that edges from them are never reversed.
    for (size_t node = 0; node < out_.size(); ++node) {
      if (starts[node] == 0) Visit(node);
    }
    for (size_t node = 0; node < out_.size(); ++node) Visit(node);
    for (size_t i = 0; i < edges_.size(); ++i) in_[HeadOf(i)].push_back(i);
    out_.assign(out_.size(), {});
    for (size_t i = 0; i < edges_.size(); ++i) out_[TailOf(i)].push_back(i);
    // Visit added nodes after all nodes that they lead to.
    for (auto node = finished_.rbegin(); node != finished_.rend(); ++node) {
      for (const size_t edge : out_[*node]) {
        layer_of_[HeadOf(edge)] = std::max(layer_of_[HeadOf(edge)], layer_of_[*node] + 1);
      }
    }
    for (const size_t node : finished_) Tighten(node);
  }

  bool is_reversed(size_t edge) const { return reversed_[edge]; }
  const std::vector<size_t>& layer_of() const { return layer_of_; }

 private:
  enum class State : uint8_t { kNew, kOpen, kDone };

  size_t TailOf(size_t edge) const {
    return reversed_[edge] ? edges_[edge].second : edges_[edge].first;
  }
  size_t HeadOf(size_t edge) const {
    return reversed_[edge] ? edges_[edge].first : edges_[edge].second;
  }

  // Searches depth first, without recursion. Reverses edges to nodes that are still open.
  void Visit(size_t start) {
    if (state_[start] != State::kNew) return;
    std::vector<Ends> open = {{start, 0}};  // a node, and how many of its edges were followed
    state_[start] = State::kOpen;
    while (!open.empty()) {
      auto& [node, next] = open.back();
      if (next == out_[node].size()) {
        state_[node] = State::kDone;
        finished_.push_back(node);
        open.pop_back();
        continue;
      }
      const size_t edge = out_[node][next++];
      const size_t to = edges_[edge].second;
      if (state_[to] == State::kOpen) {
        reversed_[edge] = true;
      } else if (state_[to] == State::kNew) {
        state_[to] = State::kOpen;
        open.push_back({to, 0});
      }
    }
  }

  // Moves a node next to the nodes that it leads to, if that shortens its edges.
  void Tighten(size_t node) {
    if (out_[node].empty() || out_[node].size() < in_[node].size()) return;
    size_t latest = SIZE_MAX;
    for (const size_t edge : out_[node]) latest = std::min(latest, layer_of_[HeadOf(edge)] - 1);
    layer_of_[node] = std::max(layer_of_[node], latest);
  }

  const absl::Span<const Ends> edges_;
  std::vector<std::vector<size_t>> out_, in_;  // edges by node
  std::vector<State> state_;
  std::vector<bool> reversed_;
  std::vector<size_t> finished_;
  std::vector<size_t> layer_of_;
};

// Returns how many edges of `u` and `v` to a layer cross if `u` is above `v`. The lists contain the
// positions of their neighbors, sorted.
size_t CrossingsBetween(const std::vector<size_t>& u, const std::vector<size_t>& v) {
  size_t crossings = 0;
  size_t smaller = 0;
  for (const size_t position : u) {
    while (smaller < v.size() && v[smaller] < position) ++smaller;
    crossings += smaller;
  }
  return crossings;
}

// Orders the vertices within their layers.
class Ordering {
 public:
  explicit Ordering(Layered* layered) : layered_(*layered), position_(layered->layer_of.size()) {}

  void Run() {
    SetPositions();
    std::vector<std::vector<size_t>> best = layered_.layers;
    size_t fewest = CrossingsOf(layered_);
    for (int sweep = 0; sweep < kSweeps && fewest > 0; ++sweep) {
      const bool forward = sweep % 2 == 0;
      for (size_t i = 1; i < layered_.layers.size(); ++i) {
        SortByMedians(forward ? i : layered_.layers.size() - 1 - i, forward);
      }
      Transpose();
      const size_t crossings = CrossingsOf(layered_);
      if (crossings >= fewest) continue;
      fewest = crossings;
      best = layered_.layers;
    }
    layered_.layers = std::move(best);
  }

 private:
  void SetPositions() {
    for (const std::vector<size_t>& layer : layered_.layers) SetPositions(layer);
  }
  void SetPositions(const std::vector<size_t>& layer) {
    for (size_t i = 0; i < layer.size(); ++i) position_[layer[i]] = i;
  }

  std::vector<size_t> PositionsOf(const std::vector<size_t>& vertices) const {
    std::vector<size_t> positions;
    positions.reserve(vertices.size());
    for (const size_t vertex : vertices) positions.push_back(position_[vertex]);
    std::sort(positions.begin(), positions.end());
    return positions;
  }

  // Returns the weighted median of the positions of a vertex's neighbors, or -1 without neighbors.
  double MedianOf(const std::vector<size_t>& neighbors) const {
    const std::vector<size_t> at = PositionsOf(neighbors);
    if (at.empty()) return -1;
    const size_t middle = at.size() / 2;
    if (at.size() % 2 == 1) return static_cast<double>(at[middle]);
    const auto low = static_cast<double>(at[middle - 1]);
    const auto high = static_cast<double>(at[middle]);
    if (at.size() == 2) return (low + high) / 2;
    const double left = low - static_cast<double>(at.front());
    const double right = static_cast<double>(at.back()) - high;
    return left + right == 0 ? (low + high) / 2 : (low * right + high * left) / (left + right);
  }

  // Sorts a layer by medians. Vertices without neighbors keep their places.
  void SortByMedians(size_t index, bool forward) {
    std::vector<size_t>& layer = layered_.layers[index];
    std::vector<std::pair<double, size_t>> movable;
    for (const size_t vertex : layer) {
      const double median = MedianOf(forward ? layered_.before[vertex] : layered_.after[vertex]);
      if (median >= 0) movable.emplace_back(median, vertex);
    }
    std::stable_sort(movable.begin(), movable.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    auto next = movable.begin();
    for (size_t& vertex : layer) {
      const auto& neighbors = forward ? layered_.before[vertex] : layered_.after[vertex];
      if (!neighbors.empty()) vertex = (next++)->second;
    }
    SetPositions(layer);
  }

  // Exchanges neighbors in a layer while that removes crossings.
  void Transpose() {
    bool better = true;
    for (int round = 0; better && round < kSweeps; ++round) {
      better = false;
      for (std::vector<size_t>& layer : layered_.layers) {
        for (size_t i = 0; i + 1 < layer.size(); ++i) {
          if (!IsBetterExchanged(layer[i], layer[i + 1])) continue;
          std::swap(layer[i], layer[i + 1]);
          std::swap(position_[layer[i]], position_[layer[i + 1]]);
          better = true;
        }
      }
    }
  }

  bool IsBetterExchanged(size_t u, size_t v) const {
    size_t now = 0;
    size_t then = 0;
    for (const auto* side : {&layered_.before, &layered_.after}) {
      const std::vector<size_t> of_u = PositionsOf((*side)[u]);
      const std::vector<size_t> of_v = PositionsOf((*side)[v]);
      now += CrossingsBetween(of_u, of_v);
      then += CrossingsBetween(of_v, of_u);
    }
    return then < now;
  }

  Layered& layered_;
  std::vector<size_t> position_;  // within its layer, by vertex
};

// Adds the edge between two vertices, with a dummy in each layer between theirs.
std::vector<size_t> AddChain(size_t from, size_t to, Layered* layered) {
  std::vector<size_t> chain = {from};
  for (size_t layer = layered->layer_of[from] + 1; layer < layered->layer_of[to]; ++layer) {
    const size_t dummy = layered->layer_of.size();
    layered->layer_of.push_back(layer);
    layered->before.emplace_back();
    layered->after.emplace_back();
    chain.push_back(dummy);
  }
  chain.push_back(to);
  for (size_t i = 0; i + 1 < chain.size(); ++i) {
    layered->after[chain[i]].push_back(chain[i + 1]);
    layered->before[chain[i + 1]].push_back(chain[i]);
  }
  return chain;
}

}  // namespace

Layered LayersOf(size_t nodes, absl::Span<const Ends> edges) {
  Layering layering(nodes, edges);
  layering.Run();
  Layered layered;
  layered.nodes = nodes;
  layered.layer_of = layering.layer_of();
  layered.before.resize(nodes);
  layered.after.resize(nodes);
  for (size_t i = 0; i < edges.size(); ++i) {
    const auto [from, to] = edges[i];
    const bool reversed = layering.is_reversed(i);
    std::vector<size_t> chain =
        reversed ? AddChain(to, from, &layered) : AddChain(from, to, &layered);
    if (reversed) std::reverse(chain.begin(), chain.end());
    layered.chain_of.push_back(std::move(chain));
  }
  for (size_t vertex = 0; vertex < layered.layer_of.size(); ++vertex) {
    const size_t layer = layered.layer_of[vertex];
    if (layered.layers.size() <= layer) layered.layers.resize(layer + 1);
    layered.layers[layer].push_back(vertex);
  }
  if (layered.layer_of.size() <= kMaxOrdered) Ordering(&layered).Run();
  return layered;
}

// Counts from the bottom up with a Fenwick tree (Barth, Jünger, and Mutzel, "Simple and efficient
// bilayer cross counting", 2002).
size_t CrossingsOf(const Layered& layered) {
  std::vector<size_t> position(layered.layer_of.size());
  size_t crossings = 0;
  size_t previous = 0;  // size of the previous layer
  for (const std::vector<size_t>& layer : layered.layers) {
    for (size_t i = 0; i < layer.size(); ++i) position[layer[i]] = i;
    std::vector<size_t> tree(previous + 1);  // counts the ends of edges in the previous layer
    size_t seen = 0;
    for (const size_t vertex : layer) {
      for (const size_t neighbor : layered.before[vertex]) {
        size_t above = 0;
        for (size_t i = position[neighbor] + 1; i > 0; i -= i & (~i + 1)) above += tree[i];
        crossings += seen - above;
      }
      for (const size_t neighbor : layered.before[vertex]) {
        for (size_t i = position[neighbor] + 1; i < tree.size(); i += i & (~i + 1)) ++tree[i];
        ++seen;
      }
    }
    previous = layer.size();
  }
  return crossings;
}

}  // namespace svcenv
