// Where rendered text goes.
#ifndef SVCENV_RENDER_OUTPUT_H_
#define SVCENV_RENDER_OUTPUT_H_

#include <string>
#include <string_view>
#include <utility>

namespace svcenv {

// Gathers text and passes it on in large pieces. What was appended last is passed on by Flush only.
class Output {
 public:
  virtual ~Output() = default;

  void Append(std::string_view text) {
    buffer_.append(text);
    if (buffer_.size() >= kPieceBytes) Flush();
  }

  void Flush() {
    if (!buffer_.empty()) Write(buffer_);
    buffer_.clear();
  }

 protected:
  virtual void Write(std::string_view text) = 0;

 private:
  static constexpr size_t kPieceBytes = 256 * 1024;

  std::string buffer_;
};

// Keeps the text.
class StringOutput : public Output {
 public:
  std::string Take() {
    Flush();
    return std::exchange(text_, {});
  }

 protected:
  void Write(std::string_view text) override { text_.append(text); }

 private:
  std::string text_;
};

}  // namespace svcenv

#endif  // SVCENV_RENDER_OUTPUT_H_
