#include "svcenv/go/timestamp.h"

#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace svcenv {
namespace {

// Consumes the parts of a timestamp from the front of a string, as time.Parse does.
class TimestampScanner {
 public:
  explicit TimestampScanner(std::string_view text) : text_(text) {}

  bool at_end() const { return text_.empty(); }

  bool Take(char c) {
    if (!absl::StartsWith(text_, std::string_view(&c, 1))) return false;
    text_.remove_prefix(1);
    return true;
  }

  // Takes a number of `fewest` to `most` digits between `low` and `high`.
  bool TakeNumber(size_t fewest, size_t most, int low, int high) {
    size_t digits = 0;
    value_ = 0;
    while (digits < most && digits < text_.size() && absl::ascii_isdigit(text_[digits])) {
      value_ = value_ * 10 + (text_[digits++] - '0');
    }
    text_.remove_prefix(digits);
    return digits >= fewest && value_ >= low && value_ <= high;
  }

  bool TakeDate() {
    if (!TakeNumber(4, 4, 0, 9999)) return false;
    const int year = value_;
    if (!Take('-') || !TakeNumber(1, 2, 1, 12)) return false;
    const int month = value_;
    const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    const int days = month == 2                                              ? (is_leap ? 29 : 28)
                     : month == 4 || month == 6 || month == 9 || month == 11 ? 30
                                                                             : 31;
    return Take('-') && TakeNumber(1, 2, 1, days);
  }

  bool TakeTime() {
    if (!TakeNumber(1, 2, 0, 23) || !Take(':')) return false;
    if (!TakeNumber(1, 2, 0, 59) || !Take(':')) return false;
    if (!TakeNumber(1, 2, 0, 59)) return false;
    if (text_.size() >= 2 && (text_[0] == '.' || text_[0] == ',') &&
        absl::ascii_isdigit(text_[1])) {
      text_.remove_prefix(1);
      while (!text_.empty() && absl::ascii_isdigit(text_[0])) text_.remove_prefix(1);
    }
    return true;
  }

  bool TakeZone() {
    if (Take('Z')) return true;
    if (!Take('+') && !Take('-')) return false;
    return TakeNumber(2, 2, 0, 24) && Take(':') && TakeNumber(2, 2, 0, 60);
  }

 private:
  std::string_view text_;
  int value_ = 0;  // the last number taken
};

}  // namespace

bool IsGoTimestamp(std::string_view text) {
  TimestampScanner scanner(text);
  if (!scanner.TakeDate()) return false;
  if (scanner.at_end()) return true;
  if (scanner.Take(' ')) {
    while (scanner.Take(' ')) {
    }
    return scanner.TakeTime() && scanner.at_end();
  }
  if (!scanner.Take('T') && !scanner.Take('t')) return false;
  return scanner.TakeTime() && scanner.TakeZone() && scanner.at_end();
}

}  // namespace svcenv
