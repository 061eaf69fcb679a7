// Files that replace others, whole: a reader sees the old one or the new one.
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

// A name in a directory: the same for every spelling of a path.
struct Place {
  std::string path;  // without symbolic links in its last part
  dev_t device = 0;
  ino_t directory = 0;
  std::string name;

  friend bool operator==(const Place& a, const Place& b) {
    return a.device == b.device && a.directory == b.directory && a.name == b.name;
  }
};

// Returns the place of a file that is there or is to be created. Symbolic links are followed.
absl::StatusOr<Place> FindPlace(const std::string& path);

struct Owner {
  uid_t user = 0;
  gid_t group = 0;
};

// A file that is written beside its destination, and then takes its place. Removes what it wrote
// if it did not get there.
class Replacement {
 public:
  // Messages call the destination `shown`.
  Replacement(std::string shown, Place place)
      : shown_(std::move(shown)), place_(std::move(place)) {}
  ~Replacement();
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;

  const Place& place() const { return place_; }
  const std::string& shown() const { return shown_; }

  // Without an owner the file belongs to the process.
  absl::Status Write(std::string_view text, mode_t mode,
                     const std::optional<Owner>& owner = std::nullopt);

  // Returns errno, or 0.
  int Replace();

  // Undoes Replace. Returns whether that was possible.
  bool GoBack() const;

 private:
  enum class State { kUntouched, kExchanged, kCreated, kReplaced };

  bool Exchange() const;

  const std::string shown_;
  const Place place_;
  std::string temporary_;  // what is unlinked at the end; empty: nothing
  State state_ = State::kUntouched;
};

using Replacements = std::vector<std::unique_ptr<Replacement>>;

// Puts all of them in their places or, as far as that is possible, none. Where the file system
// cannot exchange two files, the error names those that stay replaced.
absl::Status ReplaceAll(const Replacements& replacements);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_REPLACEMENT_H_
