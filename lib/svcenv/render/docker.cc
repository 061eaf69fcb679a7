// Format docker: a file for `docker run --env-file` (docker/cli, pkg/kvfile), which has no quoting.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/utf8.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/known_variables.h"
#include "svcenv/render/quote.h"

namespace svcenv {
namespace {

constexpr size_t kLongestLine = 65535;  // bufio.MaxScanTokenSize includes the newline

}  // namespace

std::string_view DockerProblem(const Variable& variable) {
  const std::string_view name = variable.name, value = variable.value;
  if (!RelaxedEnvNameProblem(name).empty() || absl::StrContains(name, ' ')) {
    return "its name contains a space, '=', or a character that is not printable ASCII";
  }
  if (absl::StartsWith(name, "#")) return "its name starts with '#', which marks a comment";
  if (absl::StrContains(value, '\n')) return kHasNewline;
  if (absl::EndsWith(value, "\r")) {
    return "its value ends with a carriage return, which docker reads as part of the line ending";
  }
  if (!IsUtf8(value)) return kNotUtf8;
  if (name.size() + 1 + value.size() > kLongestLine) return "its line is longer than 64 KiB";
  return Env0Problem(variable);
}

void WriteDocker(Results results, const RenderOptions& options, Output* output) {
  ForEachKnown(results, options, [&](std::string_view name, std::string_view value) {
    output->Append(absl::StrCat(name, "=", value, "\n"));
  });
}

}  // namespace svcenv
