// Helpers to lint manifests.
#ifndef SVCENV_TESTS_CHECK_LINTING_H_
#define SVCENV_TESTS_CHECK_LINTING_H_

#include <string>
#include <string_view>
#include <vector>

#include "svcenv/base/diagnostic.h"
#include "svcenv/check/lint.h"
#include "svcenv/kubernetes/cluster.h"

namespace svcenv {

struct Linted {
  Cluster cluster;
  Diagnostics findings;

  std::vector<const Diagnostic*> Of(std::string_view code) const;
  std::string Text() const;
};

// Lints everything in a manifest. By default, the manifest counts as complete.
Linted LintText(std::string_view text, LintOptions options);
// Lints manifests as files, which may be incomplete.
Linted LintFiles(std::string_view text);

// Returns Pod shop/web with one container that has these fields, which are indented.
std::string PodWith(std::string_view fields);

constexpr std::string_view kRedis = R"yaml(---
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop, creationTimestamp: "2026-11-24T03:00:00Z"}
spec: {clusterIP: 10.96.0.7, ports: [{port: 6379}]}
)yaml";

constexpr std::string_view kSettings = R"yaml(---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {LEVEL: debug, odd.name: x}
)yaml";

constexpr std::string_view kKeys = R"yaml(---
apiVersion: v1
kind: Secret
metadata: {name: keys, namespace: shop}
stringData: {TOKEN: canary}
)yaml";

}  // namespace svcenv

#endif  // SVCENV_TESTS_CHECK_LINTING_H_
