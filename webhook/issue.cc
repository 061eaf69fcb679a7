#include "webhook/issue.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

namespace svcenv::webhook {
namespace {

constexpr int64_t kBackdatedSeconds = 3600;
constexpr int kSerialBits = 127;  // positive, and at most 16 bytes

struct Extension {
  int nid;
  const char* value;
};

constexpr Extension kAuthorityExtensions[] = {
    {NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
    {NID_key_usage, "critical,keyCertSign,cRLSign"},
    {NID_subject_key_identifier, "hash"},
};
constexpr Extension kServerExtensions[] = {
    {NID_basic_constraints, "critical,CA:FALSE"},
    {NID_key_usage, "critical,digitalSignature"},
    {NID_ext_key_usage, "serverAuth"},
    {NID_subject_key_identifier, "hash"},
    {NID_authority_key_identifier, "keyid:always"},
};

bool SetSerial(X509* certificate) {
  const std::unique_ptr<BIGNUM, decltype(&BN_free)> number(BN_new(), BN_free);
  return BN_rand(number.get(), kSerialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
         BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool SetName(X509* certificate, const std::string& common_name) {
  return X509_NAME_add_entry_by_NID(X509_get_subject_name(certificate), NID_commonName,
                                    MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(common_name.data()),
                                    static_cast<int>(common_name.size()), -1, 0) == 1;
}

template <size_t N>
bool AddExtensions(X509* issuer, X509* certificate, const Extension (&extensions)[N]) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509V3_set_ctx_nodb(&context);
  return std::all_of(std::begin(extensions), std::end(extensions), [&](const Extension& one) {
    const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
        X509V3_EXT_conf_nid(nullptr, &context, one.nid, one.value), X509_EXTENSION_free);
    return extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1;
  });
}

// Without OpenSSL's syntax for extensions, in which a name could contain others.
bool AddDnsNames(X509* certificate, const std::vector<std::string>& dns_names) {
  const std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> names(GENERAL_NAMES_new(),
                                                                            GENERAL_NAMES_free);
  for (const std::string& dns_name : dns_names) {
    GENERAL_NAME* name = GENERAL_NAME_new();
    if (name == nullptr || sk_GENERAL_NAME_push(names.get(), name) == 0) {
      GENERAL_NAME_free(name);
      return false;
    }
    name->type = GEN_DNS;
    name->d.dNSName = ASN1_IA5STRING_new();
    if (ASN1_STRING_set(name->d.dNSName, dns_name.data(), static_cast<int>(dns_name.size())) != 1) {
      return false;
    }
  }
  return X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0, X509V3_ADD_DEFAULT) ==
         1;
}

// Returns a certificate with a new key, without extensions and signature.
absl::StatusOr<KeyPair> Draft(const std::string& common_name, const Validity& validity) {
  KeyPair pair;
  pair.certificate.reset(X509_new());
  pair.key.reset(EVP_EC_gen("P-256"));
  X509* certificate = pair.certificate.get();
  if (certificate == nullptr || pair.key == nullptr) return TlsError("cannot create a key");
  if (X509_set_version(certificate, X509_VERSION_3) != 1 || !SetSerial(certificate) ||
      !SetName(certificate, common_name) || X509_set_pubkey(certificate, pair.key.get()) != 1 ||
      ASN1_TIME_set(X509_getm_notBefore(certificate), validity.now - kBackdatedSeconds) ==
          nullptr ||
      ASN1_TIME_set(X509_getm_notAfter(certificate), validity.until) == nullptr) {
    return TlsError("cannot create a certificate");
  }
  return pair;
}

}  // namespace

absl::StatusOr<KeyPair> IssueAuthority(const Validity& validity) {
  const std::string time =
      absl::FormatTime("%Y%m%dT%H%M%SZ", absl::FromUnixSeconds(validity.now), absl::UTCTimeZone());
  absl::StatusOr<KeyPair> pair = Draft(absl::StrCat("svcenv-webhook authority ", time), validity);
  if (!pair.ok()) return pair;
  X509* certificate = pair->certificate.get();
  if (X509_set_issuer_name(certificate, X509_get_subject_name(certificate)) != 1 ||
      !AddExtensions(certificate, certificate, kAuthorityExtensions) ||
      X509_sign(certificate, pair->key.get(), EVP_sha256()) == 0) {
    return TlsError("cannot create an authority");
  }
  return pair;
}

absl::StatusOr<KeyPair> IssueServerCertificate(const std::vector<std::string>& dns_names,
                                               const Validity& validity, const KeyPair& authority) {
  absl::StatusOr<KeyPair> pair = Draft("svcenv-webhook", validity);
  if (!pair.ok()) return pair;
  X509* certificate = pair->certificate.get();
  X509* issuer = authority.certificate.get();
  if (X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) != 1 ||
      !AddExtensions(issuer, certificate, kServerExtensions) ||
      !AddDnsNames(certificate, dns_names) ||
      X509_sign(certificate, authority.key.get(), EVP_sha256()) == 0) {
    return TlsError("cannot create a certificate");
  }
  return pair;
}

std::vector<std::string> DnsNamesOf(X509* certificate) {
  std::vector<std::string> result;
  const std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> names(
      static_cast<GENERAL_NAMES*>(
          X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)),
      GENERAL_NAMES_free);
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    int type = 0;
    const void* value = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names.get(), i), &type);
    if (type != GEN_DNS) continue;
    const auto* text = static_cast<const ASN1_STRING*>(value);
    result.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                        static_cast<size_t>(ASN1_STRING_length(text)));
  }
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace svcenv::webhook
