// Computes the environment of Kubernetes containers from manifests, exactly as the kubelet does.
//
//   svcenv::Manifests manifests;
//   const svcenv::LoadReport report = manifests.Load("shop.yaml", yaml);
//   for (const svcenv::Finding& finding : report.findings) std::cerr << finding.text;
//   for (const svcenv::ContainerId& id : manifests.Containers()) {
//     const svcenv::ContainerEnvironment environment = manifests.EnvironmentOf(id);
//     for (const svcenv::EnvironmentVariable& variable : environment.Variables()) {
//       std::cout << variable.name << "=" << variable.value << "\n";
//     }
//   }
//
// Reports mistakes in manifests, and the reasons why a container cannot start, as Findings. Throws
// nothing except std::bad_alloc, and has no global state. Const member functions may be called
// concurrently; other calls require external synchronization. docs/cpp.md is the manual;
// docs/semantics.md lists the rules and the Kubernetes code that they follow.
#ifndef SVCENV_SVCENV_H_
#define SVCENV_SVCENV_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"

namespace svcenv {

namespace internal {
struct Access;
class EnvironmentState;
class ManifestsState;
}  // namespace internal

// An error, a warning, or a note about the input. Owns its strings, which never contain a Secret's
// value.
struct Finding {
  enum class Severity { kInfo, kWarning, kError };
  Severity severity = Severity::kWarning;
  std::string code;               // stable, for programs: "missing-key"; see docs/lint.md
  std::string message;            // one sentence without a final period
  std::string help;               // how to fix it; may be empty
  std::string file;               // as passed to Load; empty if not in a file
  int line = 0, column = 0;       // 1-based, in lines and characters; 0 if not in a file
  std::string object, container;  // "Deployment shop/web", "app"
  std::string field;              // "spec.template.spec.containers[0].env[2]"
  std::string text;               // the whole finding as compilers print it, with a final newline
  std::string cause;              // set by Lint; stays the same when line numbers change
};

bool HasErrors(const std::vector<Finding>& findings);

struct LoadReport {
  size_t objects = 0;             // workloads, Services, ConfigMaps, Secrets, and Nodes
  std::vector<Finding> findings;  // objects with errors may be missing or incomplete
  bool ok() const { return !HasErrors(findings); }
};

// Identifies a container of a Pod, or of the pod template of a Deployment, Job, and so on.
struct ContainerId {
  std::string kind, namespace_, name;  // the workload: "Deployment", "shop", "web"
  std::string container;
};

// Facts that only a running pod has. Empty fields default to the pod's status and its Node.
struct RunningPod {
  std::vector<std::string> pod_ips, host_ips;
  std::string node_name;
};

struct EnvironmentVariable {
  std::string_view name, value;
  std::string_view unknown;  // if not empty, the value is unknown, and this says why
  bool secret = false;       // the value contains a Secret's value
  bool assumed = false;      // the value depends on AssumeClusterIps
};

// A string of a container with its $(VAR) references expanded.
struct ExpandedString {
  std::string field;  // "args[1]", "livenessProbe.exec.command[0]"; the mountPath of a subPathExpr
  std::string value, unknown;  // as in EnvironmentVariable
  bool secret = false;
};

// Where a variable is defined: "Service shop/redis port 6379", "env[2] value".
struct VariableOrigin {
  std::string source, file;
  int line = 0, column = 0;
};

// The environment and the strings that the kubelet passes to a container. Immutable and cheap to
// copy. May outlive the Manifests.
class ContainerEnvironment {
 public:
  // Returns whether the container can start. If not, an error in findings() says why.
  bool ok() const { return !HasErrors(findings()); }
  const std::vector<Finding>& findings() const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  // Returns all variables, sorted by name. The strings belong to this object. O(n).
  std::vector<EnvironmentVariable> Variables() const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  // Returns the variable, or nullopt if it is not set. O(log n).
  std::optional<EnvironmentVariable> Find(std::string_view name) const
      ABSL_ATTRIBUTE_LIFETIME_BOUND;
  // Returns the definition of a variable, followed by the definitions that it overrides.
  std::vector<VariableOrigin> OriginsOf(std::string_view name) const;
  std::vector<ExpandedString> Command() const;
  std::vector<ExpandedString> Args() const;
  std::vector<ExpandedString> Probes() const;    // the commands of exec probes
  std::vector<ExpandedString> SubPaths() const;  // subPathExpr of volumeMounts

 private:
  friend struct internal::Access;
  std::shared_ptr<const internal::EnvironmentState> state_;
};

// A set of Kubernetes objects. Movable. Environments stay valid when more objects are loaded.
class Manifests {
 public:
  enum class Source {
    kWritten,  // as in a repository: the API server has not checked or defaulted them
    kServed,   // as returned by the API server
  };
  enum class Knowledge {
    kLoaded,      // the cluster may have objects that were not loaded
    kAllObjects,  // the loaded objects are complete
    kEverything,  // also, a running pod has no facts beyond its status and RunningPod
  };
  struct Options {
    Source source = Source::kWritten;
    Knowledge knowledge = Knowledge::kLoaded;
    int kubernetes_minor = 0;                   // 34 for Kubernetes 1.34; 0: the newest release
    std::string default_namespace = "default";  // for objects without a namespace
    int threads = 1;                            // for reading a large file
  };
  Manifests();
  explicit Manifests(const Options& options);

  // Reads YAML or JSON as kubectl does. `file` is the name that findings use. An object replaces an
  // earlier one with the same kind, namespace, and name. O(size).
  LoadReport Load(std::string_view file, std::string bytes);
  // Assigns addresses from `cidr`, such as "10.96.0.0/12", to Services without a cluster IP, in
  // order of their names. Returns an error and assigns none if `cidr` is invalid or too small.
  std::vector<Finding> AssumeClusterIps(std::string_view cidr);
  // Returns the init containers, containers, and ephemeral containers of each workload, in the
  // order in which workloads were loaded.
  std::vector<ContainerId> Containers() const;
  // Computes the environment of a container. If `id` was not loaded, the result has the error
  // "no-such-container". O(variables and references of the container), plus O(services) for the
  // first container of a namespace.
  ContainerEnvironment EnvironmentOf(const ContainerId& id, const RunningPod& pod = {}) const;

 private:
  friend struct internal::Access;
  std::shared_ptr<internal::ManifestsState> state_;
};

}  // namespace svcenv

#endif  // SVCENV_SVCENV_H_
