// Explains JSON syntax errors.
#ifndef SVCENV_SYNTAX_JSON_ERRORS_H_
#define SVCENV_SYNTAX_JSON_ERRORS_H_

#include <cstddef>
#include <string_view>

#include "svcenv/syntax/document_context.h"

namespace svcenv {

// The tokens that are allowed next.
enum class JsonExpected { kValue, kValueOrEnd, kKey, kKeyOrEnd, kColon, kCommaOrEnd };

// Explains why the token [begin, end) of `text` is rejected where `expected` is expected. `closing`
// closes the innermost open bracket; it is 0 if none is open.
TextError ExplainJsonToken(std::string_view text, size_t begin, size_t end, JsonExpected expected,
                           char closing);

// Explains an unexpected end of the text.
TextError ExplainJsonEnd(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_JSON_ERRORS_H_
