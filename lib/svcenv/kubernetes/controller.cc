#include "svcenv/kubernetes/controller.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace svcenv {
namespace {

// Returns the substring from `open` through the next `close`, or "" if there is none.
std::string_view Enclosed(std::string_view text, std::string_view open, std::string_view close) {
  const size_t begin = text.find(open);
  if (begin == std::string_view::npos) return {};
  const size_t end = text.find(close, begin + open.size());
  if (end == std::string_view::npos) return {};
  return text.substr(begin, end + close.size() - begin);
}

// Returns whether `text` starts with a Tekton variable, such as params.x
// (tektoncd/pipeline, docs/variables.md, v1.0).
bool IsTaskVariable(std::string_view text) {
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
    if (IsTaskVariable(text.substr(at + 2))) return Enclosed(text.substr(at), "$(", ")");
  }
  return {};
}

// Finds ${X} or ${{X}}, where X consists of letters, digits, and '_'. openshift/library-go,
// pkg/template/templateprocessing/template.go (2024).
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

// Finds $X, where X is a shell variable name.
std::string_view FindPlainVariable(std::string_view text) {
  for (size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
    size_t end = at + 1;
    if (end == text.size() || absl::ascii_isdigit(text[end])) continue;
    while (end < text.size() && (absl::ascii_isalnum(text[end]) || text[end] == '_')) ++end;
    if (end > at + 1) return text.substr(at, end - at);
  }
  return {};
}

std::string_view FindSubstituted(std::string_view text) {
  // Fast path: two comparisons per character for almost all strings.
  const auto may_begin = [](char c) {
    return c <= '<' ? c == '$' || c == '#' || c == '<' : c == '{';
  };
  if (std::none_of(text.begin(), text.end(), may_begin)) return {};
  std::string_view first;
  for (const std::string_view found :
       {FindParameter(text), Enclosed(text, "${", "}"), Enclosed(text, "{{", "}}"),
        Enclosed(text, "$(", ")"), Enclosed(text, "$$", "$$"), Enclosed(text, "<<", ">>"),
        Enclosed(text, "#{", "}"), FindPlainVariable(text)}) {
    if (!found.empty() && (first.empty() || found.data() < first.data())) first = found;
  }
  return first;
}

// Returns whether `pattern` may become `text` once its placeholders are replaced. `pattern` has at
// least one.
bool MayBecome(std::string_view pattern, std::string_view text, Placeholders placeholders) {
  bool anywhere = false;  // the rest of the pattern follows a placeholder
  for (std::string_view found = FindPlaceholder(pattern, placeholders); !found.empty();
       found = FindPlaceholder(pattern, placeholders)) {
    const std::string_view literal =
        pattern.substr(0, static_cast<size_t>(found.data() - pattern.data()));
    const size_t at = text.find(literal);
    if (at == std::string_view::npos || (at > 0 && !anywhere)) return false;
    text.remove_prefix(at + literal.size());
    pattern.remove_prefix(literal.size() + found.size());
    anywhere = true;
  }
  return absl::EndsWith(text, pattern);
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
    case Placeholders::kSubstituted:
      return FindSubstituted(text);
  }
  return {};
}

bool MayBeSame(std::string_view a, std::string_view b, Placeholders placeholders) {
  const bool a_varies = !FindPlaceholder(a, placeholders).empty();
  const bool b_varies = !FindPlaceholder(b, placeholders).empty();
  if (a_varies && b_varies) return true;
  if (a_varies) return MayBecome(a, b, placeholders);
  return b_varies ? MayBecome(b, a, placeholders) : a == b;
}

}  // namespace svcenv
