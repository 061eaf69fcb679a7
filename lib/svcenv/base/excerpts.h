// Decides which parts of a text a message may quote. Nothing is quoted by default: a part that the
// reader of the text did not recognize could be a Secret.
#ifndef SVCENV_BASE_EXCERPTS_H_
#define SVCENV_BASE_EXCERPTS_H_

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"

namespace svcenv {

// An object in a text, or a document that could not be read.
struct Extent {
  uint32_t begin = 0;  // in bytes
  uint32_t end = 0;
  bool confidential = true;  // it is or may be a Secret
};

using Extents = std::vector<Extent>;

// A source line, or a part of it, with a byte marked.
struct Excerpt {
  std::string_view text;
  size_t offset = 0;  // of the marked byte within `text`
};

// Extracts excerpts of one text. Thread-safe.
class Excerpts {
 public:
  // `text` must outlive this object.
  Excerpts(std::string_view text ABSL_ATTRIBUTE_LIFETIME_BOUND, Extents extents);

  // Returns the line that contains `offset`, clipped to its innermost extent and to 160 bytes.
  // Returns nothing outside of all extents or if any byte of the line is confidential. O(log n) for
  // n extents; the first call is O(text).
  std::optional<Excerpt> At(uint32_t offset) const;

 private:
  struct Lines {
    size_t begin, end;
  };

  const Extent* InnermostAt(uint32_t offset) const;
  bool IsConfidentialLine(size_t offset) const;
  void FindConfidentialLines() const;

  const std::string_view text_;
  Extents extents_;                // sorted by begin, outer before inner
  std::vector<size_t> enclosing_;  // the enclosing extent of each, or kNone
  mutable std::once_flag found_;
  mutable std::vector<Lines> confidential_;  // whole lines, sorted, disjoint
};

}  // namespace svcenv

#endif  // SVCENV_BASE_EXCERPTS_H_
