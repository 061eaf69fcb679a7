#include "webhook/url.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace svcenv::webhook {

std::string Url::Authority() const {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return is_ipv6 ? absl::StrCat("[", host, "]:", port) : absl::StrCat(host, ":", port);
}

std::optional<Url> ParseHttpsUrl(std::string_view text) {
  if (!absl::ConsumePrefix(&text, "https://")) return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), absl::ascii_isgraph)) return std::nullopt;
  Url url;
  const size_t slash = std::min(text.find('/'), text.size());
  std::string_view authority = text.substr(0, slash);
  url.path = std::string(text.substr(slash));
  const size_t colon = authority.rfind(':');
  const bool has_port = colon != std::string_view::npos && authority.back() != ']';
  url.port = has_port ? std::string(authority.substr(colon + 1)) : "443";
  if (has_port) authority = authority.substr(0, colon);
  if (absl::ConsumePrefix(&authority, "[")) absl::ConsumeSuffix(&authority, "]");
  url.host = std::string(authority);
  int port = 0;
  const bool has_user = authority.find('@') != std::string_view::npos;
  if (has_user || url.host.empty() || !absl::SimpleAtoi(url.port, &port) || port < 1 ||
      port > 65535) {
    return std::nullopt;
  }
  return url;
}

std::string EscapeQuery(std::string_view value) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string result;
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || c == '-' || c == '.' || c == '_' || c == '~') {
      result.push_back(c);
    } else {
      result.push_back('%');
      result.push_back(kDigits[byte >> 4]);
      result.push_back(kDigits[byte & 15]);
    }
  }
  return result;
}

}  // namespace svcenv::webhook
