// Unescapes and validates JSON strings.
#ifndef SVCENV_SYNTAX_JSON_STRING_H_
#define SVCENV_SYNTAX_JSON_STRING_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "svcenv/syntax/document_context.h"

namespace svcenv {

// Unescapes `text`, a string without its quotes, as Go's encoding/json does (decode.go, unquote):
// an unpaired surrogate becomes U+FFFD. Returns false on an invalid escape, leaving a part of the
// string in `out`. Overwrites `out`, so that callers can reuse its memory.
bool UnescapeJson(std::string_view text, std::string* out);

// Returns the first error in the string token [begin, end) of `text`, or nothing if it is valid.
std::optional<TextError> FindJsonStringError(std::string_view text, size_t begin, size_t end);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_JSON_STRING_H_
