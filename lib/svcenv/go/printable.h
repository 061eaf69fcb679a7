// Tables of the characters that Go considers printable.
#ifndef SVCENV_GO_PRINTABLE_H_
#define SVCENV_GO_PRINTABLE_H_

#include "absl/types/span.h"

namespace svcenv {

// Return the boundaries of runs of printable characters in Unicode 15.0 and 17.0, ascending: the
// first character of a run, then the first character after it. A character is printable if an odd
// number of boundaries are less than or equal to it.
absl::Span<const char32_t> PrintableBoundaries15();
absl::Span<const char32_t> PrintableBoundaries17();

}  // namespace svcenv

#endif  // SVCENV_GO_PRINTABLE_H_
