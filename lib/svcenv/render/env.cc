// Formats env and env0: one record a variable.
#include "absl/strings/str_cat.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/heading.h"
#include "svcenv/render/known_variables.h"

namespace svcenv {
namespace {

void WriteRecords(Results results, const RenderOptions& options, std::string_view end,
                  Output* output) {
  for (const Result& result : results) {
    if (!result.ok()) continue;
    if (results.size() > 1) {
      output->Append(absl::StrCat("# ", SelectionOf(result)));
      output->Append(end);
    }
    ForEachKnown(result, options, [&](std::string_view name, std::string_view value) {
      output->Append(name);
      output->Append("=");
      output->Append(value);
      output->Append(end);
    });
  }
}

}  // namespace

std::string_view EnvProblem(const Variable& variable) {
  if (variable.name.find('\n') != std::string_view::npos) return "its name has a line end";
  return Env0Problem(variable);
}

std::string_view Env0Problem(const Variable& variable) {
  if (variable.name.empty()) return "its name is empty";
  if (variable.name.find('=') != std::string_view::npos) return "its name has a '='";
  if (variable.value.find('\0') != std::string_view::npos) return "its value has a NUL byte";
  return "";
}

void WriteEnv(Results results, const RenderOptions& options, Output* output) {
  WriteRecords(results, options, "\n", output);
}

void WriteEnv0(Results results, const RenderOptions& options, Output* output) {
  WriteRecords(results, options, std::string_view("\0", 1), output);
}

}  // namespace svcenv
