// Helpers for tests that review manifests.
#ifndef SVCENV_TESTS_ADMISSION_REVIEWING_H_
#define SVCENV_TESTS_ADMISSION_REVIEWING_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "nlohmann/json.hpp"
#include "svcenv/admission/policy.h"
#include "svcenv/admission/snapshot.h"

namespace svcenv {

// Returns the object in a YAML or JSON string.
nlohmann::ordered_json ObjectOf(std::string_view manifest);

std::unique_ptr<Snapshot> SnapshotOf(std::string_view manifests,
                                     std::string_view kube_version = "1.37");

// Parses a policy. Fails the test if it has errors.
Policy PolicyOf(std::string_view yaml);

struct Reviewed {
  bool allowed = false;
  int code = 0;
  std::string message;
  nlohmann::ordered_json patch = nlohmann::ordered_json::array();
  std::vector<std::string> warnings;
  nlohmann::ordered_json after;  // the object with the patch applied
};

// As the API server asks when the object is created in namespace shop.
nlohmann::ordered_json RequestFor(const nlohmann::ordered_json& object);
Reviewed ReviewObject(const nlohmann::ordered_json& object, const Snapshot& snapshot,
                      const Policy& policy);
Reviewed ReviewRequest(const nlohmann::ordered_json& request, const Snapshot& snapshot,
                       const Policy& policy);

// Returns the answer of svcenv batch for the pod and the objects in `manifests`, without
// diagnostics.
nlohmann::ordered_json EnvironmentsOf(const nlohmann::ordered_json& pod,
                                      std::string_view manifests);

}  // namespace svcenv

#endif  // SVCENV_TESTS_ADMISSION_REVIEWING_H_
