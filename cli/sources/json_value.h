// Any value of a Reader as JSON, for values that are copied rather than interpreted.
#ifndef SVCENV_CLI_SOURCES_JSON_VALUE_H_
#define SVCENV_CLI_SOURCES_JSON_VALUE_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"
#include "svcenv/syntax/reader.h"

namespace svcenv::cli {

// How deep lists and maps may be nested in a tree. What copies, compares, or writes a tree
// recurses, and this depth fits into a stack of 1 MiB.
inline constexpr int kMostJsonDepth = 500;

// Reads the value; maps keep the order of their keys. A value that is nested deeper than
// kMostJsonDepth is an error diagnostic as a Status.
absl::StatusOr<nlohmann::ordered_json> ToJson(Reader& reader);

// Returns the member of a map, or null if `value` is not a map or has no such key.
const nlohmann::ordered_json* FindMember(const nlohmann::ordered_json& value, const char* key);

// Returns the member of a map if it is a string, else "". The view is into `value`.
std::string_view TextMember(const nlohmann::ordered_json& value, const char* key);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_JSON_VALUE_H_
