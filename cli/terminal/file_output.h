// Output to a file descriptor.
#ifndef SVCENV_CLI_TERMINAL_FILE_OUTPUT_H_
#define SVCENV_CLI_TERMINAL_FILE_OUTPUT_H_

#include <string_view>

#include "absl/types/span.h"
#include "svcenv/render/output.h"

namespace svcenv::cli {

// Writes to a file descriptor. Stops at the first failure.
class FileOutput : public Output {
 public:
  explicit FileOutput(int descriptor) : descriptor_(descriptor) {}

  // The errno of the first write that failed, or 0.
  int error() const { return error_; }
  void set_error(int error) { error_ = error_ == 0 ? error : error_; }

 protected:
  void Write(absl::Span<const std::string_view> pieces) override;

 private:
  const int descriptor_;
  int error_ = 0;
};

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_TERMINAL_FILE_OUTPUT_H_
