// Reads lines from a descriptor with bounded memory.
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
    kTooLong,  // skipped a line longer than the limit
    kEnd,
    kFailed,
  };

  LineReader(int descriptor, size_t most_bytes)
      : descriptor_(descriptor), most_bytes_(most_bytes) {}

  // Returns whether Next can return a line without waiting for input.
  bool HasLine() const;

  // Reads the next line. The last one need not end with a newline.
  Outcome Next();

  // Returns the line without its newline. Valid after kLine, until the next call of Next.
  std::string_view line() const { return line_; }

  // Returns the errno after kFailed.
  int error() const { return error_; }

 private:
  std::string_view Unread() const {
    return std::string_view(buffer_).substr(begin_, end_ - begin_);
  }
  // Appends input to the buffer. Returns false at the end of input and on errors.
  bool Fill();
  Outcome SkipLine();
  Outcome EndOfInput(Outcome otherwise) const;

  const int descriptor_;
  const size_t most_bytes_;
  std::string buffer_;
  size_t begin_ = 0;  // unread bytes of buffer_: [begin_, end_)
  size_t end_ = 0;
  std::string_view line_;
  int error_ = 0;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_LINE_READER_H_
