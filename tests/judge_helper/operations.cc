#include "tests/judge_helper/operations.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/utf8.h"

namespace svcenv {
namespace {

struct Row {
  std::string_view name;
  Operation operation;
};

constexpr Row kOperations[] = {
    {"environment", EnvironmentOperation},
    {"envfile", EnvFileOperation},
    {"expand", ExpandOperation},
    {"ip", IpOperation},
    {"manifest", ManifestOperation},
    {"quantity", QuantityOperation},
    {"quote", QuoteOperation},
    {"review", ReviewOperation},
    {"services", ServicesOperation},
    {"validate", ValidateOperation},
};

std::string Unescape(const std::string& base64) {
  std::string bytes;
  return absl::Base64Unescape(base64, &bytes) ? bytes : "";
}

}  // namespace

Operation FindOperation(std::string_view name) {
  if (name.empty()) name = "environment";
  for (const Row& row : kOperations) {
    if (row.name == name) return row.operation;
  }
  return nullptr;
}

nlohmann::json ErrorAnswer(std::string_view message) {
  return {{"error", {{"message", std::string(message)}}}};
}

std::string Content(const nlohmann::json& request) {
  if (request.contains("base64")) return Unescape(request.at("base64"));
  return request.value("text", "");
}

std::string Bytes(const nlohmann::json& text) {
  return text.is_string() ? text.get<std::string>() : Unescape(text.at("base64"));
}

void SetText(std::string_view name, std::string_view text, nlohmann::json* answer) {
  if (IsUtf8(text)) {
    (*answer)[std::string(name)] = std::string(text);
  } else {
    (*answer)[absl::StrCat(name, "Base64")] = absl::Base64Escape(text);
  }
}

}  // namespace svcenv
