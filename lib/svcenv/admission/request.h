// An AdmissionReview request, read; for this room only.
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
  // `beneath`: the objects that are known; must outlive it.
  explicit AdmissionRequest(const Cluster* beneath) : cluster(beneath) {}

  Cluster cluster;  // with the request's object
  std::string uid;
  std::string operation;     // "CREATE"
  std::string sub_resource;  // "" or "ephemeralcontainers", …
  std::string namespace_;
  // The object, where it is of a kind that is looked at; else null.
  const Workload* workload = nullptr;
  const Service* service = nullptr;
  // Names of the ephemeral containers that the pod had before.
  std::set<std::string, std::less<>> old_ephemeral;
};

// Reads admission.k8s.io/v1. Fails with ToStatus of a diagnostic that says what is wrong, with the
// path of the field in its message; `request->uid` is then what was read of it.
absl::Status ReadAdmissionRequest(std::string_view text, AdmissionRequest* request);

}  // namespace svcenv

#endif  // SVCENV_ADMISSION_REQUEST_H_
