// Format docker: what `docker run --env-file` reads (docker/cli, pkg/kvfile), without any quoting.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/utf8.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/known_variables.h"
#include "svcenv/render/quote.h"

namespace svcenv {
namespace {

constexpr size_t kLongestLine = 65535;  // bufio.MaxScanTokenSize with the line end

}  // namespace

std::string_view DockerProblem(const Variable& variable) {
  const std::string_view name = variable.name, value = variable.value;
  if (!RelaxedEnvNameProblem(name).empty() || absl::StrContains(name, ' ')) {
    return "its name has other characters than printable ASCII, or a blank or '='";
  }
  if (absl::StartsWith(name, "#")) return "its name begins with '#', as comments do";
  if (absl::StrContains(value, '\n')) return kHasNewline;
  if (absl::EndsWith(value, "\r")) {
    return "its value ends in a carriage return, which is taken for a part of the line end";
  }
  if (!IsUtf8(value)) return kNotUtf8;
  if (name.size() + 1 + value.size() > kLongestLine) return "it is longer than 64 KiB";
  return Env0Problem(variable);
}

void WriteDocker(Results results, const RenderOptions& options, Output* output) {
  ForEachKnown(results, options, [&](std::string_view name, std::string_view value) {
    output->Append(absl::StrCat(name, "=", value, "\n"));
  });
}

}  // namespace svcenv
