// Runs kubectl: a live cluster is asked through it, with its configuration, its credentials and its
// plugins for them.
//
//   const Kubectl kubectl({"", "staging"}, std::move(tell));
//   return kubectl.Run({"exec", "web", "-n", "shop", "--", "env"});
#ifndef SVCENV_CLI_SOURCES_KUBECTL_H_
#define SVCENV_CLI_SOURCES_KUBECTL_H_

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/sources/tool.h"
#include "svcenv/base/diagnostic.h"

namespace svcenv::cli {

// What is passed on; empty: kubectl's own choice.
struct KubectlFlags {
  std::string kubeconfig;
  std::string context;
};

// A permission that the cluster does not grant.
struct Denial {
  std::string user;        // as the cluster names the caller
  std::string verb;        // "get"
  std::string resource;    // "secrets", "deployments.apps"
  std::string namespace_;  // empty: it is asked for the whole cluster
  std::string name;        // empty: of all objects

  // Code "forbidden": what is refused, and who can grant it how.
  Diagnostic ToDiagnostic() const;
};

// The objects that could be read.
struct KubectlObjects {
  std::string json;  // one object or a List; empty: none
  std::vector<Denial> denied;
};

// The program is `kubectl`, found in $PATH, or what $KUBECTL names. No shell sees the arguments,
// its standard input is empty. Const calls are safe from many threads.
class Kubectl {
 public:
  // `tell` gets, a line at a time, visible characters only, what kubectl says that is no error:
  // warnings when it ends, a prompt of a login as soon as it waits. It is called from the threads
  // that call Run and Get.
  Kubectl(KubectlFlags flags, std::function<void(std::string_view line)> tell)
      : flags_(std::move(flags)), tell_(std::move(tell)) {}

  // What `kubectl ARGUMENTS` writes to stdout. Errors are ToStatus of a diagnostic with kubectl's
  // own words: kNotFound for an object that is not there (code "no-such-object"), kPermissionDenied
  // ("forbidden"), kUnavailable for a cluster that does not answer ("unreachable"),
  // kFailedPrecondition where kubectl itself is missing ("no-kubectl"), else kUnknown
  // ("kubectl-failed").
  absl::StatusOr<std::string> Run(const std::vector<std::string>& arguments) const;

  // `kubectl get ARGUMENTS -o json --ignore-not-found`. What may not be read, all of it or a part,
  // is in `denied` and no error.
  absl::StatusOr<KubectlObjects> Get(const std::vector<std::string>& arguments) const;

 private:
  // What it says of denials is in `err` of the result.
  absl::StatusOr<ToolResult> Start(const std::vector<std::string>& arguments) const;

  const KubectlFlags flags_;
  const std::function<void(std::string_view)> tell_;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_KUBECTL_H_
