#include "webhook/api_server.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "webhook/files.h"

namespace svcenv::webhook {
namespace {

absl::StatusOr<std::string> TextOf(const TextOrFile& source) {
  if (source.file.empty()) return source.text;
  return ReadFile(source.file);
}

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

absl::StatusOr<ApiCredentials> ReadCredentials(const ApiServer& server) {
  ApiCredentials credentials;
  const std::pair<const TextOrFile*, std::string*> parts[] = {
      {&server.authority, &credentials.authority},
      {&server.certificate, &credentials.certificate},
      {&server.key, &credentials.key},
  };
  for (const auto& [source, text] : parts) {
    absl::StatusOr<std::string> read = TextOf(*source);
    if (!read.ok()) return read.status();
    *text = *std::move(read);
  }
  return credentials;
}

absl::StatusOr<std::string> ReadToken(const ApiServer& server) {
  if (server.token.empty()) return "";
  absl::StatusOr<std::string> read = TextOf(server.token);
  if (!read.ok()) return read.status();
  std::string token(absl::StripAsciiWhitespace(*read));
  if (token.empty() || !std::all_of(token.begin(), token.end(), absl::ascii_isgraph)) {
    const std::string where =
        server.token.file.empty() ? "" : absl::StrCat(server.token.file, ": ");
    return absl::InvalidArgumentError(absl::StrCat(where, "not a valid token"));
  }
  return token;
}

absl::StatusOr<ApiServer> InClusterApiServer(const std::string& folder) {
  ApiServer server;
  server.url.host = Variable("KUBERNETES_SERVICE_HOST");
  server.url.port = Variable("KUBERNETES_SERVICE_PORT");
  if (server.url.host.empty() || server.url.port.empty()) {
    return absl::NotFoundError("KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set");
  }
  int port = 0;
  if (!absl::SimpleAtoi(server.url.port, &port) || port < 1 || port > 65535) {
    return absl::InvalidArgumentError("KUBERNETES_SERVICE_PORT is not a valid port");
  }
  server.authority.file = absl::StrCat(folder, "/ca.crt");
  server.token.file = absl::StrCat(folder, "/token");
  if (auto read = ReadCredentials(server); !read.ok()) return read.status();
  if (auto read = ReadToken(server); !read.ok()) return read.status();
  return server;
}

}  // namespace svcenv::webhook
