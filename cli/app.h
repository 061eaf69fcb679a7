// The svcenv program as a function.
#ifndef SVCENV_CLI_APP_H_
#define SVCENV_CLI_APP_H_

#include <string>
#include <vector>

namespace svcenv::cli {

// Runs the command that `arguments` name and returns the exit status. `arguments` do not include
// the program's name.
int RunApp(const std::vector<std::string>& arguments);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_APP_H_
