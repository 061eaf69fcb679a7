// Masks credentials in strings that people see. Recognizes them by names and by common formats.
#ifndef SVCENV_CLI_EXEC_CREDENTIALS_H_
#define SVCENV_CLI_EXEC_CREDENTIALS_H_

#include <string>
#include <string_view>

namespace svcenv::cli {

// Replaces a value that is not shown.
inline constexpr std::string_view kMask = "******";

// Returns whether a variable with this name probably contains a secret: its words include PASSWORD,
// TOKEN, API_KEY, and the like. Ignores case.
bool LooksSecret(std::string_view name);

// Returns `text` with possible credentials replaced by kMask: the user information of URLs and
// other connection strings (after its first colon), values of keys that look secret (Password=…,
// "token": …, ?api_key=…), and the word after Bearer or Basic. If it is not clear where a
// credential ends, masks more rather than less.
std::string WithoutCredentials(std::string_view text);

// Like WithoutCredentials, for an argument of a command. `flag` is the argument before it, or
// empty. Masks the whole argument after flags like --password and --token.
std::string ArgumentWithoutCredentials(std::string_view flag, std::string_view argument);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_EXEC_CREDENTIALS_H_
