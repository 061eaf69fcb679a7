// A number in a document.
#ifndef SVCENV_SYNTAX_NUMBER_H_
#define SVCENV_SYNTAX_NUMBER_H_

#include <cstdint>
#include <string>

namespace svcenv {

// A number as kubectl sends it to the API server: an int64 if possible, otherwise a float64.
struct Number {
  bool is_integer = false;
  int64_t integer = 0;  // if is_integer
  double real = 0;      // otherwise

  // Formats the number as Go's encoding/json does: "80", "0.5", "1e+21".
  std::string ToString() const;
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_NUMBER_H_
