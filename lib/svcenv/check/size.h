// What the environment, command and args of a container cost, held against the kernel's limits.
//
//   const ContainerSize size = SizeOf(resolved, {});
//   return size.total_bytes() <= size.limit_bytes;  // else execve fails: "argument list too long"
//
// The kernel: fs/exec.c, bprm_stack_limits, copy_strings and valid_arg_len (Linux 5.18 to 6.18).
#ifndef SVCENV_CHECK_SIZE_H_
#define SVCENV_CHECK_SIZE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "svcenv/env/resolver.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// MAX_ARG_STRLEN: no argument and no NAME=value may be longer, with its NUL.
inline constexpr uint64_t kLongestStringBytes = 131072;

// RLIMIT_STACK as container runtimes have it unless told otherwise.
inline constexpr uint64_t kUsualStackBytes = 8 << 20;

// What execve allows for the file's name, all strings of argv and envp, and a pointer for each: a
// quarter of the stack limit, at most 6 MiB, at least 128 KiB.
uint64_t ExecLimitBytes(uint64_t stack_limit_bytes);

struct SizeOptions {
  uint64_t stack_limit_bytes = kUsualStackBytes;
  size_t most_contributors = 10;  // how many of each kind are listed
};

// Part of an environment. Bytes are those that the kernel counts: NAME=value, a NUL, a pointer.
struct SizeShare {
  size_t variables = 0;
  uint64_t bytes = 0;
};

// A service, a source of envFrom, or a variable of env.
struct SizeContributor {
  std::string name;  // "Service shop/redis", "envFrom[0] ConfigMap shop/settings", "env[3] OPTS"
  SizeShare share;
};

// One string that the process gets. No value of it is kept.
struct SizeString {
  std::string name;    // "JAVA_OPTS", "args[2]"; empty: there is none
  uint64_t bytes = 0;  // with its NUL
};

struct ContainerSize {
  SizeShare services, env_from, env;
  SizeShare arguments;      // of command and args as the manifest has them
  uint64_t file_bytes = 0;  // the name of the file that is executed, command[0]
  uint64_t limit_bytes = 0;
  size_t unknown = 0;  // variables and sources of envFrom whose bytes are not known, not counted
  size_t service_count = 0;  // services that give variables
  SizeString longest;
  std::vector<SizeContributor> contributors;  // of most bytes first, then by name
  std::vector<SizeString> longest_strings;    // likewise
  // What nginx's entrypoint makes of the names that NGINX_ENVSUBST_FILTER lets through: "${NAME} "
  // of each, in one argument, with its NUL; and the part of services in it.
  uint64_t names_argument_bytes = 0;
  uint64_t service_names_bytes = 0;

  size_t variables() const { return services.variables + env_from.variables + env.variables; }
  uint64_t total_bytes() const {
    return services.bytes + env_from.bytes + env.bytes + arguments.bytes + file_bytes;
  }
  bool fits() const { return total_bytes() <= limit_bytes; }
  bool longest_fits() const { return longest.bytes <= kLongestStringBytes; }
  bool names_fit() const { return names_argument_bytes <= kLongestStringBytes; }

  // How many more services like those that are there fit into what is left of the limit, or into
  // one argument with their names. Nothing where there are no services, or nothing is left.
  std::optional<uint64_t> more_services() const;
  std::optional<uint64_t> more_services_for_names() const;
};

// Counts containers; what services cost once for all that share it. Not thread-safe.
class SizeCounter {
 public:
  explicit SizeCounter(const SizeOptions& options);
  ~SizeCounter();

  // The service variables of the container must outlive the counter: the Resolver keeps them.
  ContainerSize Count(const ResolvedContainer& resolved);

 private:
  class Block;
  class Tally;

  const SizeOptions options_;
  absl::flat_hash_map<const ServiceVariables*, std::unique_ptr<Block>> blocks_;
};

// Of one container.
ContainerSize SizeOf(const ResolvedContainer& resolved, const SizeOptions& options);

// Whether the container runs the entrypoint of an nginx image, whose 20-envsubst-on-templates.sh
// puts all names of variables into one argument: the image is an official one by its name, and
// command does not take the entrypoint's place.
bool RunsNginxEntrypoint(const Container& container);

}  // namespace svcenv

#endif  // SVCENV_CHECK_SIZE_H_
