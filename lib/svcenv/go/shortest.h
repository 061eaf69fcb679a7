// The shortest decimals of floating-point numbers, as strconv.FormatFloat finds them for precision
// -1.
#ifndef SVCENV_GO_SHORTEST_H_
#define SVCENV_GO_SHORTEST_H_

#include <string>

namespace svcenv {

// 0.D1D2D3… times ten to the `point`. The last digit is not zero, unless it is the only one.
struct Decimal {
  std::string digits;
  int point = 0;

  // Formats the number without an exponent: "0.001", "120", "1.5".
  std::string Plain() const;
};

// Return the decimal with the fewest digits that parses to `value`, and among those the nearest.
// `value` must be finite and not negative. Slower than std::to_chars, whose tables would add 130 KB
// to the program.
Decimal ShortestDecimal(double value);
Decimal ShortestDecimal(float value);

}  // namespace svcenv

#endif  // SVCENV_GO_SHORTEST_H_
