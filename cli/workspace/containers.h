// How commands begin: they open the workspace, select containers, and resolve them. These functions
// print errors to stderr.
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

// Whether the input must have a container: commands about services too can do without.
enum class Require { kContainer, kNothing };

// The containers that a command is about. They point into the workspace.
struct Containers {
  std::unique_ptr<Workspace> workspace;
  Selection selection;  // in the namespace that the flags name
  std::vector<Selected> selected;

  // Sets the selection and what it selects in the workspace, which is open.
  absl::Status Select(const WorkspaceFlags& flags, const Selection& wanted, Require require);
};

// What was computed for them.
struct ContainerResults : Containers {
  std::unique_ptr<Resolver> resolver;
  std::vector<Result> results;  // of `selected`
};

// Opens the workspace, says its diagnostics, and sets the addresses that the flags name. If the
// result is not ok(), the command ends with console->failure().
OpenedWorkspace OpenWorkspace(const WorkspaceFlags& flags, const WorkspaceQuery& query,
                              Console* console);

// The same, and selects containers. Returns null after an error.
std::unique_ptr<Containers> OpenContainers(const WorkspaceFlags& flags, const Selection& selection,
                                           Require require, Console* console);

// The same, and resolves them, of which there is at least one.
std::unique_ptr<ContainerResults> ResolveContainers(const WorkspaceFlags& flags,
                                                    const Selection& selection, Console* console);

// Returns the number of threads worth using: one for few containers, which cost less than starting
// another.
int ThreadsFor(const Workspace& workspace, size_t containers);

// Returns a result for each container, in their order.
std::vector<Result> ResultsOf(const Workspace& workspace, const Resolver& resolver,
                              const std::vector<Selected>& selected);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_WORKSPACE_CONTAINERS_H_
