#include "svcenv/render/format.h"

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "svcenv/render/formats.h"

namespace svcenv {
namespace {

std::string_view HoldsEverything(const Variable&) { return ""; }

// Columns: name, help, several, machine, texts, problem, write.
constexpr Format kFormats[] = {
    {"table", "aligned columns, for people",  //
     true, false, false, HoldsEverything, WriteTable},
    {"env", "NAME=value lines, as env(1) prints them",  //
     true, true, false, EnvProblem, WriteEnv},
    {"env0", "NAME=value, a NUL byte after each",  //
     true, true, false, Env0Problem, WriteEnv0},
    {"json", "a list of containers with env, command and args",  //
     true, true, true, HoldsEverything, WriteJson},
    {"yaml", "the same as YAML",  //
     true, true, true, HoldsEverything, WriteYaml},
    {"envlist", "YAML to paste below `env:` of a container",  //
     false, true, false, EnvListProblem, WriteEnvList},
};

absl::Status CannotHold(const Format& format, const Result& result, const Variable& variable) {
  std::vector<std::string_view> others;
  for (const Format& other : kFormats) {
    if (other.problem(variable).empty()) others.push_back(other.name);
  }
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = "value-not-representable";
  error.message = absl::StrCat("format ", format.name, " cannot hold the variable ", variable.name,
                               ": ", format.problem(variable));
  error.remedy = absl::StrCat("write it as ", absl::StrJoin(others, ", "));
  error.object = result.object;
  error.container = result.container;
  error.position = variable.origin.position;
  error.confidential = variable.secret;
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
  if (format.problem == HoldsEverything) return absl::OkStatus();
  absl::flat_hash_set<const ServiceVariables*> checked;
  for (const Result& result : results) {
    if (!result.ok()) continue;
    const ServiceVariables* services =
        result.resolved ? &result.resolved->environment.services() : result.service.get();
    if (checked.insert(services).second) {
      for (const ServiceVariable& service_variable : services->all()) {
        const Variable variable = Environment::FromService(service_variable);
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
  return absl::OkStatus();
}

}  // namespace svcenv
