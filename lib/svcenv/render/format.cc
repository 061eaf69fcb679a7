#include "svcenv/render/format.h"

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/known_variables.h"

namespace svcenv {
namespace {

std::string_view NoProblem(const Variable&) { return ""; }

// The API server rejects larger ConfigMaps (MaxSecretSize in pkg/apis/core/types.go).
constexpr size_t kMaxConfigmapBytes = 1024 * 1024;

// Columns: name, help, several, machine, texts, problem, max_value_bytes, write.
constexpr Format kFormats[] = {
    {"table", "aligned columns for people",  //
     true, false, false, NoProblem, 0, WriteTable},
    {"env", "NAME=value lines, as env(1) prints them",  //
     true, true, false, EnvProblem, 0, WriteEnv},
    {"env0", "NAME=value, each followed by a NUL byte",  //
     true, true, false, Env0Problem, 0, WriteEnv0},
    {"json", "a list of containers with env, command, and args",  //
     true, true, true, NoProblem, 0, WriteJson},
    {"yaml", "the same as YAML",  //
     true, true, true, NoProblem, 0, WriteYaml},
    {"envlist", "YAML to paste under a container's `env:`",  //
     false, true, false, EnvListProblem, 0, WriteEnvList},
    {"sh", "export commands for bash and other POSIX shells",  //
     false, true, false, ShProblem, 0, WriteSh},
    {"fish", "set -gx commands for fish",  //
     false, true, false, FishProblem, 0, WriteFish},
    {"powershell", "$env: assignments for PowerShell",  //
     false, true, false, PowershellProblem, 0, WritePowershell},
    {"dotenv", "a .env file for python-dotenv and npm's dotenv",  //
     false, true, false, DotenvProblem, 0, WriteDotenv},
    {"docker", "a file for docker run --env-file",  //
     false, true, false, DockerProblem, 0, WriteDocker},
    {"compose", "an env_file of Docker Compose",  //
     false, true, false, ComposeProblem, 0, WriteCompose},
    {"systemd", "an EnvironmentFile= of a systemd unit",  //
     false, true, false, SystemdProblem, 0, WriteSystemd},
    {"k8s-envfile", "a file for valueFrom.fileKeyRef",  //
     false, true, false, K8sEnvfileProblem, 0, WriteK8sEnvfile},
    {"github", "lines to append to $GITHUB_ENV",  //
     false, true, false, GithubProblem, 0, WriteGithub},
    {"configmap", "a ConfigMap for envFrom",  //
     false, true, false, ConfigmapProblem, kMaxConfigmapBytes, WriteConfigmap},
};

absl::Status CannotHold(const Format& format, const Result& result, const Variable& variable) {
  std::vector<std::string_view> others;
  for (const Format& other : kFormats) {
    if (other.problem(variable).empty()) others.push_back(other.name);
  }
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = "value-not-representable";
  error.message = absl::StrCat("format ", format.name, " cannot represent variable ", variable.name,
                               ": ", format.problem(variable));
  error.remedy = absl::StrCat("use another format: ", absl::StrJoin(others, ", "));
  error.object = result.object;
  error.container = result.container;
  error.position = variable.origin.position;
  error.confidential = variable.secret;
  return ToStatus(error);
}

absl::Status CheckSize(const Format& format, Results results, const RenderOptions& options) {
  if (format.max_value_bytes == 0) return absl::OkStatus();
  size_t bytes = 0;
  ForEachKnown(results, options,
               [&](std::string_view, std::string_view value) { bytes += value.size(); });
  if (bytes <= format.max_value_bytes) return absl::OkStatus();
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = "value-not-representable";
  error.message = absl::StrCat("format ", format.name, " cannot represent ", bytes,
                               " bytes of values: the limit is ", format.max_value_bytes);
  error.remedy = "use another format";
  error.object = results.front().object;
  error.container = results.front().container;
  return ToStatus(error);
}

}  // namespace

absl::Span<const Format> Formats() { return kFormats; }

const Format* FindFormat(std::string_view name) {
  for (const Format& format : kFormats) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

absl::Status CheckFormat(const Format& format, Results results, const RenderOptions& options) {
  if (format.problem == NoProblem) return absl::OkStatus();
  absl::flat_hash_set<const ServiceVariables*> checked;
  for (const Result& result : results) {
    if (!result.ok()) continue;
    const ServiceVariables* services =
        result.resolved ? &result.resolved->environment.services() : result.service.get();
    if (checked.insert(services).second) {
      for (const ServiceVariable& service_variable : services->all()) {
        const Variable variable = Environment::FromService(service_variable, *services);
        if (!format.problem(variable).empty()) return CannotHold(format, result, variable);
      }
    }
    if (!result.resolved) continue;
    for (const Variable* own : result.resolved->environment.own()) {
      Variable variable = *own;
      if (variable.secret && options.mask_secrets) variable.value = kMask;
      if (variable.known() && !format.problem(variable).empty()) {
        return CannotHold(format, result, variable);
      }
    }
  }
  return CheckSize(format, results, options);
}

}  // namespace svcenv
