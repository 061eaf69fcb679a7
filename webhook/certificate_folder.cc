#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "webhook/certificate_store.h"
#include "webhook/files.h"

namespace svcenv::webhook {
namespace {

struct Entry {
  const char* name;
  std::string CertificateFiles::*text;
  mode_t mode;
};

// A key precedes its certificate: the server uses neither until they match.
constexpr Entry kEntries[] = {
    {"ca.key", &CertificateFiles::ca_key, 0600},
    {"ca.crt", &CertificateFiles::ca_crt, 0644},
    {"tls.key", &CertificateFiles::tls_key, 0600},
    {"tls.crt", &CertificateFiles::tls_crt, 0644},
};

absl::Status CannotWrite(const std::string& path) {
  return absl::UnavailableError(absl::StrCat("cannot write ", path, ": ", std::strerror(errno)));
}

bool WriteAll(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) text.remove_prefix(static_cast<size_t>(written));
  }
  return fsync(file) == 0;
}

absl::Status Replace(const std::string& path, std::string_view text, mode_t mode) {
  const std::string temporary = path + ".new";
  unlink(temporary.c_str());  // left by a process that was killed
  const int file = open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) return CannotWrite(temporary);
  const bool written = WriteAll(file, text);
  if (close(file) != 0 || !written || std::rename(temporary.c_str(), path.c_str()) != 0) {
    const absl::Status status = CannotWrite(path);
    unlink(temporary.c_str());
    return status;
  }
  return absl::OkStatus();
}

}  // namespace

CertificateFolder::CertificateFolder(std::string path)
    : path_(std::move(path)), lock_(open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (lock_ < 0) return;  // Read says so
  while (flock(lock_, LOCK_EX) != 0 && errno == EINTR) {
  }
}

CertificateFolder::~CertificateFolder() {
  if (lock_ >= 0) close(lock_);
}

absl::StatusOr<CertificateFiles> CertificateFolder::Read() {
  if (lock_ < 0) return absl::NotFoundError(absl::StrCat("cannot open the directory ", path_));
  CertificateFiles files;
  for (const Entry& entry : kEntries) {
    const std::string path = absl::StrCat(path_, "/", entry.name);
    std::error_code error;
    if (!std::filesystem::exists(path, error) && !error) continue;
    absl::StatusOr<std::string> text = ReadFile(path);
    if (!text.ok()) return text.status();
    files.*entry.text = *std::move(text);
  }
  return files;
}

absl::Status CertificateFolder::Write(const CertificateFiles& files) {
  for (const Entry& entry : kEntries) {
    const std::string path = absl::StrCat(path_, "/", entry.name);
    if (absl::Status status = Replace(path, files.*entry.text, entry.mode); !status.ok()) {
      return status;
    }
  }
  return absl::OkStatus();
}

}  // namespace svcenv::webhook
