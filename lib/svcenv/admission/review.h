// Answers AdmissionReview requests.
//
//   const Snapshot snapshot(cluster);  // rebuild when services change
//   const ParsedPolicy parsed = ReadPolicy(sources, file);
//   const ReviewAnswer answer = Review(body, snapshot, parsed.policy);
//
// A server answers with answer.json, and with HTTP status 400 if answer.status is an error.
#ifndef SVCENV_ADMISSION_REVIEW_H_
#define SVCENV_ADMISSION_REVIEW_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "svcenv/admission/policy.h"
#include "svcenv/admission/snapshot.h"
#include "svcenv/base/diagnostic.h"

namespace svcenv {

// The annotation with which a pod overrides the policy, unless that is kUnchanged: "all", "none",
// "minimal", or a comma-separated list of services. The pod keeps the variables of these services
// in addition to those that it refers to.
inline constexpr char kLinksAnnotation[] = "svcenv.io/links";

// What a policy decides, whatever its mode.
enum class ReviewOutcome {
  kAllowed,
  kPatched,
  kWarned,
  kDenied,
  kFailedOpen,  // the decision needs services that may have changed, so the object is allowed
  kInvalid,     // the request is not an AdmissionReview
};

struct ReviewAnswer {
  absl::Status status;  // InvalidArgument if the request is not an AdmissionReview
  std::string json;     // an AdmissionReview with a response, even on error
  ReviewOutcome outcome = ReviewOutcome::kInvalid;
  std::string denial;     // why the policy denies the object, or would; empty if it does not
  std::string operation;  // of the request, such as "CREATE"
  std::string uid;
  ObjectName object;  // no name if its kind is not reviewed
  // Whether there is a warning or a denial, and the object refers to a variable that only a service
  // which is not known could set. If the service was created just now, review again.
  bool misses_services = false;
};

struct ReviewOptions {
  // Whether the snapshot has all services as they are now. If not, no object is denied, and links
  // that `minimal` would turn off stay on.
  bool services_are_current = true;
  // Whether the answer may contain a patch. If not, the pod is reviewed as it is, as a validating
  // webhook must.
  bool may_patch = true;
};

// Answers an admission.k8s.io/v1 AdmissionReview in JSON. A new Pod is patched according to the
// policy and its annotation, and denied if lint reports a code that the policy denies. A new
// ephemeral container, a Service, and an object with a pod template only get warnings. Everything
// else, every exempt object, and every mirror pod is allowed unchanged. A request that is not an
// AdmissionReview is denied with code 400.
//
// The patch is a JSONPatch that only adds to env, replaces arguments of exec probes, sets
// enableServiceLinks, and adds the annotation svcenv.io/links-off. If another webhook then adds a
// container and the API server asks again, that container is treated like the others.
//
// Each warning has at most 120 characters, and all warnings have at most 4096 bytes. The answer
// never contains a Secret's value. Thread-safe. The cost grows with the request, and with the
// services of its namespace if the policy uses lint.
ReviewAnswer Review(std::string_view request, const Snapshot& snapshot, const Policy& policy,
                    const ReviewOptions& options = {});

}  // namespace svcenv

#endif  // SVCENV_ADMISSION_REVIEW_H_
