// Suppresses findings by annotation and by comment.
//
// An annotation on the object:
//
//   metadata:
//     annotations:
//       svcenv.io/lint-ignore: duplicate-env,links-unused
//
// It applies to Services, ConfigMaps, Secrets, workloads, and their pod templates.
//
// A comment on the line of the finding, or alone on the line before:
//
//   args: ["$(BOOT)"]  # svcenv:ignore reference-unresolved the image expands it
#ifndef SVCENV_CHECK_LINT_IGNORE_H_
#define SVCENV_CHECK_LINT_IGNORE_H_

#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

inline constexpr char kLintIgnore[] = "svcenv.io/lint-ignore";

// Removes findings whose code is listed in the annotation of their object in `cluster`, or in a
// comment on their line in the cluster's own sources. Appends lint-ignore-unknown, which cannot
// suppress itself, for each listed code that does not exist. O(size of the sources and findings).
void ApplyLintIgnore(const Cluster& cluster, Diagnostics* findings);

}  // namespace svcenv

#endif  // SVCENV_CHECK_LINT_IGNORE_H_
