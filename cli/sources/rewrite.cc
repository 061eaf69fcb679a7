#include "cli/sources/rewrite.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "cli/sources/file_bytes.h"
#include "cli/sources/replacement.h"
#include "cli/terminal/errors.h"

namespace svcenv::cli {
namespace {

constexpr mode_t kPermissions = 07777;
constexpr mode_t kWritable = 0222;

absl::Status CheckUnchanged(const Rewrite& rewrite) {
  const absl::StatusOr<std::string> bytes = ReadBytes(rewrite.path);
  if (!bytes.ok()) return bytes.status();
  if (*bytes == rewrite.before) return absl::OkStatus();
  return InputError("changed", absl::StrCat(rewrite.path, " changed after it was read"),
                    "run the command again; nothing was written");
}

// Respects a read-only mode even as root, who could write the file.
absl::StatusOr<std::unique_ptr<Replacement>> Prepare(const Rewrite& rewrite) {
  struct stat info {};
  if (stat(rewrite.path.c_str(), &info) != 0) return Unreadable(rewrite.path, errno);
  if ((info.st_mode & kWritable) == 0 || access(rewrite.path.c_str(), W_OK) != 0) {
    return InputError("unwritable",
                      absl::StrCat("cannot write ", rewrite.path, ": ", ErrnoText(EACCES)),
                      "make the file writable, or show the changes instead of writing them");
  }
  absl::StatusOr<Place> place = FindPlace(rewrite.path);
  if (!place.ok()) return place.status();
  auto replacement = std::make_unique<Replacement>(rewrite.path, *std::move(place));
  absl::Status status = replacement->Write(rewrite.after, info.st_mode & kPermissions,
                                           Owner{info.st_uid, info.st_gid});
  if (!status.ok()) return status;
  return replacement;
}

}  // namespace

absl::Status RewriteFiles(absl::Span<const Rewrite> rewrites) {
  Replacements replacements;
  for (const Rewrite& rewrite : rewrites) {
    absl::StatusOr<std::unique_ptr<Replacement>> replacement = Prepare(rewrite);
    if (!replacement.ok()) return replacement.status();
    replacements.push_back(*std::move(replacement));
  }
  for (const Rewrite& rewrite : rewrites) {
    if (absl::Status status = CheckUnchanged(rewrite); !status.ok()) return status;
  }
  return ReplaceAll(replacements);
}

}  // namespace svcenv::cli
