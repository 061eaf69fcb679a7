// What lint can find, for people who ask.
#ifndef SVCENV_CLI_REPORTS_RULE_HELP_H_
#define SVCENV_CLI_REPORTS_RULE_HELP_H_

#include <string>

#include "svcenv/base/terminal_text.h"
#include "svcenv/check/rule.h"
#include "svcenv/render/output.h"

namespace svcenv::cli {

// Writes a row per code: its severity and its summary.
void WriteRules(const PeopleOptions& options, Output* output);

// Returns [{"code", "severity", "summary"}…] and a line break.
std::string RulesAsJson();

// Returns the section of the manual about a code, for a terminal: with wrapped lines, and examples
// indented.
std::string ExplainRule(const Rule& rule);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_RULE_HELP_H_
