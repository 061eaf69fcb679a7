#include "svcenv/kubernetes/controller.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace svcenv {
namespace {

// Returns the text from `open` to the first `close` after it.
std::string_view Enclosed(std::string_view text, std::string_view open, std::string_view close) {
  const size_t begin = text.find(open);
  if (begin == std::string_view::npos) return {};
  const size_t end = text.find(close, begin + open.size());
  if (end == std::string_view::npos) return {};
  return text.substr(begin, end + close.size() - begin);
}

// Returns whether the text begins with a path of Tekton's own, as in $(params.x).
// tektoncd/pipeline, docs/variables.md (v1.0).
bool IsOfTask(std::string_view text) {
  for (const std::string_view context :
       {"params", "workspaces", "results", "context", "inputs", "outputs", "tasks", "steps", "step",
        "resources", "credentials"}) {
    std::string_view rest = text;
    if (absl::ConsumePrefix(&rest, context) && !rest.empty() && (rest[0] == '.' || rest[0] == '['))
      return true;
  }
  return false;
}

std::string_view FindTaskVariable(std::string_view text) {
  for (size_t at = text.find("$("); at != std::string_view::npos; at = text.find("$(", at + 2)) {
    if (IsOfTask(text.substr(at + 2))) return Enclosed(text.substr(at), "$(", ")");
  }
  return {};
}

// ${X} and ${{X}}, with a name of letters, digits, and '_'.
// openshift/library-go, pkg/template/templateprocessing/template.go (2024).
std::string_view FindParameter(std::string_view text) {
  for (size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 2)) {
    const std::string_view rest = text.substr(at);
    const bool twice = absl::StartsWith(rest, "${{");
    const size_t name = twice ? 3 : 2;
    size_t end = name;
    while (end < rest.size() && (absl::ascii_isalnum(rest[end]) || rest[end] == '_')) ++end;
    const std::string_view close = twice ? "}}" : "}";
    if (end > name && absl::StartsWith(rest.substr(end), close)) {
      return rest.substr(0, end + close.size());
    }
    at += end - 2;
  }
  return {};
}

}  // namespace

bool Lists(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const size_t blank = std::min(list.find(' '), list.size());
    std::string_view word = list.substr(0, blank);
    list.remove_prefix(std::min(blank + 1, list.size()));
    if (absl::ConsumeSuffix(&word, "*") ? absl::StartsWith(name, word) : name == word) return true;
  }
  return false;
}

std::string_view FindPlaceholder(std::string_view text, Placeholders placeholders) {
  switch (placeholders) {
    case Placeholders::kNone:
      return {};
    case Placeholders::kWorkflow:
      return Enclosed(text, "{{", "}}");
    case Placeholders::kTask:
      return FindTaskVariable(text);
    case Placeholders::kParameter:
      return FindParameter(text);
  }
  return {};
}

}  // namespace svcenv
