#include "svcenv/base/edit.h"

#include <algorithm>
#include <iterator>

namespace svcenv {

bool EditedRanges::Add(const Edits& edits) {
  for (const Edit& edit : edits) {
    const auto after = ranges_.upper_bound(edit.end());
    if (after != ranges_.begin() && std::prev(after)->second >= edit.offset) return false;
  }
  for (const Edit& edit : edits) {
    uint32_t& end = ranges_[edit.offset];
    end = std::max(end, edit.end());
  }
  return true;
}

std::string ApplyEdits(std::string_view text, Edits edits) {
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.offset < b.offset; });
  std::string result;
  size_t done = 0;
  for (const Edit& edit : edits) {
    result.append(text, done, edit.offset - done);
    result.append(edit.replacement);
    done = edit.end();
  }
  result.append(text, done);
  return result;
}

}  // namespace svcenv
