// Quoting, and reasons why a format cannot represent a variable. Internal to this package.
#ifndef SVCENV_RENDER_QUOTE_H_
#define SVCENV_RENDER_QUOTE_H_

#include <string>
#include <string_view>

namespace svcenv {

// Returns the string between two `quote`s, with `escape` before each of `characters` in it.
std::string Quoted(std::string_view text, char quote, std::string_view characters, char escape);

// Returns whether readers of .env files accept the name: letters, digits, `_`, `.`, and `-`,
// starting with a letter or `_`.
bool IsDotenvName(std::string_view name);

// Reasons shared by several formats.
inline constexpr std::string_view kNotExportable = "its name is not a valid shell variable name";
inline constexpr std::string_view kNotDotenvName =
    "its name must consist of letters, digits, '_', '.', and '-', starting with a letter or '_'";
inline constexpr std::string_view kNotUtf8 = "its value is not valid UTF-8";
inline constexpr std::string_view kHasNewline = "its value contains a newline";

}  // namespace svcenv

#endif  // SVCENV_RENDER_QUOTE_H_
