// The bundles of authorities in webhook configurations.
#ifndef SVCENV_WEBHOOK_BUNDLES_H_
#define SVCENV_WEBHOOK_BUNDLES_H_

#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "webhook/api_objects.h"
#include "webhook/certificate_store.h"

namespace svcenv::webhook {

// Names of webhook configurations.
struct WebhookNames {
  std::vector<std::string> mutating, validating;
};

// Returns whether each webhook of all configurations trusts the authority, in PEM. A configuration
// that does not exist does not.
absl::StatusOr<bool> AllTrust(ApiObjects& objects, const WebhookNames& names,
                              const std::string& authority);

// Sets caBundle of all webhooks to the bundle of the store, and writes a line for each
// configuration. Any number of processes may do so at once, even if a certificate is renewed in
// between: the last one to write has the newest bundle. Tries all configurations, and returns the
// first error.
absl::Status PublishBundle(ApiObjects& objects, const WebhookNames& names, CertificateStore& store,
                           std::ostream& out);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_BUNDLES_H_
