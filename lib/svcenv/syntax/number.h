// A number of a document.
#ifndef SVCENV_SYNTAX_NUMBER_H_
#define SVCENV_SYNTAX_NUMBER_H_

#include <cstdint>
#include <string>

namespace svcenv {

// As kubectl sends it to the API server: an int64 where it is one, else a float64.
struct Number {
  bool is_integer = false;
  int64_t integer = 0;  // when is_integer
  double real = 0;      // else

  // As Go's encoding/json writes it: "80", "0.5", "1e+21".
  std::string ToString() const;
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_NUMBER_H_
