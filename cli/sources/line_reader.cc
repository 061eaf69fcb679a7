#include "cli/sources/line_reader.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>

namespace svcenv::cli {
namespace {

constexpr size_t kPieceBytes = 64 << 10;  // the capacity of a pipe

}  // namespace

bool LineReader::HasLine() const { return Unread().find('\n') != std::string_view::npos; }

bool LineReader::Fill() {
  std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
            buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
  end_ -= begin_;
  begin_ = 0;
  if (buffer_.size() < end_ + kPieceBytes) {
    const size_t most = most_bytes_ + 2 * kPieceBytes;  // Next skips longer lines
    buffer_.resize(std::min(std::max(end_ + kPieceBytes, 2 * buffer_.size()), most));
  }
  ssize_t got;
  do {
    got = read(descriptor_, &buffer_[end_], buffer_.size() - end_);
  } while (got < 0 && errno == EINTR);
  if (got < 0) error_ = errno;
  if (got > 0) end_ += static_cast<size_t>(got);
  return got > 0;
}

LineReader::Outcome LineReader::EndOfInput(Outcome otherwise) const {
  return error_ != 0 ? Outcome::kFailed : otherwise;
}

LineReader::Outcome LineReader::SkipLine() {
  size_t newline;
  while ((newline = Unread().find('\n')) == std::string_view::npos) {
    begin_ = end_;
    if (!Fill()) return EndOfInput(Outcome::kTooLong);
  }
  begin_ += newline + 1;
  return Outcome::kTooLong;
}

LineReader::Outcome LineReader::Next() {
  size_t newline;
  for (size_t searched = 0; (newline = Unread().find('\n', searched)) == std::string_view::npos;) {
    searched = Unread().size();
    if (searched > most_bytes_) return SkipLine();
    if (Fill()) continue;
    if (searched == 0) return EndOfInput(Outcome::kEnd);
    line_ = Unread();
    begin_ = end_;
    return EndOfInput(Outcome::kLine);
  }
  line_ = Unread().substr(0, newline);
  begin_ += newline + 1;
  return newline > most_bytes_ ? Outcome::kTooLong : Outcome::kLine;
}

}  // namespace svcenv::cli
