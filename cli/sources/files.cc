#include "cli/sources/files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/console.h"
#include "cli/errors.h"

namespace svcenv::cli {
namespace {

namespace fs = std::filesystem;

constexpr size_t kPieceBytes = 1 << 20;
// From which size on a file is mapped: to copy it would take longer than to read what it says.
constexpr off_t kLeastMapped = 1 << 20;
constexpr uint64_t kLargestFile = (uint64_t{1} << 32) - 1;  // what a Position can point into

absl::Status Unreadable(std::string_view path, int code) {
  if (code != ENOENT) {
    return InputError("unreadable", absl::StrCat("cannot read ", path, ": ", std::strerror(code)),
                      "check that it is a file, and that you may read it");
  }
  if (absl::StartsWith(path, "http://") || absl::StartsWith(path, "https://")) {
    return InputError("no-such-file", absl::StrCat(path, " is no file: addresses are not fetched"),
                      absl::StrCat("curl -fsSL ", path, " | svcenv … -f -"));
  }
  return InputError("no-such-file", absl::StrCat("there is no file or directory ", path),
                    "check the path; -f - reads standard input");
}

// A file that is mapped was made shorter than what is read of it.
void TellOfCutFile(int) {
  constexpr std::string_view kText =
      "error: a file became shorter while it was read\n"
      "help: try again once it is written\n";
  (void)!write(STDERR_FILENO, kText.data(), kText.size());
  _exit(kWrong);
}

// "reading web.yaml (3 of 20)"
std::string Reading(const std::string& file, size_t index, size_t count) {
  return absl::StrCat("reading ", file == "-" ? "standard input" : file,
                      count == 1 ? "" : absl::StrCat(" (", index + 1, " of ", count, ")"));
}

bool IsManifest(const fs::path& path) {
  if (path.filename() == kConfigFileName) return false;
  const std::string extension = path.extension().string();
  return extension == ".json" || extension == ".yaml" || extension == ".yml";
}

// Adds the manifests of a directory, its entries sorted by name.
absl::Status AddDirectory(const fs::path& directory, bool recursive,
                          std::vector<std::string>* files) {
  std::error_code code;
  std::vector<fs::path> entries;
  for (auto it = fs::directory_iterator(directory, code); !code && it != fs::directory_iterator();
       it.increment(code)) {
    entries.push_back(it->path());
  }
  if (code) return Unreadable(directory.string(), code.value());
  std::sort(entries.begin(), entries.end());
  for (const fs::path& entry : entries) {
    // A link to a directory is not followed, one to a file is.
    if (fs::is_directory(fs::symlink_status(entry, code))) {
      if (!recursive) continue;
      if (absl::Status status = AddDirectory(entry, true, files); !status.ok()) return status;
    } else if (IsManifest(entry) && !fs::is_directory(entry, code)) {
      files->push_back(entry.string());
    }
  }
  return absl::OkStatus();
}

absl::Status NoManifests(const std::string& directory, bool recursive) {
  std::vector<std::string> below;
  if (!recursive) (void)AddDirectory(directory, true, &below);
  return InputError(
      "no-manifests",
      absl::StrCat("directory ", directory, " holds no file that ends in .json, .yaml or .yml"),
      below.empty() ? "name the directory that holds the manifests, or the files themselves"
                    : "-R reads the directories below it too");
}

}  // namespace

absl::StatusOr<std::vector<std::string>> FilesOf(const std::vector<std::string>& paths,
                                                 bool recursive) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    struct stat info {};
    if (path == "-") {
      if (std::find(files.begin(), files.end(), path) != files.end()) {
        return WrongUse("-f - is given twice, but standard input can be read once", "remove one");
      }
      files.push_back(path);
    } else if (stat(path.c_str(), &info) != 0) {
      return Unreadable(path, errno);
    } else if (S_ISDIR(info.st_mode)) {
      const size_t before = files.size();
      if (absl::Status status = AddDirectory(path, recursive, &files); !status.ok()) return status;
      if (files.size() == before) return NoManifests(path, recursive);
    } else {
      files.push_back(path);
    }
  }
  return files;
}

