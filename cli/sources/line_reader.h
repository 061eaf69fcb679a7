// Lines of a descriptor, in memory that no line can exhaust.
//
//   LineReader lines(STDIN_FILENO, 64 << 20);
//   while (lines.Next() == LineReader::Outcome::kLine) answer(lines.line());
#ifndef SVCENV_CLI_SOURCES_LINE_READER_H_
#define SVCENV_CLI_SOURCES_LINE_READER_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace svcenv::cli {

class LineReader {
 public:
  enum class Outcome {
    kLine,
    kTooLong,  // a line longer than the limit, which was skipped
    kEnd,
    kFailed,
  };

  LineReader(int descriptor, size_t most_bytes)
      : descriptor_(descriptor), most_bytes_(most_bytes) {}

  // Whether Next returns a line without waiting for input.
  bool HasLine() const;

  // Reads the next line. A last line without a newline counts.
  Outcome Next();

  // After kLine, until the next call: the line without its newline.
  std::string_view line() const { return line_; }

  // After kFailed: the errno.
  int error() const { return error_; }

 private:
  std::string_view Unread() const {
    return std::string_view(buffer_).substr(begin_, end_ - begin_);
  }
  // Appends input to what is unread; returns whether there was any.
  bool Fill();
  Outcome SkipLine();
  Outcome EndOfInput(Outcome otherwise) const;

  const int descriptor_;
  const size_t most_bytes_;
  std::string buffer_;
  size_t begin_ = 0;  // of what is unread in the buffer
  size_t end_ = 0;
  std::string_view line_;
  int error_ = 0;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_LINE_READER_H_
