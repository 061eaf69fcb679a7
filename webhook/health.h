// Serves /livez, /readyz, and /metrics over HTTP, on a thread of its own.
#ifndef SVCENV_WEBHOOK_HEALTH_H_
#define SVCENV_WEBHOOK_HEALTH_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "webhook/gateway.h"

namespace svcenv::webhook {

class HealthServer {
 public:
  // Answers a GET of a path. Called on the thread of the server.
  using Handler = std::function<HttpReply(std::string_view path)>;

  // Listens on ADDRESS:PORT.
  static absl::StatusOr<std::unique_ptr<HealthServer>> Start(const std::string& listen,
                                                             Handler handler);
  virtual ~HealthServer() = default;
};

// The server name that ProbeTls sends, so that its connections are not counted as faults if the
// server requires client certificates.
inline constexpr char kProbeName[] = "readyz.svcenv.invalid";

// Connects to a TLS server on this machine. Returns why that fails within a second, or "".
// `address` may be a wildcard.
std::string ProbeTls(const std::string& address, unsigned short port);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_HEALTH_H_
