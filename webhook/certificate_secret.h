// Certificates in a Secret.
#ifndef SVCENV_WEBHOOK_CERTIFICATE_SECRET_H_
#define SVCENV_WEBHOOK_CERTIFICATE_SECRET_H_

#include <string>

#include "nlohmann/json.hpp"
#include "webhook/api_objects.h"
#include "webhook/certificate_store.h"

namespace svcenv::webhook {

// The Secret must exist. Keys other than those of the certificates stay.
class CertificateSecret : public CertificateStore {
 public:
  // `objects` must outlive it.
  CertificateSecret(ApiObjects* objects, std::string name_space, std::string name);

  std::string name() const override;
  absl::StatusOr<CertificateFiles> Read() override;
  absl::Status Write(const CertificateFiles& files) override;

 private:
  ApiObjects& objects_;
  const std::string namespace_, name_;
  nlohmann::json secret_;  // as read
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_CERTIFICATE_SECRET_H_
