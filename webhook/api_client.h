// An HTTPS client for the API server.
#ifndef SVCENV_WEBHOOK_API_CLIENT_H_
#define SVCENV_WEBHOOK_API_CLIENT_H_

#include <chrono>
#include <memory>
#include <string>

#include "webhook/api_server.h"
#include "webhook/byte_source.h"
#include "webhook/fault.h"

namespace svcenv::webhook {

class ApiConnection;

struct ApiTimeouts {
  std::chrono::milliseconds connect{5'000};  // for each of DNS, TCP, and TLS
  std::chrono::milliseconds header{20'000};  // until the header of the answer
};

// Sends one GET after the other over HTTP/1.1, and keeps the connection. Verifies the server's
// certificate and name, which may be an IP address. Reads certificates and keys for each
// connection, and the token for each request, because they may rotate. One thread may use it, except
// for Cancel.
class ApiClient {
 public:
  ApiClient(ApiServer server, const ApiTimeouts& timeouts);
  ~ApiClient();

  ApiClient(const ApiClient&) = delete;
  ApiClient& operator=(const ApiClient&) = delete;

  // Sends a GET, after the rest of the previous answer was dropped. `target` follows the path of
  // the server's URL. If the status is not 200, fails with the API server's message. Then read
  // body(), where a wait for bytes may take `silence`.
  MaybeFault Get(const std::string& target, std::chrono::milliseconds silence);

  // Returns the decompressed body of the last answer.
  ByteSource& body();

  // Changes `silence` for the rest of the body.
  void set_silence(std::chrono::milliseconds silence);

  // Makes a running call, and all later ones, fail. Thread-safe.
  void Cancel();

 private:
  // Sends the request on the connection. On success, the header of the answer was read.
  MaybeFault Exchange(const std::string& target, std::chrono::milliseconds silence);
  // Returns the fault for an answer with another status than 200.
  Fault Explain();

  const ApiServer server_;
  const ApiTimeouts timeouts_;
  std::unique_ptr<ApiConnection> connection_;
  std::unique_ptr<ByteSource> gunzip_;  // null: the body is not compressed
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_API_CLIENT_H_
