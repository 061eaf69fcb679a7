// Helpers for tests that plan the links of pods.
#ifndef SVCENV_TESTS_ADMISSION_LINK_PLANNING_H_
#define SVCENV_TESTS_ADMISSION_LINK_PLANNING_H_

#include <string>
#include <string_view>
#include <vector>

#include "tests/admission/reviewing.h"

namespace svcenv {

inline constexpr char kServices[] = R"(
apiVersion: v1
kind: Service
metadata: {name: kubernetes, namespace: default}
spec: {clusterIP: 10.96.0.1, ports: [{name: https, port: 443}]}
---
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop}
spec: {clusterIP: 10.96.0.7, ports: [{port: 6379}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {clusterIP: 'fd00::8', ports: [{name: http, port: 80}, {port: 53, protocol: UDP}]}
)";

// Returns Pod shop/app with one container. The arguments are appended to other fields.
std::string PodOf(std::string_view container, std::string_view metadata = "",
                  std::string_view spec = "");

// Reviews the pod with the policy `links: minimal`.
Reviewed Minimal(std::string_view pod, std::string_view manifests = kServices);

// Returns the names that the patch adds to the first container.
std::vector<std::string> Added(const Reviewed& reviewed);

}  // namespace svcenv

#endif  // SVCENV_TESTS_ADMISSION_LINK_PLANNING_H_
