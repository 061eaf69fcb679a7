// Reimplements readers that cannot run here: PowerShell and GitHub's runner.
#ifndef SVCENV_TESTS_RENDER_READ_BY_RULES_H_
#define SVCENV_TESTS_RENDER_READ_BY_RULES_H_

#include <map>
#include <string>
#include <string_view>

namespace svcenv {

using Values = std::map<std::string, std::string>;  // by name

// Reads assignments `$env:NAME = "…"`, one per line, with strings as in PowerShell's tokenizer.cs,
// ScanStringExpandable. Omits variables that would cause an error or an expansion.
Values ReadPowershell(std::string_view text);

// Reads $GITHUB_ENV as actions/runner, FileCommandManager.cs, EnvFileKeyValuePairs does. `windows`
// selects its line endings.
Values ReadGithub(std::string_view text, bool windows);

}  // namespace svcenv

#endif  // SVCENV_TESTS_RENDER_READ_BY_RULES_H_
