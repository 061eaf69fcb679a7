#include "cli/sources/process.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "cli/platform/process.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/terminal_text.h"

namespace svcenv::cli {
namespace {

absl::Status Unreadable(std::string_view pid, int code) {
  if (code == ENOENT || code == ESRCH) {
    return InputError("no-such-process", absl::StrCat("process ", pid, " not found"),
                      "run ps -e to list the processes on this machine");
  }
  return InputError(
      "unreadable-process",
      absl::StrCat("cannot read the environment of process ", pid, ": ", ErrnoText(code)),
      "run svcenv as that process's user or as root");
}

}  // namespace

absl::StatusOr<ProcessVariables> ReadProcess(std::string_view pid) {
  if (pid.empty() || !std::all_of(pid.begin(), pid.end(), absl::ascii_isdigit)) {
    return WrongUse(absl::StrCat("'pid:", Visible(pid), "' is not a valid process ID"),
                    "write a number: pid:4711");
  }
  if (!kHasProc) {
    return InputError("no-proc",
                      "cannot read the environment of a process: this system has no /proc",
                      "run svcenv on Linux, or compare a running container: exec:POD");
  }
  const std::string path = absl::StrCat("/proc/", pid, "/environ");
  errno = 0;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"),
                                                             &std::fclose);
  if (file == nullptr) return Unreadable(pid, errno);
  std::string bytes;
  char buffer[65536];
  for (size_t got; (got = std::fread(buffer, 1, sizeof buffer, file.get())) > 0;) {
    bytes.append(buffer, got);
  }
  if (std::ferror(file.get()) != 0) return Unreadable(pid, errno);
  return ParseEnviron(bytes);
}

absl::StatusOr<ProcessVariables> ReadContainer(const Kubectl& kubectl, const std::string& pod,
                                               const std::string& container,
                                               const std::string& namespace_) {
  std::vector<std::string> words = {"exec", pod};
  if (!namespace_.empty()) words.insert(words.end(), {"-n", namespace_});
  if (!container.empty()) words.insert(words.end(), {"-c", container});
  words.emplace_back("--");
  std::vector<std::string> cat = words, env = words;
  cat.insert(cat.end(), {"cat", "/proc/1/environ"});
  env.insert(env.end(), {"env", "-0"});
  const absl::StatusOr<std::string> bytes = kubectl.Run(cat);
  if (bytes.ok() && !bytes->empty()) return ParseEnviron(*bytes);
  if (!bytes.ok() && bytes.status().code() != absl::StatusCode::kUnknown) return bytes.status();
  const absl::StatusOr<std::string> records = kubectl.Run(env);
  if (!records.ok() && records.status().code() != absl::StatusCode::kUnknown) {
    return records.status();
  }
  // NUL-separated records are required: a line within a value would look like a variable, and its
  // name may be secret.
  if (records.ok() && (records->empty() || records->back() == '\0')) return ParseEnviron(*records);
  return InputError(
      "unreadable-process",
      absl::StrCat("cannot read the environment of pod ", pod, ": neither 'cat /proc/1/environ' ",
                   "nor 'env -0' works in its container"),
      "use an image that has one of them, or compare with pid:N on the node");
}

}  // namespace svcenv::cli
