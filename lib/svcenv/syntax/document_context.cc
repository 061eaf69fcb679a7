#include "svcenv/syntax/document_context.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace svcenv {

void AddLosses(Diagnostics from, Diagnostics* to) {
  const size_t room = kMaxLosses - std::min(kMaxLosses, to->size());
  const auto end = from.begin() + static_cast<std::ptrdiff_t>(std::min(room, from.size()));
  to->insert(to->end(), std::make_move_iterator(from.begin()), std::make_move_iterator(end));
}

void AddExtents(const Extents& from, Extents* to) {
  to->insert(to->end(), from.begin(), from.end());
}

}  // namespace svcenv
