// The operations of the judge's line protocol (tests/judge/README.md), answered by svcenv.
//
// To add one: write its function into a file of its family, declare it here, give it a row in
// operations.cc.
#ifndef SVCENV_TESTS_JUDGE_HELPER_OPERATIONS_H_
#define SVCENV_TESTS_JUDGE_HELPER_OPERATIONS_H_

#include <string>
#include <string_view>

#include "nlohmann/json.hpp"
#include "svcenv/kubernetes/version.h"

namespace svcenv {

// Answers a request, both as JSON objects; the id is the caller's business. An operation may let
// nlohmann's exceptions for a malformed request through.
using Operation = nlohmann::json (*)(const nlohmann::json& request, const VersionProfile& version);

// The operation of that name ("" is "environment"); null if there is none. operations.cc has the
// table.
Operation FindOperation(std::string_view name);

// batch_operation.cc
nlohmann::json EnvironmentOperation(const nlohmann::json& request, const VersionProfile& version);

// manifest_operation.cc
nlohmann::json ManifestOperation(const nlohmann::json& request, const VersionProfile& version);

// review_operation.cc: not of the judge, but of tests/judge/admission: {"policy": YAML, "objects":
// text, "review": text} gives {"answer": AdmissionReview}. Texts, as numbers must stay as they are
// written.
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

// {"error": {"message": …}}.
nlohmann::json ErrorAnswer(std::string_view message);

// The bytes that a request gives as "base64" or else as "text".
std::string Content(const nlohmann::json& request);

// Any bytes within a request: "…" or {"base64": "…"}.
std::string Bytes(const nlohmann::json& text);

// Sets answer[name], or answer[name + "Base64"] where the text is not UTF-8.
void SetText(std::string_view name, std::string_view text, nlohmann::json* answer);

}  // namespace svcenv

#endif  // SVCENV_TESTS_JUDGE_HELPER_OPERATIONS_H_
