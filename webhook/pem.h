// Certificates and keys in PEM.
#ifndef SVCENV_WEBHOOK_PEM_H_
#define SVCENV_WEBHOOK_PEM_H_

#include <openssl/x509.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace svcenv::webhook {

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

// Returns an error with OpenSSL's reason, if there is one, and clears OpenSSL's errors.
absl::Status TlsError(std::string_view what);

// Returns all certificates, or none if one is damaged.
std::vector<Certificate> ReadCertificates(const std::string& pem);

// Returns null if there is no valid key, or if it requires a passphrase.
Key ReadKey(const std::string& pem);

std::string ToPem(X509* certificate);
std::string ToPem(EVP_PKEY* key);

// Returns Unix time, or 0 if the time is invalid.
int64_t UnixTime(const ASN1_TIME* time);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_PEM_H_
