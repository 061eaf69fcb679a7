// Credentials in text that is shown to people, recognized by names and by the forms in which
// programs take them.
#ifndef SVCENV_CLI_BECOME_CREDENTIALS_H_
#define SVCENV_CLI_BECOME_CREDENTIALS_H_

#include <string>
#include <string_view>

namespace svcenv::cli {

// Stands for a value that is not shown.
inline constexpr std::string_view kMask = "******";

// Returns whether a variable of that name is likely to hold a secret: PASSWORD, TOKEN, API_KEY, and
// the like are among the words of the name, whatever their case.
bool LooksSecret(std::string_view name);

// Returns `text` with kMask for whatever may be a credential in it: the user information of URLs
// and of other connection strings (after its first colon), values of keys that look secret
// (Password=…, "token": …, ?api_key=…), and what follows Bearer or Basic. Where it is not clear how
// far a credential reaches, more is masked rather than less.
std::string WithoutCredentials(std::string_view text);

// Returns the same for an argument of a command that follows `flag`, another argument or nothing:
// of --password or --token it is masked as a whole.
std::string ArgumentWithoutCredentials(std::string_view flag, std::string_view argument);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_BECOME_CREDENTIALS_H_
