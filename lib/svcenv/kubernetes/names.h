// The rules for names, as predicates. Each gives the reason why a text breaks the rule, in words
// that follow the name ("must be no more than 63 characters"), or an empty view where it keeps it.
//
//   const std::string_view problem = Dns1123LabelProblem(name);
//   if (!problem.empty()) return problem;  // "must be no more than 63 characters"
#ifndef SVCENV_KUBERNETES_NAMES_H_
#define SVCENV_KUBERNETES_NAMES_H_

#include <string_view>

#include "absl/base/attributes.h"

namespace svcenv {

// Namespaces, containers, ports of services; services from 1.36 on. [a-z0-9-], at most 63, begins
// and ends alphanumeric. apimachinery pkg/util/validation, IsDNS1123Label (1.29 to 1.37).
std::string_view Dns1123LabelProblem(std::string_view text);

// Pods, ConfigMaps, Secrets, nodes, service accounts: labels joined by dots, at most 253 in all;
// one label may be longer than 63. IsDNS1123Subdomain.
std::string_view Dns1123SubdomainProblem(std::string_view text);

// Services up to 1.35: as Dns1123Label, but begins with a letter. IsDNS1035Label.
std::string_view Dns1035LabelProblem(std::string_view text);

// Keys of labels and, in lower case, of annotations: [DNS subdomain/]name, the name at most 63 of
// [A-Za-z0-9_.-], beginning and ending alphanumeric. IsQualifiedName; in 1.37 validate/content,
// IsLabelKey.
std::string_view QualifiedNameProblem(std::string_view text);

// Names of environment variables and envFrom prefixes up to 1.31: [-._a-zA-Z][-._a-zA-Z0-9]*,
// neither
// `.` nor beginning with `..`. IsEnvVarName.
std::string_view StrictEnvNameProblem(std::string_view text);

// The same from 1.32 on: one or more of printable ASCII other than `=`. IsRelaxedEnvVarName.
std::string_view RelaxedEnvNameProblem(std::string_view text);

// Which keys (with their prefix) the kubelet takes from an envFrom up to 1.29; the others it skips.
// IsEnvVarName in pkg/kubelet/kubelet_pods.go, makeEnvironmentVariables (1.29).
std::string_view EnvFromKeyProblem(std::string_view text);

// Keys of ConfigMaps and Secrets: [-._a-zA-Z0-9]+, at most 253, neither `.` nor beginning with
// `..`. IsConfigMapKey.
std::string_view ConfigMapKeyProblem(std::string_view text);

// Named ports of containers, and named target ports: at most 15 of [a-z0-9-] with a letter among
// them, no `-` at either end, none doubled. IsValidPortName.
std::string_view ContainerPortNameProblem(std::string_view text);

// What a POSIX shell can export and read as $NAME: [A-Za-z_][A-Za-z0-9_]* (POSIX.1-2017, 3.235).
std::string_view ShellNameProblem(std::string_view text);

// An image without its tag and digest: "example.com/shop/redis:7@sha256:…" gives
// "example.com/shop/redis".
std::string_view ImageName(std::string_view image ABSL_ATTRIBUTE_LIFETIME_BOUND);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_NAMES_H_
