// Format dotenv: .env files that python-dotenv and dotenv of npm read alike. Neither of them has an
// escape that the other one knows, so a value is written as it is, between the quotes that it
// allows.
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/utf8.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/known_variables.h"
#include "svcenv/render/quote.h"

namespace svcenv {
namespace {

bool Has(std::string_view text, std::string_view characters) {
  return text.find_first_of(characters) != std::string_view::npos;
}

// What comes back from between single quotes, double ones, and none at all.
bool FitsSingle(std::string_view value) {
  return !Has(value, "'") && !absl::StrContains(value, "\\\\") && !absl::EndsWith(value, "\\");
}
bool FitsDouble(std::string_view value) { return !Has(value, "\"\\"); }
bool FitsBare(std::string_view value) {
  return !value.empty() && absl::ascii_isgraph(value.front()) &&
         absl::ascii_isgraph(value.back()) && !Has(value.substr(0, 1), "'\"`") &&
         !Has(value, "#\n");
}

// python-dotenv replaces ${NAME}, whatever the quotes.
bool HasReplaced(std::string_view value) {
  const size_t at = value.find("${");
  return at != std::string_view::npos && value.find('}', at) != std::string_view::npos;
}

}  // namespace

std::string_view DotenvProblem(const Variable& variable) {
  const std::string_view value = variable.value;
  if (!IsDotenvName(variable.name)) return kNotDotenvName;
  if (!IsUtf8(value)) return kNotUtf8;
  if (Has(value, "\r")) return "its value has a carriage return, which readers take for a line end";
  if (HasReplaced(value)) return "its value has a ${NAME}, which python-dotenv replaces";
  if (FitsSingle(value) || FitsDouble(value) || FitsBare(value)) return Env0Problem(variable);
  return "its value has quotes or backslashes that readers do not agree on";
}

void WriteDotenv(Results results, const RenderOptions& options, Output* output) {
  ForEachKnown(results, options, [&](std::string_view name, std::string_view value) {
    const std::string_view quote = FitsSingle(value) ? "'" : FitsDouble(value) ? "\"" : "";
    output->Append(absl::StrCat(name, "=", quote, value, quote, "\n"));
  });
}

}  // namespace svcenv
