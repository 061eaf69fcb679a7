#include "svcenv/check/rule.h"

#include <algorithm>
#include <iterator>

namespace svcenv {
namespace {

constexpr Rule kRules[] = {
    {"refused-by-api", Severity::kError, "the API server refuses the object"},
    {"reference-unresolved", Severity::kError,
     "$(NAME) in env, command or args stays as it is, because the container has no such variable"},
    {"reference-in-probe", Severity::kError,
     "an exec probe refers to a variable that only the container sees"},
    {"subpath-unresolved", Severity::kError,
     "subPathExpr refers to a variable that is not there, so the container does not start"},
    {"subpath-invalid", Severity::kError,
     "subPathExpr expands to an absolute path or to one with .., which the kubelet refuses"},
    {"missing-key", Severity::kError, "a ConfigMap or Secret lacks the key that is asked for"},
    {"value-and-value-from", Severity::kError, "an entry of env has both value and valueFrom"},
    {"env-too-large", Severity::kError,
     "environment and arguments are larger than the kernel allows: argument list too long"},
    {"env-value-too-large", Severity::kError,
     "one variable or argument is larger than the 128 KiB that the kernel allows"},
    {"service-without-ports", Severity::kError, "a Service that needs ports has none"},
    {"not-computable", Severity::kError,
     "the environment cannot be computed for another reason, so the container does not start"},

    {"missing-object", Severity::kWarning,
     "a ConfigMap or Secret that the container needs is not there"},
    {"service-not-given", Severity::kWarning,
     "a variable has the name of a service's, and no such Service was given"},
    {"shell-style-reference", Severity::kWarning,
     "${NAME} or $NAME stands where no shell expands it"},
    {"reference-not-expanded", Severity::kWarning,
     "$(NAME) stands in a field that is never expanded"},
    {"reference-in-data", Severity::kWarning, "$(NAME) in the data of a ConfigMap is not expanded"},
    {"dollar-escaped", Severity::kWarning, "$$ in a value or a script becomes $"},
    {"service-collision", Severity::kWarning,
     "services give a variable of the same name different values"},
    {"service-variable-hidden", Severity::kWarning,
     "env or envFrom sets a variable of a service to another value"},
    {"link-variable-captured", Severity::kWarning,
     "an application takes a variable of a service for its own setting"},
    {"duplicate-env", Severity::kWarning, "env sets a name more than once, and the last one wins"},
    {"duplicate-key", Severity::kWarning, "a map has a key twice, and kubectl keeps only one"},
    {"text-ignored", Severity::kWarning, "a part of the file is dropped by kubectl without a word"},
    {"name-not-for-shells", Severity::kWarning,
     "a shell drops or cannot read a variable of such a name"},
    {"trailing-newline", Severity::kWarning,
     "the value of a Secret ends in a newline, and so does the variable"},
    {"env-file-in-key", Severity::kWarning,
     "envFrom makes a single variable of a key that contains an env file"},
    {"metadata-not-on-template", Severity::kWarning,
     "a variable is empty because the label or annotation is not on the pod template"},
    {"secret-in-command", Severity::kWarning,
     "the value of a Secret is expanded into command, args or a probe, where others see it"},
    {"service-newer-than-container", Severity::kWarning,
     "a Service is newer than the running container, which lacks its variables"},
    {"config-key-skipped", Severity::kWarning, "envFrom skips a key that is no name of a variable"},
    {"env-near-limit", Severity::kWarning,
     "environment and arguments come near to what the kernel allows"},
    {"lint-ignore-unknown", Severity::kWarning,
     "svcenv.io/lint-ignore or a comment svcenv:ignore names a code that lint does not have"},

    {"optional-missing", Severity::kInfo, "an optional ConfigMap, Secret or key is not there"},
    {"links-unused", Severity::kInfo,
     "the container gets the variables of services and uses none of them"},
    {"cluster-ip-unassigned", Severity::kInfo,
     "a Service has no cluster IP yet, so its variables are not known"},
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
