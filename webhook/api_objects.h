// Objects of the Kubernetes API, one at a time.
#ifndef SVCENV_WEBHOOK_API_OBJECTS_H_
#define SVCENV_WEBHOOK_API_OBJECTS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"

namespace svcenv::webhook {

class ApiObjects {
 public:
  virtual ~ApiObjects() = default;

  // Returns the object at a path such as "/api/v1/namespaces/NS/secrets/NAME". Fails with NotFound
  // if there is none.
  virtual absl::StatusOr<nlohmann::json> Get(const std::string& path) = 0;

  // Replaces the object. Fails with Aborted if it has changed since it was read, which its
  // resourceVersion shows.
  virtual absl::Status Put(const std::string& path, const nlohmann::json& object) = 0;
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_API_OBJECTS_H_
