// The rows of Kinds(). Private to this package.
#ifndef SVCENV_KUBERNETES_KINDS_TABLE_H_
#define SVCENV_KUBERNETES_KINDS_TABLE_H_

#include "absl/types/span.h"
#include "svcenv/kubernetes/kinds.h"

namespace svcenv {

absl::Span<const Kind> KindsTable();

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_KINDS_TABLE_H_
