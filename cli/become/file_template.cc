#include "cli/become/file_template.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/sources/file_bytes.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/nearest.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/env/template.h"

namespace svcenv::cli {
namespace {

constexpr mode_t kPermissions = 0777;
constexpr size_t kNameColumns = 60;
constexpr int kMostLinks = 40;  // as the kernel follows them

std::string RemedyFor(int code) {
  switch (code) {
    case EBUSY:
      return "it is a mount point, which cannot be replaced: mount its directory instead of the "
             "file, or write to another path";
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
      return "raise the limit of open files (ulimit -n)";
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return "free space on its file system, or write to another one";
    default:
      return "name a file in a directory that you may write to, such as an emptyDir volume";
  }
}

absl::Status CannotWrite(const std::string& path, int code, std::string_view what_else = "") {
  return InputError("unwritable",
                    absl::StrCat("cannot write ", path, ": ", std::strerror(code), what_else),
                    RemedyFor(code));
}

// References of a text without a value, "line 3: $(A)", each name once.
std::vector<std::string> Unresolved(
    std::string_view text, const Template& parsed,
    absl::FunctionRef<std::optional<std::string_view>(std::string_view)> variable) {
  std::vector<std::string> result;
  std::set<std::string_view> seen;
  size_t line = 1;
  const char* counted = text.data();
  for (const std::string_view name : parsed.references()) {
    line += static_cast<size_t>(std::count(counted, name.data(), '\n'));
    counted = name.data();
    if (variable(name).has_value() || !seen.insert(name).second) continue;
    result.push_back(absl::StrCat("line ", line, ": $(", Cut(Visible(name), kNameColumns), ")"));
  }
  return result;
}

absl::StatusOr<std::string> Expand(
    const std::string& source, bool keep_unresolved,
    absl::FunctionRef<std::optional<std::string_view>(std::string_view)> variable) {
  absl::StatusOr<std::string> text = ReadBytes(source);
  if (!text.ok()) return text.status();
  const Template parsed = Template::Parse(*text, DollarRule::kBytes);
  if (!keep_unresolved) {
    if (const auto unresolved = Unresolved(*text, parsed, variable); !unresolved.empty()) {
      return InputError(
          "reference-unresolved",
          absl::StrCat(source, ": nothing of that name is set: ", Several(unresolved, ", ")),
          "set it, write $$(NAME) where $(NAME) itself is meant, or leave all of them as they are "
          "with --keep-unresolved");
    }
  }
  return *parsed.Expand(variable);
}

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

// The path that the symbolic links at `path`, if any, lead to, whether there is a file or not.
absl::StatusOr<std::string> FollowLinks(const std::string& path) {
  std::filesystem::path at = path;
  for (int links = 0; links < kMostLinks; ++links) {
    struct stat info {};
    if (lstat(at.c_str(), &info) != 0 || !S_ISLNK(info.st_mode)) return at.string();
    std::error_code code;
    const std::filesystem::path target = std::filesystem::read_symlink(at, code);
    if (code) return CannotWrite(path, code.value());
    at = at.parent_path() / target;  // an absolute target as it is
  }
  return CannotWrite(path, ELOOP);
}

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

// A file that is written beside its destination, and then takes its place.
class Replacement {
 public:
  Replacement(std::string shown, Place place)
      : shown_(std::move(shown)), place_(std::move(place)) {}
  ~Replacement() {
    if (!temporary_.empty()) unlink(temporary_.c_str());
  }
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;

  const Place& place() const { return place_; }
  const std::string& shown() const { return shown_; }

  absl::Status Write(std::string_view text, mode_t mode) {
    std::string path =
        absl::StrCat(place_.path.substr(0, place_.path.rfind('/') + 1), ".svcenv-XXXXXX");
    const int descriptor = mkostemp(path.data(), O_CLOEXEC);
    if (descriptor < 0) return CannotWrite(shown_, errno);
    temporary_ = path;
    int code = fchmod(descriptor, mode) == 0 ? 0 : errno;
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

  // Gives errno, or 0.
  int Replace() {
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

  // Makes it as if Replace had not been called; gives whether that could be.
  bool GoBack() const {
    if (state_ == State::kExchanged) return Exchange();
    return state_ == State::kCreated && unlink(place_.path.c_str()) == 0;
  }

 private:
  enum class State { kUntouched, kExchanged, kCreated, kReplaced };

  bool Exchange() const {
    return renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, place_.path.c_str(),
                     RENAME_EXCHANGE) == 0;
  }

  const std::string shown_;
  const Place place_;
  std::string temporary_;  // what is unlinked at the end; empty: nothing
  State state_ = State::kUntouched;
};

using Replacements = std::vector<std::unique_ptr<Replacement>>;

// Puts all of them in their places or, as far as that can be, none.
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

// The permissions of a file that was read.
absl::StatusOr<mode_t> ModeOf(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) == 0) return info.st_mode & kPermissions;
  return InputError("unreadable", absl::StrCat("cannot read ", path, ": ", std::strerror(errno)),
                    "check that it is a file, and that you may read it");
}

}  // namespace

absl::StatusOr<FileTemplate> ParseFileTemplate(std::string_view text) {
  const size_t colon = text.find(':');
  FileTemplate result{std::string(text.substr(0, colon)),
                      colon == std::string_view::npos ? "" : std::string(text.substr(colon + 1))};
  if (result.source.empty() || result.destination.empty() ||
      result.destination.find(':') != std::string::npos || result.source == "-") {
    return WrongUse(absl::StrCat("--template '", Visible(text), "' is no SRC:DST"),
                    "write two paths of files without a colon in them, like "
                    "/etc/app/app.conf.tmpl:/run/app.conf");
  }
  return result;
}

absl::StatusOr<mode_t> ParseMode(std::string_view text) {
  mode_t mode = 0;
  bool good = !text.empty() && text.size() <= 4;
  for (const char digit : text) {
    good = good && digit >= '0' && digit <= '7';
    mode = mode * 8 + static_cast<mode_t>(digit - '0');
  }
  if (!good || (mode & ~kPermissions) != 0) {
    return WrongUse(absl::StrCat("--mode '", Visible(text), "' is no mode of a file"),
                    "write octal permissions, like 640");
  }
  return mode;
}

absl::Status WriteFiles(
    absl::Span<const FileTemplate> templates, const FileTemplateOptions& options,
    absl::FunctionRef<std::optional<std::string_view>(std::string_view)> variable) {
  Replacements replacements;
  for (const FileTemplate& file : templates) {
    const absl::StatusOr<std::string> text = Expand(file.source, options.keep_unresolved, variable);
    if (!text.ok()) return text.status();
    absl::StatusOr<mode_t> mode = options.mode.has_value() ? *options.mode : ModeOf(file.source);
    if (!mode.ok()) return mode.status();
    absl::StatusOr<Place> place = FindPlace(file.destination);
    if (!place.ok()) return place.status();
    for (const auto& other : replacements) {
      if (!(other->place() == *place)) continue;
      return WrongUse(absl::StrCat("two of --template write ", file.destination), "remove one");
    }
    auto replacement = std::make_unique<Replacement>(file.destination, *std::move(place));
    if (absl::Status status = replacement->Write(*text, *mode); !status.ok()) return status;
    replacements.push_back(std::move(replacement));
  }
  return ReplaceAll(replacements);
}

}  // namespace svcenv::cli
