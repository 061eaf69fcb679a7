#include "webhook/certificates.h"

#include <openssl/err.h>

#include <algorithm>
#include <ctime>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "webhook/pem.h"

namespace svcenv::webhook {
namespace {

// Chooses HTTP/1.1, as kube-apiserver does, or no protocol.
int SelectProtocol(SSL*, const unsigned char** out, unsigned char* out_length,
                   const unsigned char* in, unsigned int in_length, void*) {
  static constexpr unsigned char kHttp11[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_length, kHttp11, sizeof kHttp11 - 1, in, in_length) !=
      OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_NOACK;
  }
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

absl::Status UseCertificate(const CertificateTexts& texts, Credentials* credentials) {
  SSL_CTX* context = credentials->context.get();
  std::vector<Certificate> chain = ReadCertificates(texts.certificate);
  if (chain.empty()) return TlsError("the certificate file has no valid PEM certificate");
  const std::time_t now = std::time(nullptr);
  credentials->not_after = UnixTime(X509_get0_notAfter(chain[0].get()));
  if (credentials->not_after <= now) return TlsError("the certificate has expired");
  if (UnixTime(X509_get0_notBefore(chain[0].get())) > now) {
    return TlsError("the certificate is not valid yet");
  }
  if (SSL_CTX_use_certificate(context, chain[0].get()) != 1) {
    return TlsError("cannot use the certificate");
  }
  for (size_t i = 1; i < chain.size(); ++i) {
    if (SSL_CTX_add1_chain_cert(context, chain[i].get()) != 1) {
      return TlsError("cannot use the certificate's chain");
    }
  }
  const Key key = ReadKey(texts.key);
  if (key == nullptr) return TlsError("the key file has no valid PEM key");
  if (SSL_CTX_use_PrivateKey(context, key.get()) != 1 || SSL_CTX_check_private_key(context) != 1) {
    return TlsError("the key does not match the certificate");
  }
  return absl::OkStatus();
}

absl::Status UseClientCa(const std::string& pem, Credentials* credentials) {
  const std::vector<Certificate> authorities = ReadCertificates(pem);
  if (authorities.empty()) return TlsError("the client CA file has no valid PEM certificate");
  SSL_CTX* context = credentials->context.get();
  for (const Certificate& one : authorities) {
    if (X509_STORE_add_cert(SSL_CTX_get_cert_store(context), one.get()) != 1 ||
        SSL_CTX_add_client_CA(context, one.get()) != 1) {
      return TlsError("cannot use the client CA");
    }
    const int64_t not_after = UnixTime(X509_get0_notAfter(one.get()));
    int64_t& first = credentials->client_ca_not_after;
    first = first == 0 ? not_after : std::min(first, not_after);
  }
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Credentials> MakeCredentials(const CertificateTexts& texts) {
  ERR_clear_error();
  Credentials credentials;
  credentials.context.reset(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  SSL_CTX* context = credentials.context.get();
  if (context == nullptr) return TlsError("cannot initialize TLS");
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(context, SelectProtocol, nullptr);
  if (SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") != 1) {
    return TlsError("cannot set the ciphers");
  }
  if (absl::Status status = UseCertificate(texts, &credentials); !status.ok()) return status;
  if (!texts.client_ca.empty()) {
    if (absl::Status status = UseClientCa(texts.client_ca, &credentials); !status.ok()) {
      return status;
    }
  }
  return credentials;
}

}  // namespace svcenv::webhook
