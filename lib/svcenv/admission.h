// Answers AdmissionReviews for a mutating webhook that controls the service links of pods.
//
//   const absl::StatusOr<svcenv::AdmissionPolicy> policy =
//       svcenv::AdmissionPolicy::Parse("policy.yaml", yaml);
//   if (!policy.ok()) {
//     std::cerr << policy.status().message();
//     return 1;
//   }
//   svcenv::Manifests::Options options;
//   options.source = svcenv::Manifests::Source::kServed;
//   svcenv::Manifests services(options);
//   if (!services.Load("services", objects).ok()) return 1;
//   const svcenv::AdmissionReviewer reviewer(std::move(services), *policy);
//
//   // For each request, from any thread:
//   const svcenv::AdmissionReviewer::Answer answer = reviewer.Review(body);
//   return Respond(answer.status.ok() ? 200 : 400, answer.json);
//
// docs/admission.md describes policies, annotations, and the changes to a pod.
#ifndef SVCENV_ADMISSION_H_
#define SVCENV_ADMISSION_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "svcenv/svcenv.h"

namespace svcenv {

struct Policy;
class Snapshot;

// The policy of an admission webhook. Immutable, thread-safe, and cheap to copy.
class AdmissionPolicy {
 public:
  // Parses a YAML policy. An empty policy changes nothing. Fails with InvalidArgument; the message
  // lists each error with its location in `file` and the fix.
  static absl::StatusOr<AdmissionPolicy> Parse(std::string_view file, std::string yaml);

 private:
  friend class AdmissionReviewer;
  explicit AdmissionPolicy(std::shared_ptr<const Policy> policy);
  std::shared_ptr<const Policy> policy_;
};

// Reviews requests against a snapshot of the cluster; create a new reviewer when Services change.
// Immutable, thread-safe, and cheap to copy.
class AdmissionReviewer {
 public:
  struct Answer {
    // InvalidArgument if the request is not an admission.k8s.io/v1 AdmissionReview. Respond with
    // HTTP status 400 then, so that failurePolicy applies.
    absl::Status status;
    std::string json;  // the AdmissionReview with the response; denies an invalid request
  };

  // `objects` has the Services of all namespaces, loaded with Source::kServed, and optionally
  // ConfigMaps and Secrets. Assumes nothing about ConfigMaps and Secrets that were not loaded.
  AdmissionReviewer(Manifests objects, AdmissionPolicy policy);

  // Whether the loaded Services are those of the cluster now. If they may have changed, nothing is
  // denied, and links that `minimal` would turn off stay on.
  enum class Services { kCurrent, kStale };

  // Answers an AdmissionReview. Patches or denies a new Pod as the policy and its annotations say;
  // only warns about other objects. The patch is a JSONPatch (RFC 6902) that adds to env, replaces
  // arguments of exec probes, sets enableServiceLinks, and adds an annotation by which a
  // reinvocation recognizes the pod. The answer never contains a Secret's value. The cost grows
  // with the request and, if the policy names lint codes, with the services of its namespace.
  Answer Review(std::string_view request, Services services = Services::kCurrent) const;

 private:
  std::shared_ptr<const Snapshot> snapshot_;
  AdmissionPolicy policy_;
};

}  // namespace svcenv

#endif  // SVCENV_ADMISSION_H_
