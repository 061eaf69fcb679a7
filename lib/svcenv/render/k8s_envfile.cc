// Format k8s-envfile: what valueFrom.fileKeyRef reads (see ParseEnvFile), from Kubernetes 1.35 on.
#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/known_variables.h"
#include "svcenv/render/quote.h"

namespace svcenv {
namespace {

constexpr size_t kLongestLine = 65535;  // as in ParseEnvFile

std::string Line(std::string_view name, std::string_view value) {
  return absl::StrCat(name, "='", value, "'\n");
}

bool HasLongLine(std::string_view text) {
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    if (end - begin > kLongestLine) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

std::string_view K8sEnvfileProblem(const Variable& variable) {
  const std::string_view name = variable.name, value = variable.value;
  if (!RelaxedEnvNameProblem(name).empty()) {
    return "its name has other characters than printable ASCII, or a '='";
  }
  if (absl::StartsWith(name, "#")) return "its name begins with '#', as comments do";
  if (absl::StartsWith(name, " ") || absl::EndsWith(name, " ")) {
    return "its name begins or ends with a blank";
  }
  if (value.empty())
    return "its value is empty, which Kubernetes before 1.38 takes for a key that is missing";
  if (absl::StrContains(value, '\'')) return "its value has a single quote";
  if (absl::StrContains(value, "\r\n")) {
    return "its value has a carriage return before a newline, where it is dropped";
  }
  if (HasLongLine(Line(name, value))) return "it has a line of more than 65535 bytes";
  return Env0Problem(variable);
}

void WriteK8sEnvfile(Results results, const RenderOptions& options, Output* output) {
  ForEachKnown(results, options, [&](std::string_view name, std::string_view value) {
    output->Append(Line(name, value));
  });
}

}  // namespace svcenv
