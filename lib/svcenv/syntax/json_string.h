// The strings of JSON.
#ifndef SVCENV_SYNTAX_JSON_STRING_H_
#define SVCENV_SYNTAX_JSON_STRING_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "svcenv/syntax/document_context.h"

namespace svcenv {

// Replaces the escapes of `text`, which stands between the quotes of a string, as Go's encoding/json
// does (decode.go, unquote): half of a surrogate pair becomes U+FFFD. Returns false at an escape
// that does not exist, with a part of the string in `out`. Overwrites `out`, so that a caller can
// use its memory again.
bool UnescapeJson(std::string_view text, std::string* out);

// Returns the first error in the string token [begin, end) of `text`, or nothing if it has none.
std::optional<TextError> FindJsonStringError(std::string_view text, size_t begin, size_t end);

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_JSON_STRING_H_
