// Issues certificates: an authority of our own, and the server's certificate.
#ifndef SVCENV_WEBHOOK_ISSUE_H_
#define SVCENV_WEBHOOK_ISSUE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "webhook/pem.h"

namespace svcenv::webhook {

struct KeyPair {
  Certificate certificate{nullptr, X509_free};
  Key key{nullptr, EVP_PKEY_free};
};

// Unix time. Issued certificates are valid from an hour before `now`, because clocks differ.
struct Validity {
  int64_t now = 0;
  int64_t until = 0;
};

// Returns a new ECDSA P-256 authority that signs itself. Its name contains the time, so that two
// authorities have different names.
absl::StatusOr<KeyPair> IssueAuthority(const Validity& validity);

// Returns a new ECDSA P-256 certificate for a TLS server with the names, signed by the authority.
absl::StatusOr<KeyPair> IssueServerCertificate(const std::vector<std::string>& dns_names,
                                               const Validity& validity, const KeyPair& authority);

// Returns the DNS names of a certificate, sorted.
std::vector<std::string> DnsNamesOf(X509* certificate);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_ISSUE_H_
