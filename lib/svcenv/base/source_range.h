// Finds the source bytes that a message is about: a reference within a value, or the whole value.
//
// Searches the text without parsing it, so use ranges for display only. Never returns source text.
#ifndef SVCENV_BASE_SOURCE_RANGE_H_
#define SVCENV_BASE_SOURCE_RANGE_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "svcenv/base/source.h"

namespace svcenv {

struct SourceRange {
  Position begin;
  uint32_t bytes = 0;  // all on the line of `begin`; 0: only the position is known
};

// Returns the range of `part` in the plain, quoted, or block scalar at `value`, skipping `earlier`
// occurrences. Returns `value` without a length if `part` does not occur verbatim within 16 KiB, or
// if it contains whitespace, which YAML may fold.
SourceRange FindInValue(const Sources& sources, Position value, std::string_view part,
                        size_t earlier = 0);

// Returns the number of bytes of the scalar or key at `position` on its line, including quotes.
// Returns 1 for punctuation and block scalars, 0 at the end of a line. Reads at most 4 KiB.
uint32_t BytesOfValue(const Sources& sources, Position position);

}  // namespace svcenv

#endif  // SVCENV_BASE_SOURCE_RANGE_H_
