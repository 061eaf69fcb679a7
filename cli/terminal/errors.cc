#include "cli/terminal/errors.h"

#include <cstring>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/nearest.h"

namespace svcenv::cli {
absl::Status InputError(std::string_view code, std::string message, std::string remedy) {
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = std::string(code);
  error.message = std::move(message);
  error.remedy = std::move(remedy);
  return ToStatus(error);
}

absl::Status WrongUse(std::string message, std::string remedy) {
  return InputError("", std::move(message), std::move(remedy));
}

std::string ErrnoText(int code) {
  std::string text = std::strerror(code);
  // Keeps abbreviations: "RPC struct is bad".
  if (text.size() > 1 && absl::ascii_islower(static_cast<unsigned char>(text[1]))) {
    text[0] = absl::ascii_tolower(static_cast<unsigned char>(text[0]));
  }
  return text;
}

std::string DidYouMean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::vector<std::string> near = Nearest(word, candidates);
  if (near.empty()) return "";
  return absl::StrCat(", did you mean '", absl::StrJoin(near, "' or '"), "'?");
}

}  // namespace svcenv::cli
