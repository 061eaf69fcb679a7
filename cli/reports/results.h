// What is computed of the containers that a command is about.
#ifndef SVCENV_CLI_REPORTS_RESULTS_H_
#define SVCENV_CLI_REPORTS_RESULTS_H_

#include <cstddef>
#include <vector>

#include "cli/select/targets.h"
#include "cli/workspace/session.h"
#include "svcenv/env/resolver.h"
#include "svcenv/render/result.h"

namespace svcenv::cli {

// How many threads are worth it: of few containers one, which costs less than to start another.
int ThreadsFor(const Session& session, size_t containers);

// One for each container, in their order, by as many threads as are worth it.
std::vector<Result> ResultsOf(const Session& session, const Resolver& resolver,
                              const std::vector<Selected>& selected);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_RESULTS_H_
