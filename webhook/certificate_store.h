// Where certificates are kept between runs of `certificate`.
#ifndef SVCENV_WEBHOOK_CERTIFICATE_STORE_H_
#define SVCENV_WEBHOOK_CERTIFICATE_STORE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "webhook/renewal.h"

namespace svcenv::webhook {

class CertificateStore {
 public:
  virtual ~CertificateStore() = default;

  virtual std::string name() const = 0;  // for people
  virtual absl::StatusOr<CertificateFiles> Read() = 0;
  // Replaces what the last Read returned. Fails with Aborted if somebody else has changed it since.
  virtual absl::Status Write(const CertificateFiles& files) = 0;
};

// Files in a directory, which must exist. Keys are readable by their owner only. Only one process
// uses a directory at a time: others wait in the constructor.
class CertificateFolder : public CertificateStore {
 public:
  explicit CertificateFolder(std::string path);
  ~CertificateFolder() override;

  CertificateFolder(const CertificateFolder&) = delete;
  CertificateFolder& operator=(const CertificateFolder&) = delete;

  std::string name() const override { return path_; }
  absl::StatusOr<CertificateFiles> Read() override;
  // Replaces each file at once: readers see an old or a new file, but never a part of one.
  absl::Status Write(const CertificateFiles& files) override;

 private:
  const std::string path_;
  int lock_;  // the open directory
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_CERTIFICATE_STORE_H_
