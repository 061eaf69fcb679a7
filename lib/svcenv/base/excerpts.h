// Which parts of a text may be quoted in a message. Nothing may, unless the reader of the text says
// so: what it did not recognize could be a Secret.
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
  bool confidential = true;  // it is a Secret, or may be one
};

using Extents = std::vector<Extent>;

// A source line, or the part of it around a byte.
struct Excerpt {
  std::string_view text;
  size_t offset = 0;  // of that byte within `text`
};

// Yields excerpts of one text. Thread-safe.
class Excerpts {
 public:
  // `text` must outlive this object.
  Excerpts(std::string_view text ABSL_ATTRIBUTE_LIFETIME_BOUND, Extents extents);

  // Returns the line that contains `offset`, clipped to the innermost extent around it and to 160
  // bytes. Returns nothing outside of all extents, or if any byte of the line is confidential.
  // O(log of the number of extents), after O(size of the text) once.
  std::optional<Excerpt> At(uint32_t offset) const;

 private:
  struct Lines {
    size_t begin, end;
  };

  const Extent* InnermostAt(uint32_t offset) const;
  bool IsConfidentialLine(size_t offset) const;
  void FindConfidentialLines() const;

  const std::string_view text_;
  Extents extents_;                // by their begin; those within others after them
  std::vector<size_t> enclosing_;  // for each: the extent around it, or kNone
  mutable std::once_flag found_;
  mutable std::vector<Lines> confidential_;  // whole lines, in order, apart from each other
};

}  // namespace svcenv

#endif  // SVCENV_BASE_EXCERPTS_H_
