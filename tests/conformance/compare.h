// Checks whether the kubelet could have given an answer of svcenv.
#ifndef SVCENV_TESTS_CONFORMANCE_COMPARE_H_
#define SVCENV_TESTS_CONFORMANCE_COMPARE_H_

#include <string>

#include "nlohmann/json.hpp"

namespace svcenv {

// Returns how svcenv's answer to an environment request differs from the judge's; "" if it does
// not. Ignores the order of variables and the text of errors. If the judge saw the kubelet choose
// at random ({"values": […]}), accepts any of the values.
std::string EnvironmentDifference(const nlohmann::json& expected, const nlohmann::json& actual);

// Same for all other operations. Ignores the order of variables and the text of errors. Accepts an
// actual answer {"skipped": REASON}, for example for exponents that overflow in Kubernetes or take
// it hours.
std::string OpDifference(const nlohmann::json& expected, const nlohmann::json& actual);

}  // namespace svcenv

#endif  // SVCENV_TESTS_CONFORMANCE_COMPARE_H_
