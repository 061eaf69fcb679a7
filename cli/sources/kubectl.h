// Runs kubectl, which connects to the cluster with its own configuration, credentials, and plugins.
//
//   const Kubectl kubectl({"", "staging"}, std::move(on_line));
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

// Global flags for kubectl. An empty one leaves the choice to kubectl.
struct KubectlFlags {
  std::string kubeconfig;
  std::string context;
};

// A permission that the cluster does not grant.
struct Denial {
  std::string user;        // the caller, as the API server names it
  std::string verb;        // "get"
  std::string resource;    // "secrets", "deployments.apps"
  std::string namespace_;  // empty: at the cluster scope
  std::string name;        // empty: all objects

  // Returns an error with code "forbidden" that names the denied request and the commands that
  // would allow it.
  Diagnostic ToDiagnostic() const;
};

// Result of `kubectl get`.
struct KubectlObjects {
  std::string json;  // one object or a List; empty: none
  std::vector<Denial> denied;
};

// Runs the program that $KUBECTL names, or `kubectl` from $PATH, without a shell and with empty
// stdin. Const methods are thread-safe.
class Kubectl {
 public:
  // Calls `on_line` with each line on kubectl's stderr that is not an error, escaped for a
  // terminal: warnings after it exits, login prompts as soon as it waits. Calls it on the thread
  // that calls Run or Get.
  Kubectl(KubectlFlags flags, std::function<void(std::string_view line)> on_line)
      : flags_(std::move(flags)), on_line_(std::move(on_line)) {}

  // Returns what `kubectl ARGUMENTS` writes to stdout. Errors are ToStatus of a diagnostic with
  // kubectl's own message: kNotFound for a missing object (code "no-such-object"),
  // kPermissionDenied ("forbidden"), kUnavailable if the cluster does not answer ("unreachable"),
  // kFailedPrecondition if kubectl cannot be started ("no-kubectl"), kResourceExhausted if the
  // system lacks resources to run it ("kubectl-failed"), or kUnknown ("kubectl-failed").
  absl::StatusOr<std::string> Run(const std::vector<std::string>& arguments) const;

  // Runs `kubectl get ARGUMENTS -o json --ignore-not-found`. A denied permission is not an error:
  // it is returned in `denied`, next to the objects that could be read.
  absl::StatusOr<KubectlObjects> Get(const std::vector<std::string>& arguments) const;

 private:
  // Starts kubectl and waits for it. The result's `err` includes lines about denied permissions.
  absl::StatusOr<ToolResult> Start(const std::vector<std::string>& arguments) const;

  const KubectlFlags flags_;
  const std::function<void(std::string_view)> on_line_;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_KUBECTL_H_
