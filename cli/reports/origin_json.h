// Converts variables and their origins to JSON, for reports.
#ifndef SVCENV_CLI_REPORTS_ORIGIN_JSON_H_
#define SVCENV_CLI_REPORTS_ORIGIN_JSON_H_

#include "svcenv/base/source.h"
#include "svcenv/env/environment.h"
#include "svcenv/render/result_json.h"

namespace svcenv::cli {

// Returns {"file", "line", "column"}, or {} if the position is unknown.
Json PlaceJson(Position position, const Sources& sources);

// Returns {"text", "object": {"kind", "namespace", "name"}, "key", "file", "line", "column"}.
Json OriginJson(const Origin& origin, const Sources& sources);

// Returns VariableJson with "origin", and with "secret" and "assumed" if true.
Json ValueJson(const Variable& variable, const Sources& sources, bool mask_secrets);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_ORIGIN_JSON_H_
