// Writes diagnostics of commands other than lint: by cause, and not more than people read.
#ifndef SVCENV_CLI_WORKSPACE_WARNINGS_H_
#define SVCENV_CLI_WORKSPACE_WARNINGS_H_

#include "cli/terminal/console.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv::cli {

// Writes one diagnostic per cause, errors first, as many as console->room() allows, and counts the
// others as hidden. Diagnostics with the same code, place, and message are one. `cluster` is the
// one that they are about.
void SayByCause(const Cluster& cluster, Diagnostics diagnostics, Console* console);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_WORKSPACE_WARNINGS_H_
