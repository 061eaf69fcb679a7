// URLs of HTTPS servers.
#ifndef SVCENV_WEBHOOK_URL_H_
#define SVCENV_WEBHOOK_URL_H_

#include <optional>
#include <string>
#include <string_view>

namespace svcenv::webhook {

struct Url {
  std::string host;  // a name or an IP address, without brackets
  std::string port;  // 443 if the URL has none
  std::string path;  // "" or with a leading slash; with the query

  // Returns "HOST:PORT" or "[HOST]:PORT".
  std::string Authority() const;
};

// Parses https://HOST[:PORT][/PATH]. Returns nothing if `text` is not such a URL, or contains
// characters that do not belong into one.
std::optional<Url> ParseHttpsUrl(std::string_view text);

// Escapes everything except unreserved characters, for a value in a query.
std::string EscapeQuery(std::string_view value);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_URL_H_
