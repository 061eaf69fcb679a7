// Shows help about the rules of lint.
#ifndef SVCENV_CLI_REPORTS_RULE_HELP_H_
#define SVCENV_CLI_REPORTS_RULE_HELP_H_

#include <string>

#include "svcenv/base/terminal_text.h"
#include "svcenv/check/rule.h"
#include "svcenv/render/output.h"

namespace svcenv::cli {

// Writes a table of codes with their severities and summaries.
void WriteRules(const PeopleOptions& options, Output* output);

// Returns [{"code", "severity", "summary"}…] and a newline.
std::string RulesAsJson();

// Returns the manual's section about a code for a terminal, with wrapped lines and indented
// examples.
std::string ExplainRule(const Rule& rule);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_RULE_HELP_H_
