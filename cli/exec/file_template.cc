#include "cli/exec/file_template.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/sources/file_bytes.h"
#include "cli/sources/replacement.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/nearest.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/env/template.h"

namespace svcenv::cli {
namespace {

constexpr mode_t kPermissions = 0777;
constexpr size_t kNameColumns = 60;

// Returns the references without a value, as in "line 3: $(A)", once for each name.
std::vector<std::string> Unresolved(
    std::string_view text, const Template& parsed,
    absl::FunctionRef<std::optional<std::string_view>(std::string_view)> variable) {
  std::vector<std::string> result;
  std::set<std::string_view> seen;
  size_t line = 1;
  const char* counted = text.data();
  for (const std::string_view name : parsed.references()) {
    line += static_cast<size_t>(std::count(counted, name.data(), '\n'));
    counted = name.data();
    if (variable(name).has_value() || !seen.insert(name).second) continue;
    result.push_back(absl::StrCat("line ", line, ": $(", Cut(Visible(name), kNameColumns), ")"));
  }
  return result;
}

absl::StatusOr<std::string> Expand(
    const std::string& source, bool keep_unresolved,
    absl::FunctionRef<std::optional<std::string_view>(std::string_view)> variable) {
  absl::StatusOr<std::string> text = ReadBytes(source);
  if (!text.ok()) return text.status();
  const Template parsed = Template::Parse(*text, DollarRule::kBytes);
  if (!keep_unresolved) {
    if (const auto unresolved = Unresolved(*text, parsed, variable); !unresolved.empty()) {
      return InputError(
          "reference-unresolved",
          absl::StrCat("cannot expand ", source, ": not set: ", JoinFirst(unresolved, ", ")),
          "set the variable, write $$(NAME) for a literal $(NAME), or pass --keep-unresolved");
    }
  }
  return *parsed.Expand(variable);
}

// Returns the permissions of a file.
absl::StatusOr<mode_t> ModeOf(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) == 0) return info.st_mode & kPermissions;
  return InputError("unreadable", absl::StrCat("cannot read ", path, ": ", ErrnoText(errno)),
                    "check that it is a file and that you have permission to read it");
}

}  // namespace

absl::StatusOr<FileTemplate> ParseFileTemplate(std::string_view text) {
  const size_t colon = text.find(':');
  FileTemplate result{std::string(text.substr(0, colon)),
                      colon == std::string_view::npos ? "" : std::string(text.substr(colon + 1))};
  if (result.source.empty() || result.destination.empty() ||
      result.destination.find(':') != std::string::npos || result.source == "-") {
    return WrongUse(absl::StrCat("--template '", Visible(text), "' is not a valid SRC:DST"),
                    "write two file paths without colons, like "
                    "/etc/app/app.conf.tmpl:/run/app.conf");
  }
  return result;
}

absl::StatusOr<mode_t> ParseMode(std::string_view text) {
  mode_t mode = 0;
  bool good = !text.empty() && text.size() <= 4;
  for (const char digit : text) {
    good = good && digit >= '0' && digit <= '7';
    mode = mode * 8 + static_cast<mode_t>(digit - '0');
  }
  if (!good || (mode & ~kPermissions) != 0) {
    return WrongUse(absl::StrCat("--mode '", Visible(text), "' is not a valid file mode"),
                    "write octal permissions, like 640");
  }
  return mode;
}

absl::Status WriteFiles(
    absl::Span<const FileTemplate> templates, const FileTemplateOptions& options,
    absl::FunctionRef<std::optional<std::string_view>(std::string_view)> variable) {
  Replacements replacements;
  for (const FileTemplate& file : templates) {
    const absl::StatusOr<std::string> text = Expand(file.source, options.keep_unresolved, variable);
    if (!text.ok()) return text.status();
    absl::StatusOr<mode_t> mode = options.mode.has_value() ? *options.mode : ModeOf(file.source);
    if (!mode.ok()) return mode.status();
    absl::StatusOr<Place> place = FindPlace(file.destination);
    if (!place.ok()) return place.status();
    for (const auto& other : replacements) {
      if (!(other->place() == *place)) continue;
      return WrongUse(absl::StrCat("more than one --template writes ", file.destination),
                      "remove one");
    }
    auto replacement = std::make_unique<Replacement>(file.destination, *std::move(place));
    if (absl::Status status = replacement->Write(*text, *mode); !status.ok()) return status;
    replacements.push_back(std::move(replacement));
  }
  return ReplaceAll(replacements);
}

}  // namespace svcenv::cli
