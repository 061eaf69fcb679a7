#include "cli/commands/help_text.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/terminal/program.h"

namespace svcenv::cli {
namespace {

constexpr CommandGroupTitle kGroups[] = {
    {CommandGroup::kInspect, "Inspect"},
    {CommandGroup::kCheck, "Check"},
    {CommandGroup::kRun, "Run"},
    {CommandGroup::kIntegrate, "Integrate"},
    {CommandGroup::kOther, "Other commands"},
};
constexpr size_t kNameColumns = 12;
constexpr size_t kBriefExamples = 3;

// Returns a sentence and the usage.
std::string Introduction(const CommandRow& command) {
  return absl::StrCat(command.summary, ".\n\nUsage:\n  svcenv ", command.name,
                      command.usage.empty() ? "" : " ", command.usage, "\n");
}

// Returns at most `most` lines of examples.
std::string ExamplesOf(std::string_view examples, size_t most) {
  const std::vector<std::string_view> lines = absl::StrSplit(examples, '\n');
  std::string text = lines.size() == 1 || most == 1 ? "\nExample:\n" : "\nExamples:\n";
  for (size_t i = 0; i < std::min(most, lines.size()); ++i) {
    absl::StrAppend(&text, "  ", lines[i], "\n");
  }
  return text;
}

}  // namespace

absl::Span<const CommandGroupTitle> CommandGroups() { return kGroups; }

std::string Overview() {
  std::string text = absl::StrCat(kProgramSummary,
                                  ".\n"
                                  "\n"
                                  "Usage:\n"
                                  "  svcenv COMMAND [arguments] [flags]\n");
  for (const CommandGroupTitle& group : kGroups) {
    absl::StrAppend(&text, "\n", group.title, ":\n");
    for (const CommandRow& command : Commands()) {
      if (command.group != group.group) continue;
      std::string name(command.name);
      name.resize(kNameColumns, ' ');
      absl::StrAppend(&text, "  ", name, command.summary, "\n");
    }
  }
  absl::StrAppend(&text, ExamplesOf(kProgramExamples, kBriefExamples),
                  "\n"
                  "Exit status: 0 on success, 1 if something was found, 2 on bad usage or input.\n"
                  "Run `svcenv COMMAND -h` for the most useful flags, or `--help` for all.\n");
  return AsCalled(text);
}

std::string HelpOf(const CommandRow& command) {
  std::string text = Introduction(command);
  if (!command.details.empty()) absl::StrAppend(&text, "\n", Wrap(command.details, 0), "\n");
  const std::unique_ptr<Command> made = command.make();
  Arguments arguments;
  DeclareFlags(command, made.get(), &arguments);
  absl::StrAppend(&text, arguments.Help(), ExamplesOf(command.examples, std::string_view::npos));
  return AsCalled(text);
}

std::string BriefHelpOf(const CommandRow& command) {
  std::string text = Introduction(command);
  const std::unique_ptr<Command> made = command.make();
  Arguments arguments;
  DeclareFlags(command, made.get(), &arguments);
  const std::vector<std::string_view> names = absl::StrSplit(command.brief, ' ', absl::SkipEmpty());
  if (!names.empty()) absl::StrAppend(&text, "\nFlags:\n", arguments.BriefHelp(names));
  absl::StrAppend(&text, ExamplesOf(command.examples, kBriefExamples));
  const size_t count = arguments.flags().size();
  absl::StrAppend(
      &text, "\nRun `svcenv ", command.name, " --help` for ",
      names.size() < count && count > 1 ? absl::StrCat("all ", count, " flags") : "details", ".\n");
  return AsCalled(text);
}

}  // namespace svcenv::cli
