// Any value that a Reader stands on, as JSON. Where a value is kept and not understood.
#ifndef SVCENV_MANIFEST_JSON_VALUE_H_
#define SVCENV_MANIFEST_JSON_VALUE_H_

#include <string_view>

#include "nlohmann/json.hpp"
#include "svcenv/manifest/reader.h"

namespace svcenv {

// Reads the value; maps keep the order of their keys.
nlohmann::ordered_json ToJson(Reader& reader);

// Returns the member of a map, or null if `value` is not a map or has no such key.
const nlohmann::ordered_json* FindMember(const nlohmann::ordered_json& value, const char* key);

// Returns the member of a map if it is a string, else "". The view is into `value`.
std::string_view TextMember(const nlohmann::ordered_json& value, const char* key);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_JSON_VALUE_H_
