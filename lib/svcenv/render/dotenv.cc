// Format dotenv: .env files that python-dotenv and npm's dotenv read alike. They share no escape
// sequence, so values are written verbatim between quotes that they do not contain.
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

// Return whether both parsers return the value unchanged from single, double, or no quotes.
bool FitsSingle(std::string_view value) {
  return !Has(value, "'") && !absl::StrContains(value, "\\\\") && !absl::EndsWith(value, "\\");
}
bool FitsDouble(std::string_view value) { return !Has(value, "\"\\"); }
bool FitsBare(std::string_view value) {
  return !value.empty() && absl::ascii_isgraph(value.front()) &&
         absl::ascii_isgraph(value.back()) && !Has(value.substr(0, 1), "'\"`") &&
         !Has(value, "#\n");
}

// Returns whether the value has a ${NAME}, which python-dotenv expands inside any quotes.
bool HasReplaced(std::string_view value) {
  const size_t at = value.find("${");
  return at != std::string_view::npos && value.find('}', at) != std::string_view::npos;
}

}  // namespace

std::string_view DotenvProblem(const Variable& variable) {
  const std::string_view value = variable.value;
  if (!IsDotenvName(variable.name)) return kNotDotenvName;
  if (!IsUtf8(value)) return kNotUtf8;
  if (Has(value, "\r"))
    return "its value contains a carriage return, which parsers read as a newline";
  if (HasReplaced(value)) return "its value contains ${NAME}, which python-dotenv expands";
  if (FitsSingle(value) || FitsDouble(value) || FitsBare(value)) return Env0Problem(variable);
  return "its value contains quotes or backslashes that parsers read differently";
}

void WriteDotenv(Results results, const RenderOptions& options, Output* output) {
  ForEachKnown(results, options, [&](std::string_view name, std::string_view value) {
    const std::string_view quote = FitsSingle(value) ? "'" : FitsDouble(value) ? "\"" : "";
    output->Append(absl::StrCat(name, "=", quote, value, quote, "\n"));
  });
}

}  // namespace svcenv
