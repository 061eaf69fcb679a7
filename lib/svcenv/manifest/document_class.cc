#include "svcenv/manifest/document_class.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/kubernetes/kinds.h"

namespace svcenv {

bool IsOtherDocument(std::string_view api_version, std::string_view kind, bool has_metadata) {
  if (!kind.empty() && !api_version.empty()) {
    return absl::StartsWith(api_version, "kustomize.config.k8s.io/");
  }
  if (kind.empty()) return !has_metadata || !absl::StrContains(api_version, '/');
  return FindKind(kind) == nullptr;
}

bool LooksLikeObject(std::string_view document) {
  const auto has_line = [&](std::string_view key) {
    return absl::StartsWith(document, key) || absl::StrContains(document, absl::StrCat("\n", key));
  };
  return (has_line("apiVersion:") && has_line("kind:")) ||
         (absl::StrContains(document, "\"apiVersion\"") && absl::StrContains(document, "\"kind\""));
}

}  // namespace svcenv
