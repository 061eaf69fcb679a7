// A parsed AdmissionReview request. Internal to this package.
#ifndef SVCENV_ADMISSION_REQUEST_H_
#define SVCENV_ADMISSION_REQUEST_H_

#include <set>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

struct AdmissionRequest {
  // `base` provides the known objects. It must outlive the request.
  explicit AdmissionRequest(const Cluster* base) : cluster(base) {}

  Cluster cluster;  // `base` plus the request's object
  std::string uid;
  std::string operation;     // "CREATE"
  std::string sub_resource;  // "" or "ephemeralcontainers", …
  std::string namespace_;
  // The object if its kind is supported, or null.
  const Workload* workload = nullptr;
  const Service* service = nullptr;
  // Names of the ephemeral containers in oldObject.
  std::set<std::string, std::less<>> old_ephemeral;
};

// Parses an admission.k8s.io/v1 AdmissionReview. On error, returns a diagnostic (see FromStatus)
// whose message includes the field's path, and sets `request->uid` if it was read.
absl::Status ReadAdmissionRequest(std::string_view text, AdmissionRequest* request);

}  // namespace svcenv

#endif  // SVCENV_ADMISSION_REQUEST_H_
