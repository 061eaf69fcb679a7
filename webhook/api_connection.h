// One TLS connection to the API server at a time, with HTTP/1.1.
#ifndef SVCENV_WEBHOOK_API_CONNECTION_H_
#define SVCENV_WEBHOOK_API_CONNECTION_H_

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "webhook/api_server.h"
#include "webhook/byte_source.h"
#include "webhook/fault.h"

namespace svcenv::webhook {

struct ApiRequest {
  std::string target, host, user_agent;
  std::string token;  // empty: no Authorization
  std::string put;    // the JSON of a PUT; empty: a GET
};

// Returns a GET of `target`, which follows the path of the server's URL. Fails if the token cannot be
// read.
absl::StatusOr<ApiRequest> MakeRequest(const ApiServer& server, std::string_view target);

struct ApiAnswer {
  int status = 0;
  bool is_gzip = false;
  std::string retry_after;
};

// A blocking client, which is the source of the bytes of the answer's body. One thread may use it,
// except for Cancel.
class ApiConnection : public ByteSource {
 public:
  // `timeout` is that of each of DNS, TCP, and TLS. `server` must outlive it.
  ApiConnection(const ApiServer& server, std::chrono::milliseconds timeout);
  ~ApiConnection() override;

  // Returns whether another request can be sent: the last answer was read, and the API server keeps
  // the connection.
  bool IsIdle() const;

  // Closes the connection and opens another one.
  MaybeFault Connect();

  // Sends a request and reads the header of the answer. Later, a wait for bytes of its body may take
  // `silence`. Requires a connection that is new or idle.
  MaybeFault Send(const ApiRequest& request, std::chrono::milliseconds timeout,
                  std::chrono::milliseconds silence);

  const ApiAnswer& answer() const;  // the last one
  void set_silence(std::chrono::milliseconds silence);

  std::string_view Next() override;
  const MaybeFault& fault() const override;

  // Makes a running call, and all later ones, fail. Thread-safe.
  void Cancel();

 private:
  class Implementation;
  const std::unique_ptr<Implementation> implementation_;
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_API_CONNECTION_H_
