// Values between quotes, and the reasons why a file of lines cannot hold a variable; for this room
// only.
#ifndef SVCENV_RENDER_QUOTE_H_
#define SVCENV_RENDER_QUOTE_H_

#include <string>
#include <string_view>

namespace svcenv {

// The text between two `quote`s, with `escape` before each of `characters` in it.
std::string Quoted(std::string_view text, char quote, std::string_view characters, char escape);

// Names that begin with a letter or `_` and go on with letters, digits, `_`, `.` and `-`: what the
// readers of .env files take.
bool IsDotenvName(std::string_view name);

// Reasons that more than one format gives.
inline constexpr std::string_view kNotExportable = "its name is none that a shell can export";
inline constexpr std::string_view kNotDotenvName =
    "its name has other characters than letters, digits, '_', '.' and '-', or begins with a digit";
inline constexpr std::string_view kNotUtf8 = "its value is no UTF-8";
inline constexpr std::string_view kHasNewline = "its value has a newline";

}  // namespace svcenv

#endif  // SVCENV_RENDER_QUOTE_H_
