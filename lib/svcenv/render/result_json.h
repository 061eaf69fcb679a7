// Results as JSON values: what the formats json and yaml write.
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

// {"name", "value"}; instead of the value "valueBase64" where it is no UTF-8, "unknown" where it is
// not known.
Json VariableJson(const Variable& variable, bool mask_secrets);

// The text; {"base64"} where it is no UTF-8, {"unknown"} where it is not known.
Json TextJson(const ResolvedText& text, bool mask_secrets);

// {"kind", "namespace", "name", "container"}: what a result is about; a service has no container.
Json SubjectJson(const Result& result);

// {"code", "message", "field"} of what could not be computed.
Json ErrorJson(const Diagnostic& error);

// SubjectJson with "env", "command" and "args", of which a service has only the first; of what
// could not be computed with "error" instead.
Json ResultJson(const Result& result, const RenderOptions& options);

// The value indented by two, without an end of line. Bytes that are no UTF-8 become U+FFFD.
std::string JsonText(const Json& json);

}  // namespace svcenv

#endif  // SVCENV_RENDER_RESULT_JSON_H_
