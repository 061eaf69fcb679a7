#include "svcenv/check/image_variables.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"

namespace svcenv {
namespace {

struct Setter {
  std::string_view name;
  std::string_view who;
};

constexpr std::string_view kRuntime = "the container runtime";
constexpr std::string_view kImage = "the image";
constexpr std::string_view kShell = "the shell";

// By name. The runtime sets PATH only if the image does not.
constexpr Setter kSetters[] = {
    {"CATALINA_HOME", kImage},
    {"GEM_HOME", kImage},
    {"GOPATH", kImage},
    {"GOROOT", kImage},
    {"GPG_KEY", kImage},
    {"GPG_KEYS", kImage},
    {"HOME", kRuntime},
    {"HOSTNAME", kRuntime},
    {"JAVA_HOME", kImage},
    {"JRE_HOME", kImage},
    {"LANG", kImage},
    {"LANGUAGE", kImage},
    {"LC_ALL", kImage},
    {"LOGNAME", kShell},
    {"OLDPWD", kShell},
    {"PATH", kImage},
    {"PGDATA", kImage},
    {"PKG_RELEASE", kImage},
    {"PWD", kShell},
    {"PYTHONPATH", kImage},
    {"SHELL", kShell},
    {"SHLVL", kShell},
    {"TERM", kRuntime},
    {"USER", kShell},
    {"_", kShell},
};

}  // namespace

std::string_view UsualSetter(std::string_view name) {
  const auto found = std::find_if(std::begin(kSetters), std::end(kSetters),
                                  [&](const Setter& setter) { return setter.name == name; });
  if (found != std::end(kSetters)) return found->who;
  // JAVA_VERSION, NODE_VERSION, PYTHON_SHA256: versions and checksums in official images.
  for (const std::string_view program :
       {"CADDY",    "DYNPKG", "GHOST", "GOLANG", "HAPROXY", "JAVA", "JDK", "MARIADB",
        "MONGO",    "MYSQL",  "NGINX", "NJS",    "NODE",    "PG",   "PHP", "PYTHON",
        "RABBITMQ", "REDIS",  "RUBY",  "RUST",   "TOMCAT",  "YARN"}) {
    std::string_view rest = name;
    if (!absl::StartsWith(rest, program)) continue;
    rest.remove_prefix(program.size());
    if (rest == "_VERSION" || rest == "_SHA256" || rest == "_RELEASE") return kImage;
  }
  return "";
}

}  // namespace svcenv
