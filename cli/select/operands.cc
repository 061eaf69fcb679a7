#include "cli/select/operands.h"

#include <unistd.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/terminal/errors.h"
#include "svcenv/kubernetes/kinds.h"

namespace svcenv::cli {
namespace {

// Returns whether the string is KIND/NAME of a known kind.
bool NamesKind(std::string_view text) {
  const size_t slash = text.find('/');
  return slash != text.npos && slash + 1 < text.size() && text.find('/', slash + 1) == text.npos &&
         FindKindByWord(text.substr(0, slash)) != nullptr;
}

}  // namespace

bool IsPath(std::string_view text) {
  for (const std::string_view prefix : {"./", "../", "/"}) {
    if (absl::StartsWith(text, prefix)) return true;
  }
  for (const std::string_view suffix : {"/", ".yaml", ".yml", ".json"}) {
    if (absl::EndsWith(text, suffix)) return true;
  }
  return text == "-" || text == "." || text == "..";
}

OperandKind KindOfOperand(const std::string& text) {
  if (IsPath(text)) return OperandKind::kPath;
  if (NamesKind(text) || access(text.c_str(), F_OK) != 0) return OperandKind::kTarget;
  return absl::StrContains(text, '/') ? OperandKind::kPath : OperandKind::kBoth;
}

absl::Status AmbiguousOperand(std::string_view text) {
  return WrongUse(absl::StrCat("'", text, "' is ambiguous: it is a path and may also be a pod"),
                  absl::StrCat("write ./", text, " for the path, or pod/", text, " for the pod"));
}

}  // namespace svcenv::cli
