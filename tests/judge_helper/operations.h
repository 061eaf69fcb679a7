// The operations of the judge's line protocol (tests/judge/README.md), answered by svcenv.
//
// To add one, define its function in the file for its group, declare it here, and add a row to
// operations.cc.
#ifndef SVCENV_TESTS_JUDGE_HELPER_OPERATIONS_H_
#define SVCENV_TESTS_JUDGE_HELPER_OPERATIONS_H_

#include <string>
#include <string_view>

#include "nlohmann/json.hpp"
#include "svcenv/kubernetes/version.h"

namespace svcenv {

// Answers a request. Both are JSON objects; the caller handles the id. May throw nlohmann's
// exceptions if the request is malformed.
using Operation = nlohmann::json (*)(const nlohmann::json& request, const VersionProfile& version);

// Returns the operation with that name ("" means "environment"), or null.
Operation FindOperation(std::string_view name);

// batch_operation.cc
nlohmann::json EnvironmentOperation(const nlohmann::json& request, const VersionProfile& version);

// manifest_operation.cc
nlohmann::json ManifestOperation(const nlohmann::json& request, const VersionProfile& version);

// review_operation.cc: used by tests/judge/admission, not implemented by the judge. Answers
// {"policy": YAML, "objects": STRING, "review": STRING} with {"answer": AdmissionReview}. The JSON
// is passed in strings to keep numbers as written.
nlohmann::json ReviewOperation(const nlohmann::json& request, const VersionProfile& version);

// text_operations.cc
nlohmann::json QuantityOperation(const nlohmann::json& request, const VersionProfile& version);
nlohmann::json QuoteOperation(const nlohmann::json& request, const VersionProfile& version);
nlohmann::json IpOperation(const nlohmann::json& request, const VersionProfile& version);

// validate_operation.cc
nlohmann::json ValidateOperation(const nlohmann::json& request, const VersionProfile& version);

// environment_operations.cc
nlohmann::json EnvFileOperation(const nlohmann::json& request, const VersionProfile& version);
nlohmann::json ExpandOperation(const nlohmann::json& request, const VersionProfile& version);
nlohmann::json ServicesOperation(const nlohmann::json& request, const VersionProfile& version);

// Returns {"error": {"message": …}}.
nlohmann::json ErrorAnswer(std::string_view message);

// Returns the bytes in "base64" or, if it is missing, "text".
std::string Content(const nlohmann::json& request);

// Decodes a string of a request: "…" or {"base64": "…"}.
std::string Bytes(const nlohmann::json& text);

// Sets answer[name], or answer[name + "Base64"] if `text` is not valid UTF-8.
void SetText(std::string_view name, std::string_view text, nlohmann::json* answer);

}  // namespace svcenv

#endif  // SVCENV_TESTS_JUDGE_HELPER_OPERATIONS_H_
