// The answer to an AdmissionReview.
//
//   const Snapshot snapshot(cluster);  // of services, as often as they change
//   const ParsedPolicy parsed = ReadPolicy(sources, file);
//   const ReviewAnswer answer = Review(body, snapshot, parsed.policy);
#ifndef SVCENV_ADMISSION_REVIEW_H_
#define SVCENV_ADMISSION_REVIEW_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "svcenv/admission/policy.h"
#include "svcenv/admission/snapshot.h"

namespace svcenv {

// The pod's own wish, where the policy lets it have one: "all", "none", "minimal", or names of
// services, separated by commas, whose variables it keeps beside those that it refers to.
inline constexpr char kLinksAnnotation[] = "svcenv.io/links";

struct ReviewAnswer {
  absl::Status status;  // InvalidArgument if the request is not an AdmissionReview
  std::string json;     // an AdmissionReview with the response, in any case
};

// Answers an admission.k8s.io/v1 AdmissionReview, JSON to JSON. A Pod that is created is patched
// as the policy and its annotation say, and refused where lint finds what the policy denies. An
// ephemeral container that is added, a Service and an object with a pod template get warnings only.
// Everything else, and what is exempt, is allowed as it is. The answer to a request that is not an
// AdmissionReview denies it with code 400.
//
// The patch is a JSONPatch that adds to env, replaces arguments of exec probes and sets
// enableServiceLinks, and touches nothing else. Warnings have at most 120 characters each and 4096
// in all. No Secret's value is in the answer. Thread-safe. The cost grows with the request, and
// with the services of its namespace where the policy wants lint.
ReviewAnswer Review(std::string_view request, const Snapshot& snapshot, const Policy& policy);

}  // namespace svcenv

#endif  // SVCENV_ADMISSION_REVIEW_H_
