// Changes of a text by position: what no edit covers keeps every byte.
#ifndef SVCENV_BASE_EDIT_H_
#define SVCENV_BASE_EDIT_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace svcenv {

// Replaces `bytes` bytes at `offset`; an insertion replaces none.
struct Edit {
  uint32_t offset = 0;
  uint32_t bytes = 0;
  std::string replacement;

  uint32_t end() const { return offset + bytes; }

  friend bool operator==(const Edit& a, const Edit& b) {
    return a.offset == b.offset && a.bytes == b.bytes && a.replacement == b.replacement;
  }
};

using Edits = std::vector<Edit>;

// The places of edits, so that no two of them depend on their order.
class EditedRanges {
 public:
  // Adds the edits, unless one of them overlaps or touches an edit that was added before; then adds
  // none and returns false. O(log n) for each edit.
  bool Add(const Edits& edits);

 private:
  std::map<uint32_t, uint32_t> ranges_;  // ends by begins
};

// Returns the text with all edits applied. They are within the text, and no two of them overlap.
std::string ApplyEdits(std::string_view text, Edits edits);

}  // namespace svcenv

#endif  // SVCENV_BASE_EDIT_H_
