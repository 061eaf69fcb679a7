#include "cli/sources/recognize.h"

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

bool IsJsonPatch(std::string_view text) {
  static const RE2& operation = *new RE2(
      "(?m)^\\s*(?:-|\\[)\\s*\\{?\\s*[\"']?op[\"']?:\\s*[\"']?(?:add|remove|replace|move|copy|test)"
      "\\b");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), operation);
}

}  // namespace svcenv::cli
