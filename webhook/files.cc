#include "webhook/files.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace svcenv::webhook {
namespace {

constexpr uintmax_t kMaxBytes = 1 << 30;
constexpr int kPollMs = 10'000;
// Writers replace several files one after the other.
constexpr int kSettleMs = 100;

absl::Status CannotRead(const std::string& path, std::string_view why) {
  return absl::NotFoundError(absl::StrCat("cannot read ", path, ": ", why));
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::error_code error;
  const uintmax_t size = std::filesystem::file_size(path, error);
  if (error) return CannotRead(path, error.message());
  if (size > kMaxBytes) return CannotRead(path, "larger than 1 GiB");
  std::ifstream file(path, std::ios::binary);
  if (!file) return CannotRead(path, std::strerror(errno));
  std::string bytes(static_cast<size_t>(size), '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (file.bad()) return CannotRead(path, "read error");
  bytes.resize(static_cast<size_t>(file.gcount()));
  return bytes;
}

FileWatcher::FileWatcher(const std::vector<std::string>& files, std::function<void()> changed)
    : changed_(std::move(changed)),
      inotify_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)),
      stop_(eventfd(0, EFD_CLOEXEC)) {
  // Without it, the destructor could not end the thread.
  if (stop_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  for (const std::string& file : files) {
    const std::filesystem::path folder = std::filesystem::absolute(file).parent_path();
    // Without a watch, polling notices the change.
    inotify_add_watch(inotify_, folder.c_str(),
                      IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_ATTRIB);
  }
  thread_ = std::thread([this] { Run(); });
}

FileWatcher::~FileWatcher() {
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = write(stop_, &one, sizeof one);
  thread_.join();
  if (inotify_ >= 0) close(inotify_);
  close(stop_);
}

bool FileWatcher::Wait() {
  pollfd ready[] = {{stop_, POLLIN, 0}, {inotify_, POLLIN, 0}};
  int timeout_ms = kPollMs;
  for (;;) {
    const int events = poll(ready, 2, timeout_ms);
    if (events < 0 && errno != EINTR) return false;
    if ((ready[0].revents & POLLIN) != 0) return false;
    if (events == 0) return true;
    char buffer[4096];
    while (read(inotify_, buffer, sizeof buffer) > 0) {
    }
    timeout_ms = kSettleMs;
  }
}

void FileWatcher::Run() {
  while (Wait()) changed_();
}

}  // namespace svcenv::webhook
