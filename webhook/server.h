// Serves reviews over TLS with HTTP/1.1, and health and metrics over HTTP.
#ifndef SVCENV_WEBHOOK_SERVER_H_
#define SVCENV_WEBHOOK_SERVER_H_

#include <chrono>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "webhook/api_server.h"
#include "webhook/state.h"
#include "webhook/watcher.h"

namespace svcenv::webhook {

struct ServerOptions {
  std::string listen;   // ADDRESS:PORT; [::1]:443 for IPv6
  std::string metrics;  // ADDRESS:PORT
  std::chrono::seconds drain{10};
  // The API server whose services to watch, unless they come from a file.
  std::optional<ApiServer> api_server;
  WatchTimings timings;
};

// Serves until SIGTERM or SIGINT. Then /readyz fails, new connections are accepted for `drain`, and
// pending requests are finished. Returns an error if an address cannot be used.
absl::Status Serve(const ServerOptions& options, const StatePaths& paths);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_SERVER_H_
