// Converts JSON numbers as kubectl and the API server do.
#ifndef SVCENV_SYNTAX_JSON_NUMBER_H_
#define SVCENV_SYNTAX_JSON_NUMBER_H_

#include "svcenv/syntax/reader.h"

namespace svcenv {

// Returns the number that kubectl sends for a float: formatted by Go and parsed again, as an int64
// if possible.
Number NumberFromFloat(double value);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_JSON_NUMBER_H_
