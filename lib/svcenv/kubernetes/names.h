// Validation of names. Each function returns why a name is invalid, phrased to follow the name
// ("must be no more than 63 characters"), or an empty string if the name is valid.
//
//   const std::string_view problem = Dns1123LabelProblem(name);
//   if (!problem.empty()) return problem;  // "must be no more than 63 characters"
#ifndef SVCENV_KUBERNETES_NAMES_H_
#define SVCENV_KUBERNETES_NAMES_H_

#include <string_view>

#include "absl/base/attributes.h"

namespace svcenv {

// Namespaces, containers, service ports, and services from 1.36 on: at most 63 of [a-z0-9-],
// starting and ending with a letter or digit. apimachinery pkg/util/validation, IsDNS1123Label
// (1.29 to 1.37).
std::string_view Dns1123LabelProblem(std::string_view text);

// Pods, ConfigMaps, Secrets, nodes, and service accounts: labels joined by dots, at most 253
// characters in total. A single label may be longer than 63. IsDNS1123Subdomain.
std::string_view Dns1123SubdomainProblem(std::string_view text);

// Services up to 1.35: a DNS-1123 label that starts with a letter. IsDNS1035Label.
std::string_view Dns1035LabelProblem(std::string_view text);

// Label keys and lowercased annotation keys: [DNS subdomain/]name, where the name is at most 63 of
// [A-Za-z0-9_.-] and starts and ends with a letter or digit. IsQualifiedName; in 1.37,
// validate/content, IsLabelKey.
std::string_view QualifiedNameProblem(std::string_view text);

// Environment variables and envFrom prefixes up to 1.31: [-._a-zA-Z][-._a-zA-Z0-9]*, except `.` and
// names that start with `..`. IsEnvVarName.
std::string_view StrictEnvNameProblem(std::string_view text);

// The same from 1.32 on: one or more printable ASCII characters except `=`. IsRelaxedEnvVarName.
std::string_view RelaxedEnvNameProblem(std::string_view text);

// Keys (including the prefix) of envFrom. Up to 1.29, the kubelet skips keys that are not valid.
// IsEnvVarName in pkg/kubelet/kubelet_pods.go, makeEnvironmentVariables (1.29).
std::string_view EnvFromKeyProblem(std::string_view text);

// Keys of ConfigMaps and Secrets: 1 to 253 of [-._a-zA-Z0-9], except `.` and keys that start with
// `..`. IsConfigMapKey.
std::string_view ConfigMapKeyProblem(std::string_view text);

// Container port names and named target ports: at most 15 of [a-z0-9-], with at least one letter,
// and no leading, trailing, or consecutive hyphens. IsValidPortName.
std::string_view ContainerPortNameProblem(std::string_view text);

// Names that a POSIX shell can export and read as $NAME: [A-Za-z_][A-Za-z0-9_]* (POSIX.1-2017,
// 3.235).
std::string_view ShellNameProblem(std::string_view text);

// Returns an image name without tag and digest: "example.com/shop/redis" for
// "example.com/shop/redis:7@sha256:…".
std::string_view ImageName(std::string_view image ABSL_ATTRIBUTE_LIFETIME_BOUND);

}  // namespace svcenv

#endif  // SVCENV_KUBERNETES_NAMES_H_
