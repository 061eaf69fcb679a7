#include "cli/sources/tool.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "cli/terminal/child.h"
#include "re2/re2.h"
#include "svcenv/base/counted.h"
#include "svcenv/base/visible.h"

namespace svcenv::cli {
namespace {

constexpr size_t kPieceBytes = 64 << 10;      // the capacity of a pipe
constexpr size_t kMaxLineBytes = 4 << 10;     // of a line on stderr
constexpr size_t kMaxShownBytes = 256 << 10;  // of all lines
constexpr int kSilenceMs = 1000;  // after which text on stderr is a prompt, not an error
constexpr uint64_t kMaxBytes = (uint64_t{1} << 32) - 1;  // limit of a Position's offset

// Reads the output of a running child process.
class Listener {
 public:
  explicit Listener(const std::function<void(std::string_view)>& on_line) : on_line_(on_line) {}

  // Reads both streams to the end.
  absl::Status Listen(const Pipe& out, const Pipe& err) {
    std::array<pollfd, 2> open = {{{out.read.number(), POLLIN, 0}, {err.read.number(), POLLIN, 0}}};
    while (open[0].fd >= 0 || open[1].fd >= 0) {
      const int ready = poll(open.data(), open.size(), texts_[1].empty() ? -1 : kSilenceMs);
      if (ready < 0 && errno != EINTR) return SystemError(errno);
      if (ready == 0) {
        for (const std::string& line : ToolLines(std::exchange(texts_[1], ""))) on_line_(line);
      }
      for (size_t i = 0; i < open.size() && ready > 0; ++i) {
        if (open[i].revents == 0) continue;
        const absl::StatusOr<bool> more = ReadPiece(open[i].fd, &texts_[i]);
        if (!more.ok()) return more.status();
        if (!*more) open[i].fd = -1;
      }
    }
    return absl::OkStatus();
  }

  std::string TakeOut() { return std::move(texts_[0]); }
  std::string TakeErr() { return std::move(texts_[1]); }  // except what `on_line` got

 private:
  // Returns false at the end of the stream.
  absl::StatusOr<bool> ReadPiece(int descriptor, std::string* text) {
    const ssize_t got = read(descriptor, piece_.data(), piece_.size());
    if (got < 0 && errno == EINTR) return true;
    if (got < 0) return SystemError(errno);
    text->append(piece_, 0, static_cast<size_t>(got));
    if (text->size() > kMaxBytes) {
      return absl::ResourceExhaustedError("its output exceeds 4 GiB");
    }
    return got > 0;
  }

  const std::function<void(std::string_view)>& on_line_;
  std::array<std::string, 2> texts_;
  std::string piece_ = std::string(kPieceBytes, '\0');
};

// Returns the error for a system call that failed for lack of resources.
absl::Status OutOfResources(const absl::Status& problem) {
  return absl::ResourceExhaustedError(problem.message());
}

}  // namespace

std::vector<std::string> ToolLines(std::string_view text) {
  static const RE2& log = *new RE2("[EWIF]\\d{4} [0-9:.]+ +\\d+ .*");
  std::vector<std::string> lines;
  size_t shown = 0;
  for (const std::string_view line : absl::StrSplit(text, '\n')) {
    if (line.empty() || RE2::FullMatch(line, log)) continue;
    if (shown > kMaxShownBytes) {
      const auto begin = static_cast<size_t>(line.data() - text.data());
      lines.push_back(absl::StrCat("\u2026 (", Counted(text.size() - begin, "more byte"), ")"));
      break;
    }
    const std::string_view begin = line.substr(0, kMaxLineBytes);
    lines.push_back(Visible(absl::StripSuffix(begin, "\r")));
    shown += begin.size();
    if (begin.size() == line.size()) continue;
    absl::StrAppend(&lines.back(), "\u2026 (", Counted(line.size() - begin.size(), "more byte"),
                    ")");
  }
  return lines;
}

absl::StatusOr<ToolResult> RunTool(std::vector<std::string> words,
                                   const std::function<void(std::string_view line)>& on_line) {
  absl::StatusOr<Pipe> out = Pipe::Make();
  if (!out.ok()) return OutOfResources(out.status());
  absl::StatusOr<Pipe> err = Pipe::Make();
  if (!err.ok()) return OutOfResources(err.status());
  Descriptor nothing(open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (nothing.number() < 0) return OutOfResources(SystemError(errno));
  const absl::StatusOr<ChildProcess> child = ChildProcess::Start(
      std::move(words), {nothing.number(), out->write.number(), err->write.number()});
  if (!child.ok()) return child.status();
  for (Descriptor* unused : {&nothing, &out->write, &err->write}) unused->Close();

  Listener listener(on_line);
  const absl::Status heard = listener.Listen(*out, *err);
  if (!heard.ok()) child->Terminate();
  for (Descriptor* done : {&out->read, &err->read}) done->Close();
  const absl::StatusOr<int> status = child->Wait();
  if (!heard.ok()) return OutOfResources(heard);
  if (!status.ok()) return OutOfResources(status.status());
  return ToolResult{*status, listener.TakeOut(), listener.TakeErr()};
}

}  // namespace svcenv::cli
