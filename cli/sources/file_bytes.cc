#include "cli/sources/file_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/platform/memory.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/parallel.h"

namespace svcenv::cli {

absl::Status Unreadable(std::string_view path, int code) {
  if (code != ENOENT) {
    return InputError("unreadable", absl::StrCat("cannot read ", path, ": ", ErrnoText(code)),
                      "check that it is a file and that you have permission to read it");
  }
  if (absl::StartsWith(path, "http://") || absl::StartsWith(path, "https://")) {
    return InputError("no-such-file",
                      absl::StrCat("cannot read ", path, ": URLs are not supported"),
                      absl::StrCat("curl -fsSL ", path, " | svcenv … -f -"));
  }
  return InputError("no-such-file",
                    absl::StrCat("cannot read ", path, ": no such file or directory"),
                    "check the path");
}

namespace {

constexpr size_t kPieceBytes = 1 << 20;
constexpr size_t kPartBytes = 2 << 20;  // read by one thread at a time
constexpr size_t kHugePage = 2 << 20;
constexpr uint64_t kLargestFile = (uint64_t{1} << 32) - 1;  // limit of a Position's offset
// For anything but a regular file: it may never end, like /dev/zero.
constexpr uint64_t kLargestStream = uint64_t{1} << 30;

// Memory for the contents of a file. It is not zeroed, grows in place where possible, and reports
// when the system is out of memory.
class FileBuffer {
 public:
  FileBuffer() = default;
  FileBuffer(const FileBuffer&) = delete;
  FileBuffer& operator=(const FileBuffer&) = delete;
  ~FileBuffer() { std::free(data_); }

  char* data() { return data_; }
  size_t capacity() const { return capacity_; }

  // Returns false if out of memory.
  bool Reserve(size_t capacity) {
    void* const grown = data_ == nullptr && capacity >= 2 * kHugePage
                            ? AllocateLarge(capacity)
                            : std::realloc(data_, capacity);
    if (grown == nullptr) return false;
    data_ = static_cast<char*>(grown);
    capacity_ = capacity;
    return true;
  }

  // Returns the first `size` bytes and leaves the buffer empty.
  Bytes Take(size_t size) {
    return Bytes(std::exchange(data_, nullptr), size,
                 [](const char* data, size_t) { std::free(const_cast<char*>(data)); });
  }

 private:
  // Uses huge pages for the part that fills whole ones: faulting in one costs a fraction of the
  // small pages it replaces.
  static void* AllocateLarge(size_t size) {
    void* const memory =
        std::aligned_alloc(kHugePage, (size + kHugePage - 1) / kHugePage * kHugePage);
    if (memory != nullptr) PreferHugePages(memory, size / kHugePage * kHugePage);
    return memory;
  }

  char* data_ = nullptr;
  size_t capacity_ = 0;
};

// Reads the first `size` bytes of a file with several threads. Returns false if it cannot read all.
bool ReadParts(int descriptor, size_t size, int threads, char* to) {
  std::atomic<bool> is_whole{true};
  ParallelFor((size + kPartBytes - 1) / kPartBytes, threads, [&](size_t part) {
    const size_t end = std::min(size, (part + 1) * kPartBytes);
    for (size_t at = part * kPartBytes; at < end;) {
      const ssize_t got = pread(descriptor, to + at, end - at, static_cast<off_t>(at));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) {
        is_whole = false;
        return;
      }
      at += static_cast<size_t>(got);
    }
  });
  return is_whole;
}

absl::Status TooLarge(std::string_view name, bool is_file) {
  return InputError(
      "too-large",
      absl::StrCat("cannot read ", name, ": larger than ", is_file ? "4 GiB" : "1 GiB"),
      is_file ? "split it into several files"
              : "save it to files of at most 4 GiB each and pass those");
}

absl::Status OutOfMemory(std::string_view name) {
  return InputError("out-of-memory", absl::StrCat("cannot read ", name, ": out of memory"),
                    "raise the memory limit or read less at a time");
}

// Reads from the descriptor's offset to the end, and appends to the first `size` bytes of `buffer`.
absl::StatusOr<Bytes> ReadToEnd(int descriptor, std::string_view name, bool is_file, size_t size,
                                FileBuffer* buffer) {
  while (true) {
    if (size > (is_file ? kLargestFile : kLargestStream)) return TooLarge(name, is_file);
    if (buffer->capacity() == size && !buffer->Reserve(size + std::max(kPieceBytes, size / 2))) {
      return OutOfMemory(name);
    }
    const ssize_t got = read(descriptor, buffer->data() + size, buffer->capacity() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Unreadable(name, errno);
    if (got == 0) return buffer->Take(size);
    size += static_cast<size_t>(got);
  }
}

}  // namespace

absl::StatusOr<Bytes> ReadFile(const std::string& path, int threads) {
  const bool standard = path == "-";
  const std::string name = standard ? "standard input" : path;
  const int descriptor = standard ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return Unreadable(name, errno);
  const absl::Cleanup closing = [&] {
    if (!standard) close(descriptor);
  };
  struct stat info {};
  const bool is_file = fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode);
  if (is_file && static_cast<uint64_t>(info.st_size) > kLargestFile) return TooLarge(name, true);
  FileBuffer buffer;
  // With one spare byte, read() can report the end of the file without growing the buffer.
  const size_t expected = is_file ? static_cast<size_t>(info.st_size) : kPieceBytes;
  if (!buffer.Reserve(expected + 1)) return OutOfMemory(name);
  size_t size = 0;
  // Stdin may start in the middle of a file, and all threads share its offset.
  if (!standard && is_file && expected > kPartBytes &&
      ReadParts(descriptor, expected, threads, buffer.data()) &&
      lseek(descriptor, info.st_size, SEEK_SET) == info.st_size) {
    size = expected;
  }
  return ReadToEnd(descriptor, name, is_file, size, &buffer);
}

absl::StatusOr<std::string> ReadBytes(const std::string& path) {
  const absl::StatusOr<Bytes> bytes = ReadFile(path, 1);
  if (!bytes.ok()) return bytes.status();
  return std::string(bytes->view());
}

}  // namespace svcenv::cli
