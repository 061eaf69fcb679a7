// Finds values in JSON text without parsing them. Internal to this package.
#ifndef SVCENV_BATCH_RAW_JSON_H_
#define SVCENV_BATCH_RAW_JSON_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace svcenv {

// Returns the end of the JSON value that starts at `begin`. Its syntax must be valid. Numbers,
// strings, and nesting may be arbitrarily large.
size_t EndOfJsonValue(std::string_view text, size_t begin);

// Replaces each number for which IsAboveFloat returns true with 0, padded with spaces to the same
// length. Returns the offsets of these numbers.
std::vector<uint32_t> ReplaceHugeNumbers(std::string* text);

}  // namespace svcenv

#endif  // SVCENV_BATCH_RAW_JSON_H_
