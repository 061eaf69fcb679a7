// Objects of a real API server.
#ifndef SVCENV_WEBHOOK_API_OBJECT_CLIENT_H_
#define SVCENV_WEBHOOK_API_OBJECT_CLIENT_H_

#include <string>
#include <string_view>

#include "webhook/api_connection.h"
#include "webhook/api_objects.h"
#include "webhook/api_server.h"

namespace svcenv::webhook {

// Each step of a request (DNS, TCP, TLS, header, each part of the body) may take 10 seconds.
class ApiObjectClient : public ApiObjects {
 public:
  explicit ApiObjectClient(ApiServer server);

  absl::StatusOr<nlohmann::json> Get(const std::string& path) override;
  absl::Status Put(const std::string& path, const nlohmann::json& object) override;

 private:
  // Sends a PUT of `put`, or a GET if it is empty. Returns the body of the answer if its status is
  // 200.
  absl::StatusOr<std::string> Call(std::string_view target, std::string put);
  absl::StatusOr<std::string> ReadBody();

  const ApiServer server_;
  ApiConnection connection_;
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_API_OBJECT_CLIENT_H_
