#include "svcenv/base/edit.h"

#include <algorithm>

namespace svcenv {

bool Conflict(const Edits& a, const Edits& b) {
  return std::any_of(a.begin(), a.end(), [&](const Edit& one) {
    return std::any_of(b.begin(), b.end(), [&](const Edit& other) {
      return one.offset <= other.end() && other.offset <= one.end();
    });
  });
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
