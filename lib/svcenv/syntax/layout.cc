#include "svcenv/syntax/layout.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "svcenv/syntax/yaml_blanks.h"
#include "svcenv/syntax/yaml_input.h"
#include "svcenv/syntax/yaml_parser.h"
#include "svcenv/syntax/yaml_splitter.h"

namespace svcenv {
namespace {

constexpr uint32_t kMaxBytes = 4 << 20;
constexpr size_t kMaxLevels = 200;

class LayoutReader {
 public:
  explicit LayoutReader(const YamlInput& input) : input_(input), parser_(input) {}

  // Returns no nodes after an error.
  std::vector<LayoutNode> Run() {
    while (parser_.Next()) {
      if (parser_.event().type == YAML_STREAM_END_EVENT) break;
      if (parser_.event().type == YAML_DOCUMENT_END_EVENT) return Finish();
      Take();
      if (open_.size() > kMaxLevels) break;
    }
    return {};
  }

 private:
  void Take() {
    const yaml_event_t& event = parser_.event();
    switch (event.type) {
      case YAML_SCALAR_EVENT:
        return TakeScalar(event.data.scalar);
      case YAML_ALIAS_EVENT:
        return TakeAlias(View(event.data.alias.anchor));
      case YAML_SEQUENCE_START_EVENT: {
        const auto& list = event.data.sequence_start;
        const size_t i = Add(LayoutNode::Kind::kList, View(list.anchor), list.tag != nullptr);
        nodes_[i].flow = list.style == YAML_FLOW_SEQUENCE_STYLE;
        return open_.push_back(i);
      }
      case YAML_MAPPING_START_EVENT: {
        const auto& map = event.data.mapping_start;
        const size_t i = Add(LayoutNode::Kind::kMap, View(map.anchor), map.tag != nullptr);
        nodes_[i].flow = map.style == YAML_FLOW_MAPPING_STYLE;
        return open_.push_back(i);
      }
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        return Close();
      default:  // the beginning of the stream and of the document
        return;
    }
  }

  size_t Add(LayoutNode::Kind kind, std::string_view anchor, bool has_tag) {
    size_t begin = parser_.Offset(parser_.event().start_mark);
    if (has_tag || !anchor.empty()) {
      begin = SkipProperties(input_.text(), begin, input_.text().size());
    }
    const size_t i = nodes_.size();
    LayoutNode& node = nodes_.emplace_back();
    node.kind = kind;
    node.range = {input_.FileOffset(begin),
                  input_.FileOffset(std::max(begin, parser_.Offset(parser_.event().end_mark)))};
    if (!open_.empty()) {
      node.parent = open_.back();
      nodes_[open_.back()].children.push_back(i);
    }
    if (!anchor.empty()) anchors_[std::string(anchor)] = i;
    return i;
  }

  void TakeScalar(const decltype(yaml_event_t::data.scalar)& scalar) {
    const size_t i = Add(LayoutNode::Kind::kScalar, View(scalar.anchor), scalar.tag != nullptr);
    nodes_[i].plain = scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.tag == nullptr &&
                      scalar.anchor == nullptr;
    nodes_[i].text.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
  }

  void TakeAlias(std::string_view anchor) {
    const auto found = anchors_.find(anchor);
    if (found != anchors_.end()) nodes_[found->second].shared = true;
    Add(LayoutNode::Kind::kAlias, "", /*has_tag=*/false);
  }

  void Close() {
    LayoutNode& node = nodes_[open_.back()];
    open_.pop_back();
    if (node.flow) {
      node.range.end = input_.FileOffset(parser_.Offset(parser_.event().end_mark));
    } else if (!node.children.empty()) {
      node.range.end = nodes_[node.children.back()].range.end;
    }
  }

  std::vector<LayoutNode> Finish() {
    for (LayoutNode& node : nodes_) {
      if (node.parent != Layout::kNone) node.shared |= nodes_[node.parent].shared;
    }
    return std::move(nodes_);
  }

  const YamlInput& input_;
  YamlParser parser_;
  std::vector<LayoutNode> nodes_;
  std::vector<size_t> open_;  // lists and maps
  absl::flat_hash_map<std::string, size_t> anchors_;
};

}  // namespace

Layout Layout::Read(std::string_view text, TextRange document) {
  Layout layout;
  if (document.end - document.begin > kMaxBytes) return layout;
  const YamlInput input(text, document.begin, document.end);
  if (!input.is_edited()) layout.nodes_ = LayoutReader(input).Run();
  return layout;
}

size_t Layout::ScalarAt(uint32_t offset) const {
  auto after = std::upper_bound(
      nodes_.begin(), nodes_.end(), offset,
      [](uint32_t place, const LayoutNode& node) { return place < node.range.begin; });
  if (after == nodes_.begin()) return kNone;
  const LayoutNode& node = *--after;
  const bool is_scalar = node.kind == LayoutNode::Kind::kScalar;
  if (!is_scalar || (offset >= node.range.end && offset != node.range.begin)) return kNone;
  return static_cast<size_t>(after - nodes_.begin());
}

size_t Layout::ValueOf(size_t i, std::string_view key) const {
  const LayoutNode& map = nodes_[i];
  size_t found = kNone;
  if (map.kind != LayoutNode::Kind::kMap) return kNone;
  for (size_t k = 0; k + 1 < map.children.size(); k += 2) {
    const LayoutNode& name = nodes_[map.children[k]];
    if (name.kind != LayoutNode::Kind::kScalar || (name.plain && name.text == "<<")) return kNone;
    if (name.text != key) continue;
    if (found != kNone) return kNone;
    found = map.children[k + 1];
  }
  return found;
}

std::vector<TextRange> SplitDocuments(std::string_view text) {
  std::vector<TextRange> documents;
  YamlSplitter splitter(text, 0);
  while (splitter.Next() == YamlSplitter::Result::kDocument) {
    documents.push_back(
        {static_cast<uint32_t>(splitter.begin()), static_cast<uint32_t>(splitter.end())});
  }
  return documents;
}

}  // namespace svcenv
