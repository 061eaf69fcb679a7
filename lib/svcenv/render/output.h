// Destinations of rendered output.
#ifndef SVCENV_RENDER_OUTPUT_H_
#define SVCENV_RENDER_OUTPUT_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/types/span.h"

namespace svcenv {

// Buffers strings and writes them in large pieces. Call Flush after the last Append: the destructor
// does not flush. Appending never fails; a subclass whose writes can fail reports the failure
// itself.
class Output {
 public:
  virtual ~Output() = default;

  void Append(std::string_view text) {
    if (buffer_.size() + text.size() > kBufferBytes) Flush();
    if (text.size() > kBufferBytes) {
      Write({&text, 1});
      return;
    }
    if (buffer_.capacity() < kBufferBytes) buffer_.reserve(kBufferBytes);  // so that it never moves
    const char* at = buffer_.data() + buffer_.size();
    buffer_.append(text);
    if (!pieces_.empty() && pieces_.back().data() + pieces_.back().size() == at) {
      pieces_.back() = {pieces_.back().data(), pieces_.back().size() + text.size()};
    } else {
      AddPiece({at, text.size()});
    }
  }

  // Appends `text` without copying it, unless it is small. It must remain valid and unchanged until
  // the next Flush.
  void AppendStable(std::string_view text) {
    if (text.size() < kSmallBytes) return Append(text);
    AddPiece(text);
  }

  void Flush() {
    if (!pieces_.empty()) Write(pieces_);
    pieces_.clear();
    buffer_.clear();
  }

 protected:
  // Writes all pieces in order.
  virtual void Write(absl::Span<const std::string_view> pieces) = 0;

 private:
  static constexpr size_t kBufferBytes = 256 * 1024;
  static constexpr size_t kSmallBytes = 1024;
  static constexpr size_t kMaxPieces = 512;

  void AddPiece(std::string_view piece) {
    pieces_.push_back(piece);
    if (pieces_.size() == kMaxPieces) Flush();
  }

  std::string buffer_;
  std::vector<std::string_view> pieces_;  // of buffer_ and from AppendStable
};

// Collects the output in a string.
class StringOutput : public Output {
 public:
  std::string Take() {
    Flush();
    return std::exchange(text_, {});
  }

 protected:
  void Write(absl::Span<const std::string_view> pieces) override {
    for (const std::string_view piece : pieces) text_.append(piece);
  }

 private:
  std::string text_;
};

}  // namespace svcenv

#endif  // SVCENV_RENDER_OUTPUT_H_
