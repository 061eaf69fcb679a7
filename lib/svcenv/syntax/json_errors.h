// Errors of JSON's grammar.
#ifndef SVCENV_SYNTAX_JSON_ERRORS_H_
#define SVCENV_SYNTAX_JSON_ERRORS_H_

#include <cstddef>
#include <string_view>

#include "svcenv/syntax/document_context.h"

namespace svcenv {

// What may come next.
enum class JsonExpected { kValue, kValueOrEnd, kKey, kKeyOrEnd, kColon, kCommaOrEnd };

// Explains why the token [begin, end) of `text` is refused where `expected` is expected. `closing`
// is the bracket that would close what is open, or 0 if nothing is.
TextError ExplainJsonToken(std::string_view text, size_t begin, size_t end, JsonExpected expected,
                           char closing);

// Explains that the text ends too early.
TextError ExplainJsonEnd(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_JSON_ERRORS_H_
