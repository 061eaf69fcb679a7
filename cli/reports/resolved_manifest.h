// Replaces references and sources in a container's manifest with literal values.
#ifndef SVCENV_CLI_REPORTS_RESOLVED_MANIFEST_H_
#define SVCENV_CLI_REPORTS_RESOLVED_MANIFEST_H_

#include <cstddef>

#include "absl/status/statusor.h"
#include "cli/sources/manifest_document.h"
#include "svcenv/env/resolver.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv::cli {

// Rewrites a container so that the kubelet computes the same environment whatever else is in the
// cluster. env lists the variables of envFrom and env once each, as literals; envFrom is removed;
// command, args, exec probes, and sub-paths contain their expanded values. Leaves unknown values as
// written, and everything that they depend on: sources of envFrom before an unknown one, and
// overridden definitions in env. Does not add link variables.
//
// Returns the number of Secrets' values written, which are ****** if `mask_secrets`. Fails on a
// value that a manifest cannot represent.
absl::StatusOr<size_t> RewriteContainer(const ResolvedContainer& resolved, const Workload& workload,
                                        const Cluster& cluster, bool complete, bool mask_secrets,
                                        DocumentTree* container);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_RESOLVED_MANIFEST_H_
