// Locates the values of a document in its text, for edits.
//
// Do not use it to read values: only a Reader resolves duplicate keys and scalars as kubectl does.
#ifndef SVCENV_SYNTAX_LAYOUT_H_
#define SVCENV_SYNTAX_LAYOUT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace svcenv {

// The bytes [begin, end) of a text.
struct TextRange {
  uint32_t begin = 0;
  uint32_t end = 0;
};

struct LayoutNode {
  enum class Kind : uint8_t { kScalar, kList, kMap, kAlias };

  Kind kind = Kind::kScalar;
  bool plain = false;   // a plain scalar without an anchor or tag
  bool flow = false;    // a list or map in flow style, with brackets
  bool shared = false;  // an alias refers to it or to an enclosing value
  // Excludes the anchor and tag. A list or map in block style ends with its last value.
  TextRange range;
  size_t parent = SIZE_MAX;      // Layout::kNone for the root
  std::vector<size_t> children;  // items of a list, or alternating keys and values of a map
  std::string text;              // of a scalar, without quotes and escapes
};

// The nodes of one YAML or JSON document, indexed in text order. The root has index 0.
class Layout {
 public:
  static constexpr size_t kNone = SIZE_MAX;

  // Returns the layout of a document of `text`. Returns an empty layout if the document is invalid,
  // larger than 4 MiB, nested more than 200 levels deep, or interpreted differently by kubectl and
  // libyaml. O(document).
  static Layout Read(std::string_view text, TextRange document);

  bool empty() const { return nodes_.empty(); }
  const LayoutNode& node(size_t i) const { return nodes_[i]; }

  // Returns the scalar that contains the byte at `offset`, or kNone. O(log n) for n nodes.
  size_t ScalarAt(uint32_t offset) const;

  // Returns the value of `key` in the map `i`. Returns kNone if the key is missing or duplicate, or
  // if the map has a merge key. O(n) for n entries.
  size_t ValueOf(size_t i, std::string_view key) const;

 private:
  std::vector<LayoutNode> nodes_;
};

// Splits a text into documents as kubectl does.
std::vector<TextRange> SplitDocuments(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_LAYOUT_H_
