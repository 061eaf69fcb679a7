#include "cli/sources/replacement.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/platform/files.h"
#include "cli/terminal/errors.h"

namespace svcenv::cli {
namespace {

constexpr mode_t kNewMode = 0644;
constexpr mode_t kPermissions = 0777;
constexpr int kMaxLinks = 40;  // like the kernel's MAXSYMLINKS

std::string RemedyFor(int code) {
  switch (code) {
    case EBUSY:
      return "mount its directory instead of the file, or write to another path: a mount point "
             "cannot be replaced";
    case EISDIR:
    case EINVAL:
      return "name a regular file, or one that does not exist yet";
    case ENOENT:
    case ENOTDIR:
      return "create its directory first, or name a file in a directory that exists";
    case ELOOP:
      return "remove the loop of symbolic links";
    case EMFILE:
    case ENFILE:
      return "raise the open file limit (ulimit -n)";
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return "free space on its file system or write to another one";
    default:
      return "choose a file in a writable directory, such as an emptyDir volume";
  }
}

absl::Status CannotWrite(const std::string& path, int code, std::string_view what_else = "") {
  return InputError("unwritable",
                    absl::StrCat("cannot write ", path, ": ", ErrnoText(code), what_else),
                    RemedyFor(code));
}

// Returns the path after following symbolic links. The final file need not exist.
absl::StatusOr<std::string> FollowLinks(const std::string& path) {
  std::filesystem::path at = path;
  for (int links = 0; links < kMaxLinks; ++links) {
    struct stat info {};
    if (lstat(at.c_str(), &info) != 0 || !S_ISLNK(info.st_mode)) return at.string();
    std::error_code code;
    const std::filesystem::path target = std::filesystem::read_symlink(at, code);
    if (code) return CannotWrite(path, code.value());
    at = at.parent_path() / target;  // operator/ keeps an absolute target
  }
  return CannotWrite(path, ELOOP);
}

}  // namespace

absl::StatusOr<Place> FindPlace(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode)) {
    return CannotWrite(path, S_ISDIR(info.st_mode) ? EISDIR : EINVAL);
  }
  absl::StatusOr<std::string> followed = FollowLinks(path);
  if (!followed.ok()) return followed.status();
  const size_t slash = followed->rfind('/');
  const std::string directory = slash == std::string::npos ? "./" : followed->substr(0, slash + 1);
  if (stat(directory.c_str(), &info) != 0) return CannotWrite(path, errno);
  Place place;
  place.name = slash == std::string::npos ? *followed : followed->substr(slash + 1);
  if (place.name.empty()) return CannotWrite(path, EISDIR);
  place.path = absl::StrCat(directory, place.name);
  place.device = info.st_dev;
  place.directory = info.st_ino;
  return place;
}

Replacement* Replacement::first_ = nullptr;

Replacement::Replacement(std::string shown, Place place)
    : shown_(std::move(shown)), place_(std::move(place)), next_(std::exchange(first_, this)) {}

Replacement::~Replacement() {
  Replacement** link = &first_;
  while (*link != this) link = &(*link)->next_;
  *link = next_;
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

absl::Status Replacement::Write(std::string_view text, mode_t mode,
                                const std::optional<Owner>& owner) {
  std::string path =
      absl::StrCat(place_.path.substr(0, place_.path.rfind('/') + 1), ".svcenv-XXXXXX");
  const int descriptor = mkostemp(path.data(), O_CLOEXEC);
  if (descriptor < 0) return CannotWrite(shown_, errno);
  temporary_ = std::move(path);  // without an allocation, which could fail
  int code = 0;
  if (owner.has_value() && fchown(descriptor, owner->user, owner->group) != 0) code = errno;
  if (code == 0 && fchmod(descriptor, mode) != 0) code = errno;
  while (code == 0 && !text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<size_t>(written));
    } else if (errno != EINTR) {
      code = errno;
    }
  }
  if (close(descriptor) != 0 && code == 0) code = errno;
  return code == 0 ? absl::OkStatus() : CannotWrite(shown_, code);
}

int Replacement::Replace() {
  if (Exchange()) {
    state_ = State::kExchanged;
    return 0;
  }
  const bool is_new = errno == ENOENT;
  if (!is_new && errno != EINVAL && errno != ENOSYS) return errno;
  if (std::rename(temporary_.c_str(), place_.path.c_str()) != 0) return errno;
  state_ = is_new ? State::kCreated : State::kReplaced;
  temporary_.clear();
  return 0;
}

bool Replacement::GoBack() const {
  if (state_ == State::kExchanged) return Exchange();
  return state_ == State::kCreated && unlink(place_.path.c_str()) == 0;
}

bool Replacement::Exchange() const { return ExchangeFiles(temporary_, place_.path); }

void RemoveTemporaryFiles() {
  for (const Replacement* one = Replacement::first_; one != nullptr; one = one->next_) {
    if (!one->temporary_.empty()) unlink(one->temporary_.c_str());
  }
}

absl::Status ReplaceAll(const Replacements& replacements) {
  for (size_t i = 0; i < replacements.size(); ++i) {
    const int code = replacements[i]->Replace();
    if (code == 0) continue;
    std::vector<std::string> replaced;
    for (size_t before = i; before-- > 0;) {
      if (!replacements[before]->GoBack()) replaced.push_back(replacements[before]->shown());
    }
    return CannotWrite(replacements[i]->shown(), code,
                       replaced.empty()
                           ? ""
                           : absl::StrCat("; already replaced: ", absl::StrJoin(replaced, ", ")));
  }
  return absl::OkStatus();
}

absl::Status ReplaceFile(const std::string& path, std::string_view text) {
  absl::StatusOr<Place> place = FindPlace(path);
  if (!place.ok()) return place.status();
  struct stat info {};
  const mode_t mode = stat(path.c_str(), &info) == 0 ? info.st_mode & kPermissions : kNewMode;
  Replacements replacements;
  replacements.push_back(std::make_unique<Replacement>(path, *std::move(place)));
  if (absl::Status status = replacements.back()->Write(text, mode); !status.ok()) return status;
  return ReplaceAll(replacements);
}

}  // namespace svcenv::cli
