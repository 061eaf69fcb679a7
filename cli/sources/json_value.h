// Converts values of a Reader to JSON, for values that are copied rather than interpreted.
#ifndef SVCENV_CLI_SOURCES_JSON_VALUE_H_
#define SVCENV_CLI_SOURCES_JSON_VALUE_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"
#include "svcenv/syntax/reader.h"

namespace svcenv::cli {

// Maximum nesting of lists and maps in a tree. Code that copies, compares, or writes a tree
// recurses; this depth fits into a stack of 1 MiB.
inline constexpr int kMaxJsonDepth = 500;

// Converts the next value. Maps keep the order of their keys. Fails with a diagnostic if the value
// is nested deeper than kMaxJsonDepth.
absl::StatusOr<nlohmann::ordered_json> ToJson(Reader& reader);

// Returns the value of `key`, or null if `value` is not a map or has no such key.
const nlohmann::ordered_json* FindMember(const nlohmann::ordered_json& value, const char* key);

// Returns the value of `key` if it is a string, or "" if not. The result is a view into `value`.
std::string_view TextMember(const nlohmann::ordered_json& value, const char* key);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_JSON_VALUE_H_
