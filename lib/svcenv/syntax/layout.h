// Where the values of a document are written, for edits of its text.
//
// Not for reading values: a Reader knows which of two equal keys counts, and what a scalar means.
#ifndef SVCENV_SYNTAX_LAYOUT_H_
#define SVCENV_SYNTAX_LAYOUT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace svcenv {

// Bytes of a text, from `begin` to `end`.
struct TextRange {
  uint32_t begin = 0;
  uint32_t end = 0;
};

struct LayoutNode {
  enum class Kind : uint8_t { kScalar, kList, kMap, kAlias };

  Kind kind = Kind::kScalar;
  bool plain = false;   // a scalar without quotes, block, anchor, and tag
  bool flow = false;    // a list or map in brackets
  bool shared = false;  // it or a value around it has an anchor that an alias repeats
  // Without anchor and tag. Of a list or map without brackets, `end` is that of its last value.
  TextRange range;
  size_t parent = SIZE_MAX;      // Layout::kNone for the root
  std::vector<size_t> children;  // of a list its items; of a map its keys and values in turn
  std::string text;              // of a scalar: its string, without quotes and escapes
};

// The nodes of one document, which is YAML or JSON. Indices are those of its nodes, in the order of
// the text, the root first.
class Layout {
 public:
  static constexpr size_t kNone = SIZE_MAX;

  // Returns the nodes of a document of `text`; none if it cannot be read, is larger than 4 MiB, is
  // nested more than 200 levels, or is read otherwise by kubectl than it is written.
  // O(size of the document).
  static Layout Read(std::string_view text, TextRange document);

  bool empty() const { return nodes_.empty(); }
  const LayoutNode& node(size_t i) const { return nodes_[i]; }

  // Returns the scalar with the byte at `offset`, or kNone. O(log of the number of nodes).
  size_t ScalarAt(uint32_t offset) const;

  // Returns the only value of the key in the map `i`; kNone if it has none or several, or if the
  // map takes entries from others. O(entries of the map).
  size_t ValueOf(size_t i, std::string_view key) const;

 private:
  std::vector<LayoutNode> nodes_;
};

// Returns the documents of a text, as kubectl divides it. The last one ends with the text.
std::vector<TextRange> SplitDocuments(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_LAYOUT_H_
