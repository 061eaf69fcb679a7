// Computes the environment that Kubernetes gives to a container, from manifests and nothing else.
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
// A mistake in a manifest, or the reason why a container cannot start, is a Finding in the result.
// Nothing throws except std::bad_alloc; there is no global state. Const calls are safe from many
// threads; other calls need the object to themselves. docs/cpp.md is the manual, docs/semantics.md
// lists the rules with the Kubernetes code that they follow.
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

// Something to report about the input. Its strings are its own and contain no Secret's value.
struct Finding {
  enum class Severity { kInfo, kWarning, kError };
  Severity severity = Severity::kWarning;
  std::string code;               // stable, for programs: "missing-key"; docs/lint.md has them all
  std::string message;            // one sentence without a full stop
  std::string help;               // what to do; may be empty
  std::string file;               // as passed to Load; empty: not in a file
  int line = 0, column = 0;       // from 1, in lines and characters; 0: not in a file
  std::string object, container;  // "Deployment shop/web", "app"
  std::string field;              // "spec.template.spec.containers[0].env[2]"
  std::string text;               // all of it, as compilers print it; ends in a newline
  std::string cause;              // of Lint: stays the same while lines move
};

bool HasErrors(const std::vector<Finding>& findings);

struct LoadReport {
  size_t objects = 0;             // workloads, Services, ConfigMaps, Secrets, and Nodes
  std::vector<Finding> findings;  // an object with an error may be missing or incomplete
  bool ok() const { return !HasErrors(findings); }
};

// Names a container of a Pod, or of the pod template of a Deployment, Job, and so on.
struct ContainerId {
  std::string kind, namespace_, name;  // of the object: "Deployment", "shop", "web"
  std::string container;
};

// What only a running pod has. Empty fields default to the pod's status and its Node.
struct RunningPod {
  std::vector<std::string> pod_ips, host_ips;
  std::string node_name;
};

struct EnvironmentVariable {
  std::string_view name, value;
  std::string_view unknown;  // not empty: the value is not known, and this is why
  bool secret = false;       // the value contains a Secret's
  bool assumed = false;      // the value depends on AssumeClusterIps
};

// A string of a container with its $(VAR) references expanded.
struct ExpandedString {
  std::string field;  // "args[1]", "livenessProbe.exec.command[0]"; of a sub-path the mountPath
  std::string value, unknown;  // as in EnvironmentVariable
  bool secret = false;
};

// Where a variable is defined: "Service shop/redis port 6379", "env[2] value".
struct VariableOrigin {
  std::string source, file;
  int line = 0, column = 0;
};

// What the kubelet passes to a container. Immutable, cheap to copy, and may outlive the Manifests.
class ContainerEnvironment {
 public:
  // Whether the container can start; if not, an error in findings() says why.
  bool ok() const { return !HasErrors(findings()); }
  const std::vector<Finding>& findings() const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  // All variables by name, in O(n), or one, in O(log n). Their strings belong to this object.
  std::vector<EnvironmentVariable> Variables() const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  std::optional<EnvironmentVariable> Find(std::string_view name) const
      ABSL_ATTRIBUTE_LIFETIME_BOUND;
  // Where the value of a variable comes from, followed by the definitions that it overrode.
  std::vector<VariableOrigin> OriginsOf(std::string_view name) const;
  std::vector<ExpandedString> Command() const;
  std::vector<ExpandedString> Args() const;
  std::vector<ExpandedString> Probes() const;    // the commands of exec probes
  std::vector<ExpandedString> SubPaths() const;  // subPathExpr of volumeMounts

 private:
  friend struct internal::Access;
  std::shared_ptr<const internal::EnvironmentState> state_;
};

// Kubernetes objects. Movable; environments that it computed stay valid when it loads more.
class Manifests {
 public:
  // Written by people, with the API server's checks and defaults still to come; or served by it.
  enum class Source { kWritten, kServed };
  // What is known: the loaded objects, of which there may be more; all objects there are; all
  // objects, and of a running pod all that its status and RunningPod say.
  enum class Knowledge { kLoaded, kAllObjects, kEverything };
  struct Options {
    Source source = Source::kWritten;
    Knowledge knowledge = Knowledge::kLoaded;
    int kubernetes_minor = 0;                   // 34 for the rules of 1.34; 0: the newest release
    std::string default_namespace = "default";  // of objects that name none
    int threads = 1;                            // that read a large file
  };
  Manifests();
  explicit Manifests(const Options& options);

  // Reads YAML or JSON as kubectl does; `file` names it in findings. An object replaces an earlier
  // one of the same kind, namespace, and name. O(size).
  LoadReport Load(std::string_view file, std::string bytes);
  // Gives Services without a cluster IP addresses of `cidr`, "10.96.0.0/12", in the order of their
  // names. Returns an error, and gives none, if it is too small or not a network.
  std::vector<Finding> AssumeClusterIps(std::string_view cidr);
  // Of each workload, in the order of loading: init containers, containers, ephemeral containers.
  std::vector<ContainerId> Containers() const;
  // An id that was not loaded has the error "no-such-container". O(variables and references of its
  // own), and O(services) for the first container of a namespace.
  ContainerEnvironment EnvironmentOf(const ContainerId& id, const RunningPod& pod = {}) const;

 private:
  friend struct internal::Access;
  std::shared_ptr<internal::ManifestsState> state_;
};

}  // namespace svcenv

#endif  // SVCENV_SVCENV_H_
