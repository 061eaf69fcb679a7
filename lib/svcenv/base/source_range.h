// Which bytes of a source a message is about: the reference within a value, or the whole value.
//
// Values are found as text, so a range is for showing only. Nothing here returns source text.
#ifndef SVCENV_BASE_SOURCE_RANGE_H_
#define SVCENV_BASE_SOURCE_RANGE_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "svcenv/base/source.h"

namespace svcenv {

struct SourceRange {
  Position begin;
  uint32_t bytes = 0;  // all on the line of `begin`; 0: only the place is known
};

// Returns where `part` is written in the scalar at `value`: after `earlier` other occurrences, in a
// plain or quoted scalar or on the lines of a block scalar. If it is not written there verbatim
// within 16 KiB, or contains whitespace, which YAML may fold, returns `value` without a length.
SourceRange FindInValue(const Sources& sources, Position value, std::string_view part,
                        size_t earlier = 0);

// Returns how many bytes the scalar or key at `position` takes on its line, quotes included; 1 for
// punctuation and at a block scalar, 0 at the end of a line. Looks at no more than 4 KiB.
uint32_t BytesOfValue(const Sources& sources, Position position);

}  // namespace svcenv

#endif  // SVCENV_BASE_SOURCE_RANGE_H_
