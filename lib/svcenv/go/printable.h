// Which characters Go calls printable, as data.
#ifndef SVCENV_GO_PRINTABLE_H_
#define SVCENV_GO_PRINTABLE_H_

#include "absl/types/span.h"

namespace svcenv {

// In turn the first character of a run of printable ones and the first after it, ascending: a
// character is printable if an odd number of these are not above it.
absl::Span<const char32_t> GoPrintableBoundaries();

}  // namespace svcenv

#endif  // SVCENV_GO_PRINTABLE_H_
