// Format systemd: an EnvironmentFile= for a unit (systemd, src/basic/env-file.c).
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

// Returns whether the value has a control character for which systemd drops the variable
// (env_value_is_valid in src/basic/env-util.c).
bool HasControl(std::string_view value) {
  return std::any_of(value.begin(), value.end(), [](char c) {
    return absl::ascii_iscntrl(static_cast<unsigned char>(c)) && c != '\t' && c != '\n';
  });
}

// Returns whether the string has a noncharacter: U+FDD0 to U+FDEF, or one of the last two code
// points of a plane. systemd rejects a file that contains one (utf8_is_valid in src/basic/utf8.c).
bool HasNoncharacter(std::string_view utf8) {
  while (!utf8.empty()) {
    const size_t length = Utf8Length(utf8);
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(utf8[i]); };
    if (length == 3 && byte(0) == 0xEF && byte(1) == 0xB7 && byte(2) >= 0x90 && byte(2) <= 0xAF) {
      return true;
    }
    // FFFE and FFFF of any plane: the low 16 bits are all set, except possibly the last one.
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
    return "its value contains a control character other than tab and newline";
  }
  if (!IsUtf8(variable.value)) return kNotUtf8;
  if (HasNoncharacter(variable.value)) {
    return "its value contains a noncharacter such as U+FFFE";
  }
  return "";
}

void WriteSystemd(Results results, const RenderOptions& options, Output* output) {
  ForEachKnown(results, options, [&](std::string_view name, std::string_view value) {
    output->Append(absl::StrCat(name, "=", Quoted(value, '"', "\"\\`$", '\\'), "\n"));
  });
}

}  // namespace svcenv
