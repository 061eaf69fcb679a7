// Findings that an object's own annotation silences:
//
//   metadata:
//     annotations:
//       svcenv.io/lint-ignore: duplicate-env,links-unused
//
// It counts on a Service, a ConfigMap, a Secret and a workload, there also on the pod template.
#ifndef SVCENV_CHECK_LINT_IGNORE_H_
#define SVCENV_CHECK_LINT_IGNORE_H_

#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

inline constexpr char kLintIgnore[] = "svcenv.io/lint-ignore";

// Takes away the findings about objects of `cluster` whose annotation has their code. Adds
// lint-ignore-unknown for each code there that no rule has; it is not silenced by itself.
void ApplyLintIgnore(const Cluster& cluster, Diagnostics* findings);

}  // namespace svcenv

#endif  // SVCENV_CHECK_LINT_IGNORE_H_
