// The subcommand `certificate`: makes and renews an authority and a certificate for the server.
#ifndef SVCENV_WEBHOOK_CERTIFICATE_H_
#define SVCENV_WEBHOOK_CERTIFICATE_H_

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "webhook/api_objects.h"
#include "webhook/bundles.h"
#include "webhook/renewal.h"

namespace svcenv::webhook {

struct CertificateOptions {
  std::string folder;  // or `secret`
  std::string secret;  // NAMESPACE/NAME
  WebhookNames webhooks;
  std::string kubeconfig;  // a file; empty: that of the pod
  RenewalOptions renewal;
};

// Fails with InvalidArgument if options are missing, invalid, or contradict each other.
absl::Status ValidateOptions(const CertificateOptions& options);

// Renews certificates that are due, publishes the bundle, and writes a line for each change. A second
// run changes nothing. Any number of processes may run at once. `objects` may be null if there is a
// folder.
absl::Status RenewCertificates(const CertificateOptions& options, ApiObjects* objects,
                               std::ostream& out);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_CERTIFICATE_H_
