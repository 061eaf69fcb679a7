// Replaces files atomically: a reader sees the old contents or the new.
#ifndef SVCENV_CLI_SOURCES_REPLACEMENT_H_
#define SVCENV_CLI_SOURCES_REPLACEMENT_H_

#include <sys/types.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace svcenv::cli {

// Identifies a file by its directory and name, however its path is spelled.
struct Place {
  std::string path;  // its last component is not a symbolic link
  dev_t device = 0;
  ino_t directory = 0;
  std::string name;

  friend bool operator==(const Place& a, const Place& b) {
    return a.device == b.device && a.directory == b.directory && a.name == b.name;
  }
};

// Returns the place of a file that exists or can be created. Follows symbolic links.
absl::StatusOr<Place> FindPlace(const std::string& path);

struct Owner {
  uid_t user = 0;
  gid_t group = 0;
};

// Writes a temporary file next to the destination, then moves it into place. The destructor removes
// the temporary file. Use it on one thread.
class Replacement {
 public:
  // `shown` is the destination's name in messages.
  Replacement(std::string shown, Place place);
  ~Replacement();
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;

  const Place& place() const { return place_; }
  const std::string& shown() const { return shown_; }

  // Writes the temporary file. Without an owner, it belongs to the user of this process.
  absl::Status Write(std::string_view text, mode_t mode,
                     const std::optional<Owner>& owner = std::nullopt);

  // Moves the temporary file into place. Returns 0 or an errno.
  int Replace();

  // Undoes Replace. Returns false if that is not possible.
  bool GoBack() const;

 private:
  enum class State { kUntouched, kExchanged, kCreated, kReplaced };

  bool Exchange() const;

  friend void RemoveTemporaryFiles();

  const std::string shown_;
  const Place place_;
  static Replacement* first_;  // of all that exist
  Replacement* next_;
  std::string temporary_;  // file to unlink in the destructor; may be empty
  State state_ = State::kUntouched;
};

// Removes the temporary files of all replacements, without allocating memory. Use it only before the
// process ends without destructors.
void RemoveTemporaryFiles();

using Replacements = std::vector<std::unique_ptr<Replacement>>;

// Replaces all files, or none if possible. If a file system cannot exchange two files, the error
// names the files that remain replaced.
absl::Status ReplaceAll(const Replacements& replacements);

// Writes one file. Keeps the permissions of an existing one; a new one gets 0644.
absl::Status ReplaceFile(const std::string& path, std::string_view text);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_REPLACEMENT_H_
