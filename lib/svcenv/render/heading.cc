#include "svcenv/render/heading.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace svcenv {

std::string SelectionOf(const Result& result) {
  std::string text = absl::StrCat(absl::AsciiStrToLower(result.object.kind), "/",
                                  result.object.name, " -n ", result.object.namespace_);
  if (!result.container.empty()) absl::StrAppend(&text, " -c ", result.container);
  for (char& c : text) {
    if (c == '=' || absl::ascii_iscntrl(static_cast<unsigned char>(c))) c = '?';
  }
  return text;
}

std::string HeadingOf(const Result& result) {
  std::string text = result.object.ToString();
  if (!result.container.empty()) absl::StrAppend(&text, ", container ", result.container);
  return text;
}

}  // namespace svcenv
