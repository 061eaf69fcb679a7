// Applies the stepTemplate of a Tekton Task to its steps. Internal to this package.
#ifndef SVCENV_MANIFEST_MERGE_STEP_TEMPLATE_H_
#define SVCENV_MANIFEST_MERGE_STEP_TEMPLATE_H_

#include "svcenv/kubernetes/container.h"

namespace svcenv {

// Merges the template into a step. Fields of the step take precedence; env is merged by name. See
// tektoncd/pipeline, pkg/apis/pipeline/v1/merge.go, MergeStepsWithStepTemplate (1.15).
void MergeStepTemplate(const Container& step_template, Container* step);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_MERGE_STEP_TEMPLATE_H_
