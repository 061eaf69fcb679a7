// Edits of a string by position. Bytes that no edit covers stay unchanged.
#ifndef SVCENV_BASE_EDIT_H_
#define SVCENV_BASE_EDIT_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace svcenv {

// Replaces `bytes` bytes at `offset`; 0 bytes make it an insertion.
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

// Tracks edited ranges, so that edits can be applied in any order.
class EditedRanges {
 public:
  // Adds the edits. Adds none of them and returns false if one overlaps or touches an edit that was
  // added before. O(log n) per edit.
  bool Add(const Edits& edits);

 private:
  std::map<uint32_t, uint32_t> ranges_;  // from begin to end
};

// Returns the text with all edits applied. The edits must lie within the text and must not overlap.
std::string ApplyEdits(std::string_view text, Edits edits);

}  // namespace svcenv

#endif  // SVCENV_BASE_EDIT_H_
