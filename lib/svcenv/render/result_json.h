// Converts results to JSON for the formats json and yaml.
#ifndef SVCENV_RENDER_RESULT_JSON_H_
#define SVCENV_RENDER_RESULT_JSON_H_

#include <string>
#include <string_view>

#include "nlohmann/json.hpp"
#include "svcenv/base/diagnostic.h"
#include "svcenv/env/environment.h"
#include "svcenv/env/resolver.h"
#include "svcenv/render/format.h"

namespace svcenv {

using Json = nlohmann::ordered_json;

// Returns {"name", "value"}. Replaces "value" with "valueBase64" if it is not valid UTF-8, or with
// "unknown", the reason, if it is unknown.
Json VariableJson(const Variable& variable, bool mask_secrets);

// Returns the string, {"base64"} if it is not valid UTF-8, or {"unknown"} if it is unknown.
Json TextJson(const ResolvedText& text, bool mask_secrets);

// Returns {"kind", "namespace", "name", "container"}, or the first three for a service.
Json SubjectJson(const Result& result);

// Returns {"code", "message", "field"} for an error.
Json ErrorJson(const Diagnostic& error);

// Returns SubjectJson plus "env" and, for a container, "command" and "args". If the result is not
// ok, returns SubjectJson plus "error".
Json ResultJson(const Result& result, const RenderOptions& options);

// Returns the JSON, indented by two spaces, without a final newline. Replaces invalid UTF-8 with
// U+FFFD.
std::string JsonText(const Json& json);

}  // namespace svcenv

#endif  // SVCENV_RENDER_RESULT_JSON_H_
