#include "svcenv/syntax/json_errors.h"

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "svcenv/syntax/json_string.h"

namespace svcenv {
namespace {

// A message and its remedy.
struct Words {
  const char* message;
  const char* remedy;
};

// Explains a token that is not a value where a value is expected.
Words AboutValue(std::string_view token) {
  switch (token[0]) {
    case ']':
      return {"expected a value before ']'", "remove the comma before it, or add a value"};
    case '}':
      return {"expected a value before '}'", "add a value"};
    case ',':
    case ':':
      return {"expected a value",
              "write an object, a list, true, false, null, a number, or a string in double quotes"};
    default:
      break;
  }
  if (absl::StartsWith(token, kByteOrderMark)) {
    return {"unexpected byte order mark within the file", "remove it"};
  }
  if (token[0] == '-' || absl::ascii_isdigit(token[0])) {
    return {"this is not a valid number", "quote it to make it a string"};
  }
  return {"this is not a JSON value",
          "write true, false, null, a number, or a string in double quotes"};
}

Words About(std::string_view token, JsonExpected expected, char closing) {
  switch (expected) {
    case JsonExpected::kKey:
      if (token == "}") return {"unexpected '}' after ','", "remove the comma"};
      [[fallthrough]];
    case JsonExpected::kKeyOrEnd:
      return {"a key must be a string in double quotes", "quote the key"};
    case JsonExpected::kColon:
      return {"expected ':' after the key", "write \"key\": value"};
    case JsonExpected::kCommaOrEnd:
      return closing == '}' ? Words{"expected ',' or '}'", "put a comma between the entries"}
                            : Words{"expected ',' or ']'", "put a comma between the items"};
    case JsonExpected::kValue:
    case JsonExpected::kValueOrEnd:
      break;
  }
  return AboutValue(token);
}

}  // namespace

TextError ExplainJsonToken(std::string_view text, size_t begin, size_t end, JsonExpected expected,
                           char closing) {
  if (text[begin] == '"') {
    std::optional<TextError> error = FindJsonStringError(text, begin, end);
    if (error.has_value()) return *std::move(error);
  }
  const Words words = About(text.substr(begin, end - begin), expected, closing);
  return {static_cast<uint32_t>(begin), words.message, words.remedy};
}

TextError ExplainJsonEnd(std::string_view text) {
  return {static_cast<uint32_t>(text.size()), "unexpected end of input within an object or a list",
          "close every { with } and every [ with ]"};
}

}  // namespace svcenv
