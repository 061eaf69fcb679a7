// Numbers as Go's strconv and go-yaml read and write them (Go 1.26).
#ifndef SVCENV_GO_NUMBER_H_
#define SVCENV_GO_NUMBER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace svcenv {

// strconv.ParseInt and ParseUint without underscores. The prefix decides base 0. Each returns nothing
// if `text` is not a number or does not fit.
std::optional<int64_t> ParseGoInt(std::string_view text, int base);
std::optional<uint64_t> ParseGoUint(std::string_view text, int base);

// The decimal numbers that strconv.ParseFloat reads. Returns nothing if `text` is not one or is too
// large, and 0 if it is too small.
std::optional<double> ParseDecimalFloat(std::string_view text);

// Whether `text` is one of those and too large.
bool IsAboveFloat(std::string_view text);

// As ParseDecimalFloat, with underscores between digits.
std::optional<double> ParseGoFloat(std::string_view text);

// strconv.FormatFloat(value, 'g', -1, 32), with YAML's names for what is not finite.
std::string FormatGoFloat32(double value);

}  // namespace svcenv

#endif  // SVCENV_GO_NUMBER_H_
