// Answers admission reviews: what a mutating webhook does about the service links of a pod.
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
// docs/admission.md describes policies, annotations, and what a pod becomes.
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

// What an admission hook does. Immutable, cheap to copy, safe to share between threads.
class AdmissionPolicy {
 public:
  // Parses a policy in YAML; an empty one changes nothing. Fails with InvalidArgument; the message
  // lists each error with its place in `file` and what to do.
  static absl::StatusOr<AdmissionPolicy> Parse(std::string_view file, std::string yaml);

 private:
  friend class AdmissionReviewer;
  explicit AdmissionPolicy(std::shared_ptr<const Policy> policy);
  std::shared_ptr<const Policy> policy_;
};

// Reviews requests with the objects of one moment; make another when Services change. Immutable,
// cheap to copy, safe to share between threads.
class AdmissionReviewer {
 public:
  struct Answer {
    // InvalidArgument if the request is not an admission.k8s.io/v1 AdmissionReview: a server
    // responds with HTTP status 400, so that failurePolicy applies.
    absl::Status status;
    std::string json;  // the AdmissionReview with the response; refuses a request that is not one
  };

  // Takes the Services of all namespaces, of Source::kServed, and the ConfigMaps and Secrets that
  // are known, if any. Assumes nothing about those that were not loaded.
  AdmissionReviewer(Manifests objects, AdmissionPolicy policy);

  // Answers an AdmissionReview: patches or denies a Pod that is created as policy and annotations
  // say, and warns about other objects. The patch is a JSONPatch (RFC 6902) that only adds to env,
  // replaces arguments of exec probes, and sets enableServiceLinks. No Secret's value is in the
  // answer. The cost grows with the request, and with the services of its namespace if the policy
  // names codes of lint.
  Answer Review(std::string_view request) const;

 private:
  std::shared_ptr<const Snapshot> snapshot_;
  AdmissionPolicy policy_;
};

}  // namespace svcenv

#endif  // SVCENV_ADMISSION_H_
