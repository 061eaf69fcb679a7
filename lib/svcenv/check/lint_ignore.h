// Findings that an object's own annotation silences:
//
//   metadata:
//     annotations:
//       svcenv.io/lint-ignore: duplicate-env,links-unused
//
// It counts on a Service, a ConfigMap, a Secret and a workload, there also on the pod template. And
// findings that a comment silences, on its line or alone on the line before:
//
//   args: ["$(BOOT)"]  # svcenv:ignore reference-unresolved the image expands it
#ifndef SVCENV_CHECK_LINT_IGNORE_H_
#define SVCENV_CHECK_LINT_IGNORE_H_

#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

inline constexpr char kLintIgnore[] = "svcenv.io/lint-ignore";

// Removes the findings about objects of `cluster` whose annotation has their code, and those on
// lines of its own sources whose comment has. Adds lint-ignore-unknown for each code there that no rule
// has; it is not silenced by itself. O(size of the sources and the findings).
void ApplyLintIgnore(const Cluster& cluster, Diagnostics* findings);

}  // namespace svcenv

#endif  // SVCENV_CHECK_LINT_IGNORE_H_
