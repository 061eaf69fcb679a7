// The svcenv program as a function.
#ifndef SVCENV_CLI_APP_H_
#define SVCENV_CLI_APP_H_

namespace svcenv::cli {

// Runs the command line, with the arguments of main, and returns the exit status.
int RunApp(int argc, char** argv);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_APP_H_
