// Format systemd: an EnvironmentFile= of a unit (systemd, src/basic/env-file.c).
#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/utf8.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/known_variables.h"
#include "svcenv/render/quote.h"

namespace svcenv {
namespace {

// systemd drops such variables (env_value_is_valid in src/basic/env-util.c).
bool HasControl(std::string_view value) {
  return std::any_of(value.begin(), value.end(), [](char c) {
    return absl::ascii_iscntrl(static_cast<unsigned char>(c)) && c != '\t' && c != '\n';
  });
}

}  // namespace

std::string_view SystemdProblem(const Variable& variable) {
  if (!ShellNameProblem(variable.name).empty()) return kNotExportable;
  if (HasControl(variable.value)) {
    return "its value has a control character other than tab and newline";
  }
  if (!IsUtf8(variable.value)) return kNotUtf8;
  return "";
}

void WriteSystemd(Results results, const RenderOptions& options, Output* output) {
  ForEachKnown(results, options, [&](std::string_view name, std::string_view value) {
    output->Append(absl::StrCat(name, "=", Quoted(value, '"', "\"\\`$", '\\'), "\n"));
  });
}

}  // namespace svcenv
