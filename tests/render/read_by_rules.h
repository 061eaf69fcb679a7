// Readers that cannot be run here, PowerShell and GitHub's runner, by the rules of their sources.
#ifndef SVCENV_TESTS_RENDER_READ_BY_RULES_H_
#define SVCENV_TESTS_RENDER_READ_BY_RULES_H_

#include <map>
#include <string>
#include <string_view>

namespace svcenv {

using Values = std::map<std::string, std::string>;  // by name

// Assignments `$env:NAME = "…"`, one a line, strings as in PowerShell's tokenizer.cs,
// ScanStringExpandable. What would be an error or an expansion is left out of the outcome.
Values ReadPowershell(std::string_view text);

// actions/runner, FileCommandManager.cs, EnvFileKeyValuePairs; `windows` chooses its line ends.
Values ReadGithub(std::string_view text, bool windows);

}  // namespace svcenv

#endif  // SVCENV_TESTS_RENDER_READ_BY_RULES_H_
