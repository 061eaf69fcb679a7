// Finds the fields that the API server rejects, for tests that ignore the messages.
#ifndef SVCENV_TESTS_CHECK_REFUSED_H_
#define SVCENV_TESTS_CHECK_REFUSED_H_

#include <string>
#include <string_view>
#include <vector>

namespace svcenv {

// Returns the fields of `manifest` that the API server of `version` rejects, sorted:
// "spec.containers[0].env[0].name".
std::vector<std::string> RefusedFields(std::string_view manifest,
                                       std::string_view version = "1.37");

// Returns the same for a Pod with one container that has these fields, in YAML flow style. The
// paths lack "spec.containers[0].".
std::vector<std::string> RefusedInContainer(std::string_view container_fields,
                                            std::string_view version = "1.37");

}  // namespace svcenv

#endif  // SVCENV_TESTS_CHECK_REFUSED_H_
