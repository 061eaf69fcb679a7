#include "webhook/certificate_secret.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace svcenv::webhook {
namespace {

struct Entry {
  const char* key;
  std::string CertificateFiles::*text;
};

constexpr Entry kEntries[] = {
    {"ca.crt", &CertificateFiles::ca_crt},
    {"ca.key", &CertificateFiles::ca_key},
    {"tls.crt", &CertificateFiles::tls_crt},
    {"tls.key", &CertificateFiles::tls_key},
};

}  // namespace

CertificateSecret::CertificateSecret(ApiObjects* objects, std::string name_space, std::string name)
    : objects_(*objects), namespace_(std::move(name_space)), name_(std::move(name)) {}

std::string CertificateSecret::name() const {
  return absl::StrCat("secret ", namespace_, "/", name_);
}

absl::StatusOr<CertificateFiles> CertificateSecret::Read() {
  absl::StatusOr<nlohmann::json> secret =
      objects_.Get(absl::StrCat("/api/v1/namespaces/", namespace_, "/secrets/", name_));
  if (!secret.ok()) return secret.status();
  secret_ = *std::move(secret);
  CertificateFiles files;
  const auto data = secret_.find("data");
  if (data == secret_.end() || !data->is_object()) return files;
  for (const Entry& entry : kEntries) {
    const auto value = data->find(entry.key);
    if (value == data->end() || !value->is_string()) continue;
    absl::Base64Unescape(value->get_ref<const std::string&>(), &(files.*entry.text));
  }
  return files;
}

absl::Status CertificateSecret::Write(const CertificateFiles& files) {
  nlohmann::json& data = secret_["data"];
  if (!data.is_object()) data = nlohmann::json::object();
  for (const Entry& entry : kEntries) data[entry.key] = absl::Base64Escape(files.*entry.text);
  return objects_.Put(absl::StrCat("/api/v1/namespaces/", namespace_, "/secrets/", name_), secret_);
}

}  // namespace svcenv::webhook
