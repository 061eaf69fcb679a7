// JSON values as they are written; for this package only.
#ifndef SVCENV_BATCH_RAW_JSON_H_
#define SVCENV_BATCH_RAW_JSON_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace svcenv {

// Returns where the JSON value that begins at `begin` of `text` ends. The value's syntax must be
// valid; no number, string or nesting is too large.
size_t EndOfJsonValue(std::string_view text, size_t begin);

// Replaces each number of a JSON text that IsAboveFloat by 0, followed by spaces that keep the
// length. Returns the offsets of these numbers.
std::vector<uint32_t> ReplaceHugeNumbers(std::string* text);

}  // namespace svcenv

#endif  // SVCENV_BATCH_RAW_JSON_H_