std::string StampOf(const std::vector<std::string>& paths, bool recursive) {
  const absl::StatusOr<std::vector<std::string>> files = FilesOf(paths, recursive);
  if (!files.ok()) return std::string(files.status().message());
  std::string stamp;
  for (const std::string& file : *files) {
    struct stat info {};
    if (stat(file.c_str(), &info) != 0) info = {};
    absl::StrAppend(&stamp, file, "\n", info.st_ino, " ", info.st_size, " ", info.st_ctim.tv_sec,
                    " ", info.st_ctim.tv_nsec, "\n");
  }
  return stamp;
}

absl::StatusOr<std::string> ReadBytes(const std::string& path) {
  const bool standard = path == "-";
  const std::string name = standard ? "standard input" : path;
  const int descriptor = standard ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return Unreadable(name, errno);
  const absl::Cleanup closing = [&] {
    if (!standard) close(descriptor);
  };
  struct stat info {};
  std::string bytes;
  // One byte more than there is shows the end without growing the text.
  size_t space = kPieceBytes;
  if (fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode)) {
    space = static_cast<size_t>(std::min<uint64_t>(info.st_size, kLargestFile + 1)) + 1;
  }
  for (size_t size = 0;;) {
    if (size > kLargestFile) {
      return InputError("too-large", absl::StrCat(name, " is larger than 4 GiB"), "split it");
    }
    if (bytes.size() == size) bytes.resize(size + std::max(space, size / 2));
    const ssize_t got = read(descriptor, bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Unreadable(name, errno);
    size += static_cast<size_t>(got);
    space = kPieceBytes;
    if (got > 0) continue;
    bytes.resize(size);
    return bytes;
  }
}

namespace {

absl::StatusOr<Bytes> ReadCopy(const std::string& path) {
  absl::StatusOr<std::string> bytes = ReadBytes(path);
  if (!bytes.ok()) return bytes.status();
  return Bytes(*std::move(bytes));
}

// The bytes of a file; a large one is mapped. Anything else is not opened here: a pipe that is
// opened twice loses what was written to it between.
absl::StatusOr<Bytes> ReadOrMap(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode) || info.st_size < kLeastMapped) {
    return ReadCopy(path);
  }
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const absl::Cleanup closing = [&] {
    if (descriptor >= 0) close(descriptor);
  };
  if (descriptor < 0 || fstat(descriptor, &info) != 0 || info.st_size < kLeastMapped ||
      static_cast<uint64_t>(info.st_size) > kLargestFile) {
    return ReadCopy(path);
  }
  const auto size = static_cast<size_t>(info.st_size);
  void* at = mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
  if (at == MAP_FAILED) return ReadCopy(path);
  std::signal(SIGBUS, TellOfCutFile);
  return Bytes(static_cast<const char*>(at), size,
               [](const char* data, size_t mapped) { munmap(const_cast<char*>(data), mapped); });
}

}  // namespace

void LoadFiles(const std::vector<std::string>& paths, bool recursive, const LoadOptions& options,
               Keep keep, Cluster* cluster, Diagnostics* diagnostics, Progress* progress) {
  const absl::StatusOr<std::vector<std::string>> files = FilesOf(paths, recursive);
  if (!files.ok()) return diagnostics->push_back(FromStatus(files.status()));
  size_t objects = 0;
  for (size_t i = 0; i < files->size(); ++i) {
    const std::string& file = (*files)[i];
    // Who types the manifest is not disturbed.
    const bool typed = file == "-" && isatty(STDIN_FILENO) == 1;
    if (progress != nullptr) progress->Show(typed ? "" : Reading(file, i, files->size()));
    absl::StatusOr<Bytes> bytes =
        keep == Keep::kCopies || file == "-" ? ReadCopy(file) : ReadOrMap(file);
    if (!bytes.ok()) {
      diagnostics->push_back(FromStatus(bytes.status()));
      continue;
    }
    objects +=
        LoadManifest(file == "-" ? "stdin" : file, *std::move(bytes), options, cluster, diagnostics)
            .objects;
  }
  const bool failed =
      std::any_of(diagnostics->begin(), diagnostics->end(),
                  [](const Diagnostic& d) { return d.severity == Severity::kError; });
  if (objects > 0 || failed) return;
  const auto name = [](std::string* out, const std::string& path) {
    absl::StrAppend(out, path == "-" ? "standard input" : path);
  };
  diagnostics->push_back(FromStatus(InputError(
      "no-objects",
      absl::StrCat("there are no Kubernetes objects in ", absl::StrJoin(paths, ", ", name)),
      "name files that hold manifests: objects with apiVersion and kind")));
}

}  // namespace svcenv::cli
