// Parses and formats numbers as Go's strconv and go-yaml do (Go 1.26).
#ifndef SVCENV_GO_NUMBER_H_
#define SVCENV_GO_NUMBER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace svcenv {

// Parse as strconv.ParseInt and ParseUint do, except that they reject underscores. For base 0 the
// prefix decides. Return nullopt if `text` is not a number or does not fit.
std::optional<int64_t> ParseGoInt(std::string_view text, int base);
std::optional<uint64_t> ParseGoUint(std::string_view text, int base);

// Parses a decimal number as strconv.ParseFloat does. Returns nullopt if `text` is not a decimal
// number or is too large, and 0 if it is too small.
std::optional<double> ParseDecimalFloat(std::string_view text);

// Returns whether `text` is a decimal number that is too large for a double.
bool IsAboveFloat(std::string_view text);

// Like ParseDecimalFloat, but allows underscores between digits.
std::optional<double> ParseGoFloat(std::string_view text);

// Formats as strconv.FormatFloat(value, 'g', -1, 32) does, with YAML's names for infinity and NaN.
std::string FormatGoFloat32(double value);

}  // namespace svcenv

#endif  // SVCENV_GO_NUMBER_H_
