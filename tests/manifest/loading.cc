#include "tests/manifest/loading.h"

#include "absl/strings/str_cat.h"

namespace svcenv {

Loading::Loading(std::string_view text) {
  LoadOptions options;
  options.unknown_fields = LoadOptions::UnknownFields::kReported;
  diagnostics = LoadManifest("f", std::string(text), options, &cluster).diagnostics;
}

std::vector<std::string> Loading::Refused() const {
  std::vector<std::string> refused;
  for (const Diagnostic& found : diagnostics) {
    if (found.severity != Severity::kError) continue;
    refused.push_back(found.field.empty() ? found.code : found.field);
  }
  return refused;
}

std::string PodWith(std::string_view container_fields) {
  return absl::StrCat(
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, ",
      container_fields, "}]}\n");
}

std::string ObjectWith(std::string_view api_version, std::string_view kind, std::string_view spec) {
  return absl::StrCat("{apiVersion: ", api_version, ", kind: ", kind,
                      ", metadata: {name: x}, spec: ", spec, "}");
}

std::string ServiceWith(std::string_view spec_fields) {
  return absl::StrCat("apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {", spec_fields,
                      "}\n");
}

}  // namespace svcenv
