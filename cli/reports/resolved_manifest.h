// A container of a manifest with literals instead of references and sources.
#ifndef SVCENV_CLI_REPORTS_RESOLVED_MANIFEST_H_
#define SVCENV_CLI_REPORTS_RESOLVED_MANIFEST_H_

#include <cstddef>

#include "absl/status/statusor.h"
#include "cli/sources/manifest_document.h"
#include "svcenv/env/resolver.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv::cli {

// Rewrites the document of a container so that the kubelet makes the same of it, whatever else is
// in the cluster: env holds the variables of envFrom and env as literals, each once, envFrom is
// gone, command, args, the commands of exec probes and sub-paths have their values in place. What
// is not known stays as it is written, and so does what must stay for it to mean the same: sources
// of envFrom before one that is not known, definitions of env that a later one overrides. Variables
// of services are not added.
//
// Gives the number of Secrets' values that it wrote, as ****** where `mask_secrets`. Fails on a
// value that a manifest cannot hold.
absl::StatusOr<size_t> RewriteContainer(const ResolvedContainer& resolved, const Workload& workload,
                                        const Cluster& cluster, bool complete, bool mask_secrets,
                                        DocumentTree* container);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_RESOLVED_MANIFEST_H_
