// The rules of lint; for this package only. Each is in its own file and listed in lint.cc.
//
// A rule appends its findings in any order and may append the same finding twice.
#ifndef SVCENV_CHECK_LINT_RULES_H_
#define SVCENV_CHECK_LINT_RULES_H_

#include "svcenv/base/diagnostic.h"
#include "svcenv/check/lint_context.h"

namespace svcenv {

// Each function is named after its code; otherwise, a comment lists the codes.
void ClusterIpUnassigned(const LintContext& lint, Diagnostics* findings);
void ConfigKeySkipped(const LintContext& lint, Diagnostics* findings);
void DollarEscaped(const LintContext& lint, Diagnostics* findings);
void DuplicateEnv(const LintContext& lint, Diagnostics* findings);
void EnvFileInKey(const LintContext& lint, Diagnostics* findings);
void LimitRangeViolated(const LintContext& lint, Diagnostics* findings);  // refused-by-api
void LinkVariableCaptured(const LintContext& lint, Diagnostics* findings);
void LinksUnused(const LintContext& lint, Diagnostics* findings);
void MetadataNotOnTemplate(const LintContext& lint, Diagnostics* findings);
void MissingSource(const LintContext& lint,  // missing-object, missing-key, optional-missing
                   Diagnostics* findings);
void NameNotForShells(const LintContext& lint, Diagnostics* findings);
void NotComputable(const LintContext& lint, Diagnostics* findings);
void ReferenceInData(const LintContext& lint, Diagnostics* findings);
void ReferenceInProbe(const LintContext& lint, Diagnostics* findings);
void ReferenceNotExpanded(const LintContext& lint, Diagnostics* findings);
void ReferenceUnresolved(const LintContext& lint, Diagnostics* findings);
void RefusedByApi(const LintContext& lint, Diagnostics* findings);
void SecretInCommand(const LintContext& lint, Diagnostics* findings);
void ServiceCollisions(const LintContext& lint, Diagnostics* findings);
void ServiceNewerThanContainer(const LintContext& lint, Diagnostics* findings);
void ServiceNotGiven(const LintContext& lint, Diagnostics* findings);
void ServiceVariableHidden(const LintContext& lint, Diagnostics* findings);
void ServiceWithoutPorts(const LintContext& lint, Diagnostics* findings);
void ShellStyleReference(const LintContext& lint, Diagnostics* findings);
void SizeNearLimits(const LintContext& lint,  // env-too-large, env-value-too-large, env-near-limit
                    Diagnostics* findings);
void SubPathFails(const LintContext& lint,  // subpath-unresolved, subpath-invalid
                  Diagnostics* findings);
void TrailingNewline(const LintContext& lint, Diagnostics* findings);
void ValueAndValueFrom(const LintContext& lint, Diagnostics* findings);

}  // namespace svcenv

#endif  // SVCENV_CHECK_LINT_RULES_H_
