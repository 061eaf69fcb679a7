// Format compose: an env_file for Docker Compose (compose-go, package dotenv).
#include "absl/strings/str_cat.h"
#include "svcenv/base/utf8.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/known_variables.h"
#include "svcenv/render/quote.h"

namespace svcenv {

std::string_view ComposeProblem(const Variable& variable) {
  if (!IsDotenvName(variable.name)) return kNotDotenvName;
  if (!IsUtf8(variable.value)) return kNotUtf8;
  return Env0Problem(variable);
}

// Prefers single quotes, in which nothing is expanded. They cannot represent `'` or `\`.
void WriteCompose(Results results, const RenderOptions& options, Output* output) {
  ForEachKnown(results, options, [&](std::string_view name, std::string_view value) {
    const bool plain = value.find_first_of("'\\") == std::string_view::npos;
    output->Append(absl::StrCat(
        name, "=", plain ? Quoted(value, '\'', "", '\\') : Quoted(value, '"', "\"\\$", '\\'),
        "\n"));
  });
}

}  // namespace svcenv
