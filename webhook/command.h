// The command line of svcenv-webhook.
#ifndef SVCENV_WEBHOOK_COMMAND_H_
#define SVCENV_WEBHOOK_COMMAND_H_

#include "webhook/watcher.h"

namespace svcenv::webhook {

// Runs the command and returns its exit status: 2 for invalid flags or files.
int RunCommand(int argc, char** argv, const WatchTimings& timings = {});

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_COMMAND_H_
