#include "cli/exec/preview.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "cli/exec/credentials.h"
#include "cli/terminal/shell_word.h"
#include "svcenv/base/counted.h"
#include "svcenv/base/terminal_text.h"

namespace svcenv::cli {
namespace {

// Shorter values occur in other strings by chance.
constexpr size_t kShortestSecret = 6;

class Masker {
 public:
  Masker(const EnvironmentBlock& environment, bool show_secrets) : masks_(!show_secrets) {
    if (!masks_) return;
    for (const char* const record : environment.records()) {
      const EnvironmentVariable variable = SplitRecord(record);
      if (variable.value.size() >= kShortestSecret && LooksSecret(variable.name)) {
        secrets_.push_back(variable.value);
      }
    }
    std::sort(secrets_.begin(), secrets_.end(),
              [](std::string_view a, std::string_view b) { return a.size() > b.size(); });
  }

  // `flag` is the argument before `text`.
  std::string Argument(std::string_view flag, std::string_view text) const {
    return masks_ ? ArgumentWithoutCredentials(flag, WithoutSecrets(text)) : std::string(text);
  }

  std::string Value(const EnvironmentVariable& variable) const {
    if (!masks_) return std::string(variable.value);
    if (!variable.value.empty() && LooksSecret(variable.name)) return std::string(kMask);
    return WithoutCredentials(WithoutSecrets(variable.value));
  }

 private:
  std::string WithoutSecrets(std::string_view text) const {
    std::string masked(text);
    for (const std::string_view secret : secrets_) {
      masked = absl::StrReplaceAll(masked, {{secret, kMask}});
    }
    return masked;
  }

  const bool masks_;
  std::vector<std::string_view> secrets_;  // longest first
};

}  // namespace

void WritePreview(const Preview& preview, const EnvironmentBlock& environment, Output* output) {
  const Masker masker(environment, preview.show_secrets);
  if (!preview.program.empty()) {
    output->Append(absl::StrCat("runs  ", Visible(preview.program), "\nas   "));
    for (size_t i = 0; i < preview.command.size(); ++i) {
      const std::string_view word =
          i == 0 ? preview.argv0.value_or(preview.command[0]) : preview.command[i];
      const std::string_view flag = i == 0 ? std::string_view() : preview.command[i - 1];
      output->Append(absl::StrCat(" ", Visible(ShellWord(masker.Argument(flag, word)))));
    }
    output->Append("\n");
  }
  output->Append(absl::StrCat("with  ", Counted(environment.size(), "variable"), "\n"));
  for (const char* const record : environment.records()) {
    const EnvironmentVariable variable = SplitRecord(record);
    output->Append(
        absl::StrCat("  ", Visible(variable.name), "=", Visible(masker.Value(variable)), "\n"));
  }
}

}  // namespace svcenv::cli
