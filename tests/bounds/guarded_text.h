// Text with a protected page right before or after it, so that a read outside of it crashes.
//
//   const GuardedText text("a: 1", Guard::kAfter);
//   EXPECT_TRUE(IsUtf8(text.view()));
#ifndef SVCENV_TESTS_BOUNDS_GUARDED_TEXT_H_
#define SVCENV_TESTS_BOUNDS_GUARDED_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "svcenv/base/bytes.h"

namespace svcenv {

enum class Guard { kBefore, kAfter };

class GuardedText {
 public:
  explicit GuardedText(std::string_view text, Guard guard = Guard::kAfter);
  GuardedText(const GuardedText&) = delete;
  GuardedText& operator=(const GuardedText&) = delete;
  ~GuardedText();

  std::string_view view() const { return {begin_, size_}; }

  // Returns Bytes that do not own the text.
  Bytes bytes() const {
    return Bytes(begin_, size_, [](const char*, size_t) {});
  }

 private:
  char* mapping_;
  size_t mapped_;
  const char* begin_;
  size_t size_;
};

// Calls `scan` on prefixes and suffixes of `text`, each `step` bytes shorter than the previous one,
// with a guard before or after them. Expects the same result as for the same bytes between others.
void ExpectStaysWithin(std::string_view text, absl::FunctionRef<std::string(std::string_view)> scan,
                       size_t step = 1);

}  // namespace svcenv

#endif  // SVCENV_TESTS_BOUNDS_GUARDED_TEXT_H_
