// Format systemd: an EnvironmentFile= of a unit (systemd, src/basic/env-file.c).
#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/utf8.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/render/formats.h"
#include "svcenv/render/known_variables.h"
#include "svcenv/render/quote.h"

namespace svcenv {
namespace {

// systemd drops such variables (env_value_is_valid in src/basic/env-util.c).
bool HasControl(std::string_view value) {
  return std::any_of(value.begin(), value.end(), [](char c) {
    return absl::ascii_iscntrl(static_cast<unsigned char>(c)) && c != '\t' && c != '\n';
  });
}

// Code points that are no characters: U+FDD0 to U+FDEF, and the last two of each plane. One of them
// makes systemd refuse the whole file (utf8_is_valid in src/basic/utf8.c).
bool HasNoncharacter(std::string_view utf8) {
  while (!utf8.empty()) {
    const size_t length = Utf8Length(utf8);
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(utf8[i]); };
    if (length == 3 && byte(0) == 0xEF && byte(1) == 0xB7 && byte(2) >= 0x90 && byte(2) <= 0xAF) {
      return true;
    }
    // FFFE and FFFF of any plane: the last 16 bits of the code are all set but, perhaps, the last
    // one.
    if (length >= 3 && byte(length - 1) >= 0xBE && byte(length - 2) == 0xBF &&
        (byte(length - 3) & 0x0F) == 0x0F) {
      return true;
    }
    utf8.remove_prefix(length);
  }
  return false;
}

}  // namespace

std::string_view SystemdProblem(const Variable& variable) {
  if (!ShellNameProblem(variable.name).empty()) return kNotExportable;
  if (HasControl(variable.value)) {
    return "its value has a control character other than tab and newline";
  }
  if (!IsUtf8(variable.value)) return kNotUtf8;
  if (HasNoncharacter(variable.value)) {
    return "its value has a code point that is no character, like U+FFFE";
  }
  return "";
}

void WriteSystemd(Results results, const RenderOptions& options, Output* output) {
  ForEachKnown(results, options, [&](std::string_view name, std::string_view value) {
    output->Append(absl::StrCat(name, "=", Quoted(value, '"', "\"\\`$", '\\'), "\n"));
  });
}

}  // namespace svcenv
