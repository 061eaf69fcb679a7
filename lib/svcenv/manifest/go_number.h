// Numbers and base64 as Go's standard library reads and writes them (strconv and encoding of
// Go 1.26).
#ifndef SVCENV_MANIFEST_GO_NUMBER_H_
#define SVCENV_MANIFEST_GO_NUMBER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "svcenv/manifest/reader.h"

namespace svcenv {

// strconv.ParseInt and ParseUint of a text without underscores; base 0 is told by the prefix. False
// if `text` is none or does not fit.
bool ParseGoInt(std::string_view text, int base, int64_t* value);
bool ParseGoUint(std::string_view text, int base, uint64_t* value);

// The decimal numbers among what strconv.ParseFloat takes. False if `text` is none or too large;
// what is too small is 0.
bool ParseDecimalFloat(std::string_view text, double* value);

// Whether `text` is one of those and too large.
bool IsAboveFloat(std::string_view text);

// Returns where the characters that numbers in JSON are made of end, from `begin` on.
size_t EndOfNumber(std::string_view text, size_t begin);

// Replaces each number of a JSON text that IsAboveFloat by 0, with blanks after it that keep the
// length. Returns the offsets of these numbers.
std::vector<uint32_t> ReplaceHugeNumbers(std::string* text);

// As ParseDecimalFloat, with underscores between digits.
bool ParseGoFloat(std::string_view text, double* value);

// strconv.FormatFloat(value, 'g', -1, 32), with YAML's names for what is not finite.
std::string FormatGoFloat32(double value);

// base64.StdEncoding.DecodeString.
bool DecodeGoBase64(std::string_view text, std::string* bytes);

// The number that kubectl sends for a float: written as Go does and read again, int64 where
// possible.
Number NumberFromFloat(double value);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_GO_NUMBER_H_
