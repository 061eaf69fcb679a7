// The answer to an AdmissionReview.
//
//   const Snapshot snapshot(cluster);                   // services, as often as they change
//   const Policy policy = ReadPolicy(sources, file, &diagnostics);
//   std::string answer = Review(body, snapshot, policy);
#ifndef SVCENV_ADMISSION_REVIEW_H_
#define SVCENV_ADMISSION_REVIEW_H_

#include <string>
#include <string_view>

#include "svcenv/admission/policy.h"
#include "svcenv/admission/snapshot.h"

namespace svcenv {

// The pod's own wish, where the policy lets it have one: "all", "none", "minimal", or names of
// services, separated by commas, whose variables it keeps beside those that it refers to.
inline constexpr char kLinksAnnotation[] = "svcenv.io/links";

// Answers an admission.k8s.io/v1 AdmissionReview, JSON to JSON. A Pod that is created is patched
// as the policy and its annotation say, and refused where lint finds what the policy denies. An
// ephemeral container that is added, a Service and an object with a pod template get warnings only.
// Everything else, and what is exempt, is allowed as it is. A text that is no such request is
// answered with a status of code 400, which refuses what it asks for.
//
// The patch is a JSONPatch that adds to env, replaces arguments of exec probes and sets
// enableServiceLinks, and touches nothing else. Warnings have at most 120 characters each and 4096
// in all. No Secret's value is in the answer. Thread-safe. The cost grows with the request, and
// with the services of its namespace where the policy wants lint.
std::string Review(std::string_view request, const Snapshot& snapshot, const Policy& policy);

}  // namespace svcenv

#endif  // SVCENV_ADMISSION_REVIEW_H_
