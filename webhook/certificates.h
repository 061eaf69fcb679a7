// The certificate and key that the server uses for TLS.
#ifndef SVCENV_WEBHOOK_CERTIFICATES_H_
#define SVCENV_WEBHOOK_CERTIFICATES_H_

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace svcenv::webhook {

// The contents of the files, in PEM.
struct CertificateTexts {
  std::string certificate;  // followed by its chain
  std::string key;
  std::string client_ca;  // empty: clients need no certificate

  bool operator==(const CertificateTexts& other) const {
    return certificate == other.certificate && key == other.key && client_ca == other.client_ca;
  }
};

struct Credentials {
  std::shared_ptr<SSL_CTX> context;  // TLS 1.2 and newer, HTTP/1.1 only
  int64_t not_after = 0;             // Unix time
  int64_t client_ca_not_after = 0;   // 0: none
};

// Fails if the certificate is not valid now, or the key is not its own.
absl::StatusOr<Credentials> MakeCredentials(const CertificateTexts& texts);

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_CERTIFICATES_H_
