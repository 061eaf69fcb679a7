// The first steps of a command: open the workspace, select containers, and resolve them. These
// functions print errors to stderr.
#ifndef SVCENV_CLI_WORKSPACE_CONTAINERS_H_
#define SVCENV_CLI_WORKSPACE_CONTAINERS_H_

#include <cstddef>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "cli/select/targets.h"
#include "cli/terminal/console.h"
#include "cli/workspace/workspace.h"
#include "cli/workspace/workspace_flags.h"
#include "svcenv/env/resolver.h"
#include "svcenv/render/result.h"

namespace svcenv::cli {

// Whether the input must have a container. Commands that also act on services need none.
enum class Require { kContainer, kNothing };

// The containers that a command acts on. They point into the workspace.
struct Containers {
  std::unique_ptr<Workspace> workspace;
  Selection selection;  // in the namespace that the flags name
  std::vector<Selected> selected;

  // Sets `selection` and `selected`. The workspace must be open.
  absl::Status Select(const WorkspaceFlags& flags, const Selection& wanted, Require require);
};

// Containers and their results.
struct ContainerResults : Containers {
  std::unique_ptr<Resolver> resolver;
  std::vector<Result> results;  // one for each of `selected`
};

// Opens the workspace, prints its diagnostics, and applies the flags that set addresses. If the
// result is not ok(), the command must end with console->failure().
OpenedWorkspace OpenWorkspace(const WorkspaceFlags& flags, const WorkspaceQuery& query,
                              Console* console);

// Opens the workspace and selects containers. Returns null after an error.
std::unique_ptr<Containers> OpenContainers(const WorkspaceFlags& flags, const Selection& selection,
                                           Require require, Console* console);

// Opens the workspace, selects at least one container, and resolves the containers. Returns
// null after an error.
std::unique_ptr<ContainerResults> ResolveContainers(const WorkspaceFlags& flags,
                                                    const Selection& selection, Console* console);

// Returns the number of threads worth using. A few containers cost less than starting a thread.
int ThreadsFor(const Workspace& workspace, size_t containers);

// Resolves the containers and returns their results in the same order.
std::vector<Result> ResultsOf(const Workspace& workspace, const Resolver& resolver,
                              const std::vector<Selected>& selected);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_WORKSPACE_CONTAINERS_H_
