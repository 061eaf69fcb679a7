#include "cli/errors.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/nearest.h"

namespace svcenv::cli {
namespace {

constexpr size_t kMostNames = 8;

}  // namespace

absl::Status InputError(std::string_view code, std::string message, std::string remedy) {
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = std::string(code);
  error.message = std::move(message);
  error.remedy = std::move(remedy);
  return ToStatus(error);
}

absl::Status WrongUse(std::string message, std::string remedy) {
  return InputError("usage", std::move(message), std::move(remedy));
}

std::string DidYouMean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::vector<std::string> near = Nearest(word, candidates);
  if (near.empty()) return "";
  return absl::StrCat(", did you mean '", absl::StrJoin(near, "' or '"), "'?");
}

std::string Offer(std::string_view word, const std::vector<std::string>& names,
                  std::string_view what) {
  const std::vector<std::string> near =
      Nearest(word, std::vector<std::string_view>(names.begin(), names.end()));
  if (!near.empty()) return absl::StrCat("did you mean ", absl::StrJoin(near, " or "), "?");
  if (names.empty()) return absl::StrCat("there is no ", what, " in what was read");
  return absl::StrCat("there ", names.size() == 1 ? "is " : "are ", Several(names, ", "));
}

std::string Several(const std::vector<std::string>& names, std::string_view separator) {
  const size_t shown = std::min(names.size(), kMostNames);
  std::string text = absl::StrJoin(names.begin(), names.begin() + shown, separator);
  if (names.size() > shown) absl::StrAppend(&text, " and ", names.size() - shown, " more");
  return text;
}

}  // namespace svcenv::cli
