// Format k8s-envfile: a file for valueFrom.fileKeyRef (see ParseEnvFile), since Kubernetes 1.35.
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
    return "its name contains '=' or a character that is not printable ASCII";
  }
  if (absl::StartsWith(name, "#")) return "its name starts with '#', which marks a comment";
  if (absl::StartsWith(name, " ") || absl::EndsWith(name, " ")) {
    return "its name starts or ends with a space";
  }
  if (value.empty())
    return "its value is empty, which Kubernetes before 1.38 treats as a missing key";
  if (absl::StrContains(value, '\'')) return "its value contains a single quote";
  if (absl::StrContains(value, "\r\n")) {
    return "its value contains a carriage return before a newline, which is dropped";
  }
  if (HasLongLine(Line(name, value))) return "it has a line longer than 65,535 bytes";
  return Env0Problem(variable);
}

void WriteK8sEnvfile(Results results, const RenderOptions& options, Output* output) {
  ForEachKnown(results, options, [&](std::string_view name, std::string_view value) {
    output->Append(Line(name, value));
  });
}

}  // namespace svcenv
