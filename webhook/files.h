// Reads files, and notices when they change.
#ifndef SVCENV_WEBHOOK_FILES_H_
#define SVCENV_WEBHOOK_FILES_H_

#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"

namespace svcenv::webhook {

// Returns the contents of a regular file of at most 1 GiB.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// Calls a function after a directory of `files` changed, and at least every 10 seconds: Kubernetes
// replaces the files of a volume by swapping a symbolic link, which a watch on a file misses.
class FileWatcher {
 public:
  FileWatcher(const std::vector<std::string>& files, std::function<void()> changed);
  ~FileWatcher();

  FileWatcher(const FileWatcher&) = delete;
  FileWatcher& operator=(const FileWatcher&) = delete;

 private:
  void Run();
  // Waits for changes to settle. Returns whether to go on.
  bool Wait();

  std::function<void()> changed_;
  int inotify_;
  int stop_;  // an eventfd
  std::thread thread_;
};

}  // namespace svcenv::webhook

#endif  // SVCENV_WEBHOOK_FILES_H_
