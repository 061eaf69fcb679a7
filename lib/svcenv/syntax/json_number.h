// Numbers of JSON as kubectl and the API server pass them on.
#ifndef SVCENV_SYNTAX_JSON_NUMBER_H_
#define SVCENV_SYNTAX_JSON_NUMBER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "svcenv/syntax/reader.h"

namespace svcenv {

// Returns the number that kubectl sends for a float: written as Go does and read again, int64 where
// possible.
Number NumberFromFloat(double value);

// Returns where the characters that numbers in JSON are made of end, from `begin` on.
size_t EndOfNumber(std::string_view text, size_t begin);

// Replaces each number of a JSON text that IsAboveFloat by 0, with blanks after it that keep the
// length. Returns the offsets of these numbers.
std::vector<uint32_t> ReplaceHugeNumbers(std::string* text);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_JSON_NUMBER_H_
