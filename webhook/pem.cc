#include "webhook/pem.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <ctime>

#include "absl/strings/str_cat.h"

namespace svcenv::webhook {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

// Never asks for a passphrase.
int NoPassphrase(char*, int, int, void*) { return 0; }

Bio Input(const std::string& pem) {
  return Bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
}

std::string Contents(const Bio& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<size_t>(size));
}

}  // namespace

absl::Status TlsError(std::string_view what) {
  const unsigned long code = ERR_peek_last_error();
  const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  ERR_clear_error();
  return absl::InvalidArgumentError(reason == nullptr ? std::string(what)
                                                      : absl::StrCat(what, ": ", reason));
}

std::vector<Certificate> ReadCertificates(const std::string& pem) {
  std::vector<Certificate> result;
  const Bio bio = Input(pem);
  while (X509* one = PEM_read_bio_X509(bio.get(), nullptr, NoPassphrase, nullptr)) {
    result.emplace_back(one, X509_free);
  }
  // Reading ends with an error: no other PEM block starts, or the last one is damaged.
  if (ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE) {
    ERR_clear_error();
  } else {
    result.clear();
  }
  return result;
}

Key ReadKey(const std::string& pem) {
  const Bio bio = Input(pem);
  return Key(PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassphrase, nullptr), EVP_PKEY_free);
}

std::string ToPem(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()), BIO_free);
  return PEM_write_bio_X509(bio.get(), certificate) == 1 ? Contents(bio) : "";
}

std::string ToPem(EVP_PKEY* key) {
  const Bio bio(BIO_new(BIO_s_mem()), BIO_free);
  return PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1
             ? Contents(bio)
             : "";
}

int64_t UnixTime(const ASN1_TIME* time) {
  std::tm parts{};
  return ASN1_TIME_to_tm(time, &parts) == 1 ? timegm(&parts) : 0;
}

}  // namespace svcenv::webhook
