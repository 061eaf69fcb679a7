#include "cli/reports/rule_help.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "cli/flags/arguments.h"
#include "cli/reports/rules/texts.h"
#include "svcenv/render/columns.h"
#include "svcenv/render/result_json.h"

namespace svcenv::cli {
namespace {

// Returns the lines after a code's heading, up to the next heading.
std::string_view SectionOf(std::string_view code) {
  const std::string heading = absl::StrCat("\n### `", code, "`\n");
  const size_t begin = kRulePages.find(heading);
  if (begin == std::string_view::npos) return "";
  const std::string_view rest = kRulePages.substr(begin + heading.size());
  return rest.substr(0, std::min(rest.find("\n### "), rest.find("\n## ")));
}

// Appends the lines of a paragraph, wrapped.
void EndParagraph(std::vector<std::string_view>* lines, std::string* text) {
  if (lines->empty()) return;
  absl::StrAppend(text, Wrap(absl::StrJoin(*lines, " "), 0), "\n");
  lines->clear();
}

}  // namespace

void WriteRules(const PeopleOptions& options, Output* output) {
  Columns columns(options);
  columns.Add({{"CODE", Style::kDim}, {"SEVERITY", Style::kDim}, {"MEANING", Style::kDim}});
  for (const Rule& rule : Rules()) {
    columns.Add({{rule.code}, {SeverityName(rule.severity)}, {rule.summary}});
  }
  columns.Write(output);
}

std::string RulesAsJson() {
  Json rules = Json::array();
  for (const Rule& rule : Rules()) {
    rules.push_back({{"code", std::string(rule.code)},
                     {"severity", std::string(SeverityName(rule.severity))},
                     {"summary", std::string(rule.summary)}});
  }
  return absl::StrCat(JsonText(rules), "\n");
}

std::string ExplainRule(const Rule& rule) {
  std::string text = absl::StrCat(rule.code, " (", SeverityName(rule.severity), ")\n",
                                  Wrap(rule.summary, 0), "\n");
  std::vector<std::string_view> paragraph;
  bool in_example = false;
  for (const std::string_view line : absl::StrSplit(SectionOf(rule.code), '\n')) {
    if (absl::StartsWith(line, "```")) {
      in_example = !in_example;
    } else if (in_example) {
      absl::StrAppend(&text, line.empty() ? "" : "    ", line, "\n");
    } else if (line.empty()) {
      EndParagraph(&paragraph, &text);
      if (!absl::EndsWith(text, "\n\n")) text.push_back('\n');
    } else {
      paragraph.push_back(line);
    }
  }
  EndParagraph(&paragraph, &text);
  while (absl::EndsWith(text, "\n\n")) text.pop_back();
  return text;
}

}  // namespace svcenv::cli
