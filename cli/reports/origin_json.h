// Variables with their origins as JSON, of reports.
#ifndef SVCENV_CLI_REPORTS_ORIGIN_JSON_H_
#define SVCENV_CLI_REPORTS_ORIGIN_JSON_H_

#include "svcenv/base/source.h"
#include "svcenv/env/environment.h"
#include "svcenv/render/result_json.h"

namespace svcenv::cli {

// {"file", "line", "column"}; empty where it is nowhere.
Json PlaceJson(Position position, const Sources& sources);

// {"text", "object": {"kind", "namespace", "name"}, "key", "file", "line", "column"}.
Json OriginJson(const Origin& origin, const Sources& sources);

// VariableJson with "secret" and "assumed" where they are true, and "origin".
Json ValueJson(const Variable& variable, const Sources& sources, bool mask_secrets);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_ORIGIN_JSON_H_
