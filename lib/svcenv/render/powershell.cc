// Format powershell: exactly one line per variable, because PowerShell pipes pass on lines.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "svcenv/base/utf8.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/known_variables.h"
#include "svcenv/render/quote.h"

namespace svcenv {
namespace {

// Before 7.5, setting a variable to an empty string removes it.
constexpr std::string_view kNeedsEmptyValues =
    "if ($PSVersionTable.PSVersion.Major * 100 + $PSVersionTable.PSVersion.Minor -lt 705) "
    "{ throw 'empty variables require PowerShell 7.5 or later' }\n";

// Returns a quoted string. Three other characters end it like `"` (about_Quoting_Rules).
std::string Literal(std::string_view value) {
  return absl::StrCat("\"",
                      absl::StrReplaceAll(value, {{"`", "``"},
                                                  {"$", "`$"},
                                                  {"\"", "`\""},
                                                  {"\u201C", "`\u201C"},
                                                  {"\u201D", "`\u201D"},
                                                  {"\u201E", "`\u201E"},
                                                  {"\n", "`n"},
                                                  {"\r", "`r"}}),
                      "\"");
}

}  // namespace

std::string_view PowershellProblem(const Variable& variable) {
  if (!ShellNameProblem(variable.name).empty()) return kNotExportable;
  if (!IsUtf8(variable.value)) return kNotUtf8;
  return Env0Problem(variable);
}

void WritePowershell(Results results, const RenderOptions& options, Output* output) {
  bool has_empty = false;
  ForEachKnown(results, options, [&](std::string_view, std::string_view value) {
    has_empty = has_empty || value.empty();
  });
  if (has_empty) output->Append(kNeedsEmptyValues);
  ForEachKnown(results, options, [&](std::string_view name, std::string_view value) {
    output->Append(absl::StrCat("$env:", name, " = ", Literal(value), "\n"));
  });
}

}  // namespace svcenv
