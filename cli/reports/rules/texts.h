// The manual's sections about the codes of lint.
#ifndef SVCENV_CLI_REPORTS_RULES_TEXTS_H_
#define SVCENV_CLI_REPORTS_RULES_TEXTS_H_

#include <string_view>

namespace svcenv::cli {

// The part of docs/lint.md with one section per code, headed "### `CODE`".
extern const std::string_view kRulePages;

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_RULES_TEXTS_H_
