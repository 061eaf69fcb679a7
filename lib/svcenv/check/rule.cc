#include "svcenv/check/rule.h"

#include <algorithm>
#include <iterator>

namespace svcenv {
namespace {

constexpr Rule kRules[] = {
    {"refused-by-api", Severity::kError, "the API server rejects the object"},
    {"reference-unresolved", Severity::kError,
     "$(NAME) in env, command, or args is not expanded: the container has no such variable"},
    {"reference-in-probe", Severity::kError,
     "an exec probe refers to a variable whose value probes do not see"},
    {"subpath-unresolved", Severity::kError,
     "subPathExpr refers to a variable that is not set, so the container does not start"},
    {"subpath-invalid", Severity::kError,
     "subPathExpr expands to an absolute path or a path with .., which the kubelet rejects"},
    {"missing-key", Severity::kError, "a ConfigMap or Secret does not have the referenced key"},
    {"value-and-value-from", Severity::kError, "an env entry sets both value and valueFrom"},
    {"env-too-large", Severity::kError,
     "environment and arguments exceed the kernel's limit: argument list too long"},
    {"env-value-too-large", Severity::kError,
     "a variable or argument exceeds the kernel's limit of 128 KiB"},
    {"service-without-ports", Severity::kError, "a Service that requires ports has none"},
    {"not-computable", Severity::kError,
     "the environment cannot be computed for another reason, so the container does not start"},

    {"missing-object", Severity::kWarning,
     "a required ConfigMap or Secret is missing or not in the input"},
    {"service-not-given", Severity::kWarning,
     "a reference has the name of a link variable, but its Service is not in the input"},
    {"shell-style-reference", Severity::kWarning, "${NAME} is used where no shell expands it"},
    {"reference-not-expanded", Severity::kWarning,
     "$(NAME) is used in a field that Kubernetes never expands"},
    {"reference-in-data", Severity::kWarning, "$(NAME) in the data of a ConfigMap is not expanded"},
    {"dollar-escaped", Severity::kWarning, "$$ in a value or script becomes $"},
    {"service-collision", Severity::kWarning, "services set the same variable to different values"},
    {"service-variable-hidden", Severity::kWarning,
     "env or envFrom overrides a link variable with a different value"},
    {"link-variable-captured", Severity::kWarning,
     "an application reads a link variable as its own setting"},
    {"duplicate-env", Severity::kWarning,
     "env sets a variable more than once; the last entry wins"},
    {"duplicate-key", Severity::kWarning, "a map contains a key twice; kubectl keeps only one"},
    {"text-ignored", Severity::kWarning, "kubectl silently ignores part of the file"},
    {"name-not-for-shells", Severity::kWarning,
     "shells drop or cannot read a variable with this name"},
    {"trailing-newline", Severity::kWarning,
     "a Secret's value ends in a newline, and so does the variable"},
    {"env-file-in-key", Severity::kWarning,
     "envFrom creates a single variable from a key that contains an env file"},
    {"metadata-not-on-template", Severity::kWarning,
     "a variable is empty because the pod template lacks the label or annotation"},
    {"secret-in-command", Severity::kWarning,
     "a Secret's value is expanded into command or args, where others can see it"},
    {"service-newer-than-container", Severity::kWarning,
     "a Service is newer than the running container, which lacks its variables"},
    {"config-key-skipped", Severity::kWarning,
     "envFrom skips a key that is not a valid variable name"},
    {"env-near-limit", Severity::kWarning,
     "environment and arguments are close to the kernel's limit"},
    {"lint-ignore-unknown", Severity::kWarning,
     "svcenv.io/lint-ignore or a svcenv:ignore comment names an unknown code"},

    {"optional-missing", Severity::kInfo,
     "an optional ConfigMap, Secret, or key is missing or not in the input"},
    {"links-unused", Severity::kInfo, "the container gets link variables and uses none of them"},
    {"cluster-ip-unassigned", Severity::kInfo,
     "a Service has no cluster IP yet, so its variables are unknown"},
};

constexpr std::string_view kRetired[] = {"known-at-runtime"};

}  // namespace

absl::Span<const Rule> Rules() { return kRules; }

const Rule* FindRule(std::string_view code) {
  for (const Rule& rule : kRules) {
    if (rule.code == code) return &rule;
  }
  return nullptr;
}

bool IsCode(std::string_view code) {
  return FindRule(code) != nullptr ||
         std::find(std::begin(kRetired), std::end(kRetired), code) != std::end(kRetired);
}

}  // namespace svcenv
