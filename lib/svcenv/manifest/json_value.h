// Any value that a Reader stands on, as JSON. Where a value is kept and not understood.
#ifndef SVCENV_MANIFEST_JSON_VALUE_H_
#define SVCENV_MANIFEST_JSON_VALUE_H_

#include "nlohmann/json.hpp"
#include "svcenv/manifest/reader.h"

namespace svcenv {

// Reads the value; maps keep the order of their keys.
nlohmann::ordered_json ToJson(Reader& reader);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_JSON_VALUE_H_
