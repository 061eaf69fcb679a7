// Which characters Go calls printable, as data.
#ifndef SVCENV_GO_PRINTABLE_H_
#define SVCENV_GO_PRINTABLE_H_

#include "absl/types/span.h"

namespace svcenv {

// Returns in turn the first character of a run of printable ones and the first after it, ascending:
// a character is printable if an odd number of these are not above it. Of Unicode 15.0 and 17.0.
absl::Span<const char32_t> PrintableBoundaries15();
absl::Span<const char32_t> PrintableBoundaries17();

}  // namespace svcenv

#endif  // SVCENV_GO_PRINTABLE_H_
