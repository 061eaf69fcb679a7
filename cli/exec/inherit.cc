#include "cli/exec/inherit.h"

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/terminal_text.h"

namespace svcenv::cli {
namespace {

const absl::ByAnyChar& Between() {
  static const auto& between = *new absl::ByAnyChar(", ");
  return between;
}

}  // namespace

absl::StatusOr<Inherited> Inherited::Parse(std::string_view text) {
  Inherited result;
  for (const std::string_view name : absl::StrSplit(text, Between(), absl::SkipEmpty())) {
    if (name == "default") {
      for (const std::string_view one : absl::StrSplit(kDefaultNames, Between(), absl::SkipEmpty()))
        result.names_.emplace_back(one);
      continue;
    }
    if (absl::StrContains(name, '=') || absl::StrContains(absl::StripSuffix(name, "*"), '*')) {
      return WrongUse(absl::StrCat("--inherit: '", Visible(name), "' is not a valid variable name"),
                      "write comma-separated names, like PATH,HOME,LC_*; set values with --set");
    }
    result.names_.emplace_back(name);
  }
  return result;
}

bool Inherited::Has(std::string_view name) const {
  return absl::c_any_of(names_, [&](std::string_view one) {
    return absl::ConsumeSuffix(&one, "*") ? absl::StartsWith(name, one) : name == one;
  });
}

}  // namespace svcenv::cli
