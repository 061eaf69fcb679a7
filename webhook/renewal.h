// Decides which certificates to renew, and renews them. Does not read or write anything.
//
// A new authority is used in two steps, so that no API server meets a certificate of an authority
// that it does not know: the first run adds the new authority to the bundle, and a later run, once
// all webhook configurations have it, issues a certificate with it. Later still, the bundle loses
// the old authority.
#ifndef SVCENV_WEBHOOK_RENEWAL_H_
#define SVCENV_WEBHOOK_RENEWAL_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace svcenv::webhook {

// All in PEM; empty if missing. The names of members are those of the files and Secret keys.
struct CertificateFiles {
  std::string ca_crt;  // the bundle: the authority that signs, then previous ones
  std::string ca_key;
  std::string tls_crt;
  std::string tls_key;

  bool operator==(const CertificateFiles& other) const {
    return ca_crt == other.ca_crt && ca_key == other.ca_key && tls_crt == other.tls_crt &&
           tls_key == other.tls_key;
  }
};

struct RenewalOptions {
  std::vector<std::string> dns_names;
  int64_t days = 90;
  int64_t authority_days = 365;
  bool replace_authority = false;
  // Whether all API servers trust the first authority of the bundle.
  bool bundle_is_published = false;
  int64_t now = 0;  // Unix time
};

struct Renewal {
  CertificateFiles files;
  std::vector<std::string> changes;  // one sentence each, for people
  bool is_pending = false;           // another run must follow once the bundle is published
};

// Renews files that are missing, invalid, or beyond two thirds of their life. Returns the same files
// if none is due. Fails only if OpenSSL does.
absl::StatusOr<Renewal> Renew(const CertificateFiles& files, const RenewalOptions& options);

// Returns the first certificate of a bundle, in PEM; "" if there is none.
std::string FirstAuthority(const std::string& bundle);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_RENEWAL_H_
