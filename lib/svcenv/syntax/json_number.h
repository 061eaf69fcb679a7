// Numbers of JSON as kubectl and the API server pass them on.
#ifndef SVCENV_SYNTAX_JSON_NUMBER_H_
#define SVCENV_SYNTAX_JSON_NUMBER_H_

#include "svcenv/syntax/reader.h"

namespace svcenv {

// Returns the number that kubectl sends for a float: written as Go does and read again, int64 where
// possible.
Number NumberFromFloat(double value);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_JSON_NUMBER_H_
