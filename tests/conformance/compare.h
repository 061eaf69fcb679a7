// Whether an answer of ours is one that the kubelet could have given.
#ifndef SVCENV_TESTS_CONFORMANCE_COMPARE_H_
#define SVCENV_TESTS_CONFORMANCE_COMPARE_H_

#include <string>

#include "nlohmann/json.hpp"

namespace svcenv {

// What differs between the judge's answer to an environment request and ours; empty where nothing
// does. The order of variables does not count, nor the texts of errors; where the judge saw the
// kubelet choose at random ({"values": […]}) any of these is right.
std::string EnvironmentDifference(const nlohmann::json& expected, const nlohmann::json& actual);

// The same for the answer to any other op: equal but for the texts of errors and the order of
// variables. An answer {"skipped": reason} differs from nothing: a text whose exponent Kubernetes
// wraps around, or counts to for hours.
std::string OpDifference(const nlohmann::json& expected, const nlohmann::json& actual);

}  // namespace svcenv

#endif  // SVCENV_TESTS_CONFORMANCE_COMPARE_H_
