// Measures the environment, command, and args of a container against the kernel's limits.
//
//   const ContainerSize size = SizeOf(resolved, {});
//   return size.total_bytes() <= size.limit_bytes;  // if not, execve fails with E2BIG
//
// Linux: fs/exec.c, bprm_stack_limits, copy_strings, and valid_arg_len (5.18 to 6.18).
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

// MAX_ARG_STRLEN: the limit for an argument or NAME=value, including its NUL.
inline constexpr uint64_t kLongestStringBytes = 131072;

// The default RLIMIT_STACK of container runtimes.
inline constexpr uint64_t kUsualStackBytes = 8 << 20;

// Returns the limit of execve for the file name, the strings of argv and envp, and a pointer for
// each: a quarter of the stack limit, at most 6 MiB, at least 128 KiB.
uint64_t ExecLimitBytes(uint64_t stack_limit_bytes);

struct SizeOptions {
  uint64_t stack_limit_bytes = kUsualStackBytes;
  size_t max_contributors = 10;  // maximum length of each list
};

// Part of an environment. Bytes are as the kernel counts them: NAME=value, a NUL, and a pointer.
struct SizeShare {
  size_t variables = 0;
  uint64_t bytes = 0;
};

// A service, a source of envFrom, or a variable of env.
struct SizeContributor {
  std::string name;  // "Service shop/redis", "envFrom[0] ConfigMap shop/settings", "env[3] OPTS"
  SizeShare share;
};

// A string that the process gets, without its value.
struct SizeString {
  std::string name;    // "JAVA_OPTS", "args[2]"; empty if there is none
  uint64_t bytes = 0;  // with its NUL
};

struct ContainerSize {
  SizeShare services, env_from, env;
  SizeShare arguments;      // command and args of the manifest
  uint64_t file_bytes = 0;  // the file name, command[0]
  uint64_t limit_bytes = 0;
  size_t unknown = 0;        // variables and sources of envFrom whose size is unknown; not counted
  size_t service_count = 0;  // services that set variables
  SizeString longest;
  std::vector<SizeContributor> contributors;  // largest first, then by name
  std::vector<SizeString> longest_strings;    // likewise
  // The argument that nginx's entrypoint builds: "${NAME} " for each name that matches
  // NGINX_ENVSUBST_FILTER, and a NUL; and the part of it that comes from services.
  uint64_t names_argument_bytes = 0;
  uint64_t service_names_bytes = 0;

  size_t variables() const { return services.variables + env_from.variables + env.variables; }
  uint64_t total_bytes() const {
    return services.bytes + env_from.bytes + env.bytes + arguments.bytes + file_bytes;
  }
  bool fits() const { return total_bytes() <= limit_bytes; }
  bool longest_fits() const { return longest.bytes <= kLongestStringBytes; }
  bool names_fit() const { return names_argument_bytes <= kLongestStringBytes; }

  // Return how many more services of average size fit into the rest of the limit, or into the
  // argument with their names. Return nothing if there are no services or the limit is exceeded.
  std::optional<uint64_t> more_services() const;
  std::optional<uint64_t> more_services_for_names() const;
  // Return how many services of average size fit instead of the present ones. Return nothing if
  // there are none.
  std::optional<uint64_t> most_services() const;
  std::optional<uint64_t> most_services_for_names() const;
};

// Measures containers. Measures link variables once for all containers that share them. Not
// thread-safe.
class SizeCounter {
 public:
  explicit SizeCounter(const SizeOptions& options);
  ~SizeCounter();

  // Measures a container. Its service variables, which the Resolver owns, must outlive the counter.
  ContainerSize Count(const ResolvedContainer& resolved);

 private:
  class Block;
  class Tally;

  const SizeOptions options_;
  absl::flat_hash_map<const ServiceVariables*, std::unique_ptr<Block>> blocks_;
};

// Measures one container.
ContainerSize SizeOf(const ResolvedContainer& resolved, const SizeOptions& options);

// Returns whether the container runs the entrypoint of an official nginx image, judged by the
// image's name and an empty command. Its 20-envsubst-on-templates.sh puts the names of all
// variables into one argument.
bool RunsNginxEntrypoint(const Container& container);

}  // namespace svcenv

#endif  // SVCENV_CHECK_SIZE_H_
