#include "cli/sources/recognize.h"

#include "cli/sources/documents.h"
#include "re2/re2.h"

namespace svcenv::cli {

std::optional<size_t> FindHelmAction(std::string_view text) {
  static const RE2& action = *new RE2(
      "(\\{\\{)-?\\s*(?:(?:if|else|end|with|range|define|block|include|template|tpl|toYaml|"
      "default|required|quote|lookup)\\b|/\\*|\\(?\\s*\\$?\\.(?:Values|Release|Chart|Files|"
      "Capabilities|Template)\\b|\\$\\w*\\s*:?=)");
  re2::StringPiece braces;
  if (!RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), action, &braces)) {
    return std::nullopt;
  }
  return static_cast<size_t>(braces.data() - text.data());
}

bool HasTemplateAction(std::string_view text) {
  static const RE2& action =
      *new RE2("(?m)^[^\"'#\\n]*(?:\\{\\{[^\\n]*\\}\\}|\\{%[^\\n]*%\\}|\\{#[^\\n]*#\\})");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), action);
}

std::vector<TemplateObject> ObjectsOfTemplate(std::string_view text) {
  static const RE2& kind = *new RE2("(?m)^kind:[ \\t]*[\"']?(ConfigMap|Secret)\\b");
  static const RE2& name = *new RE2(
      "(?m)^metadata:[ \\t]*(?:#[^\\n]*)?\\n(?:[ \\t#][^\\n]*\\n)*?[ \\t]+name:[ \\t]*"
      "[\"']?([-.a-z0-9]+)[\"']?[ \\t\\r]*(?:#[^\\n]*)?$");
  std::vector<TemplateObject> objects;
  for (const std::string_view document : DocumentsOf(text)) {
    const re2::StringPiece piece(document.data(), document.size());
    re2::StringPiece found_kind, found_name;
    if (!RE2::PartialMatch(piece, kind, &found_kind) ||
        !RE2::PartialMatch(piece, name, &found_name)) {
      continue;
    }
    objects.push_back(
        {{found_kind.data(), found_kind.size()}, {found_name.data(), found_name.size()}});
  }
  return objects;
}

bool IsJsonPatch(std::string_view text) {
  static const RE2& operation = *new RE2(
      "(?m)^\\s*(?:-|\\[)\\s*\\{?\\s*[\"']?op[\"']?:\\s*[\"']?(?:add|remove|replace|move|copy|test)"
      "\\b");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), operation);
}

}  // namespace svcenv::cli
