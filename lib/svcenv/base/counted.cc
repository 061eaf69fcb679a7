#include "svcenv/base/counted.h"

#include "absl/strings/str_cat.h"

namespace svcenv {

std::string WithCommas(uint64_t number) {
  std::string text = absl::StrCat(number);
  for (size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, ",");
  }
  return text;
}

std::string Counted(size_t count, std::string_view noun) {
  return absl::StrCat(WithCommas(count), " ", noun, count == 1 ? "" : "s");
}

}  // namespace svcenv
