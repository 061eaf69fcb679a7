#include "cli/commands/man_page.h"

#include <memory>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "cli/commands/help_text.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/base/utf8.h"
#include "svcenv/base/version.h"

namespace svcenv::cli {
namespace {

// The date of the last change to the wording of the pages. Without one, mandoc warns.
constexpr std::string_view kManualDate = "2026-12-01";

constexpr size_t kSourceColumns = 78;

// The variables that all commands read.
constexpr struct {
  std::string_view name, meaning;
} kVariables[] = {
    {"SVCENV_PAGER, PAGER",
     "The pager for output that is longer than the terminal. Defaults to less. An empty value, or "
     "cat, disables it."},
    {"NO_COLOR", "If not empty, disables colors. --color overrides it."},
    {"CLICOLOR_FORCE", "If neither empty nor 0, enables colors everywhere."},
    {"KUBECTL, HELM", "The programs to run instead of kubectl and helm."},
    {"KUBECONFIG", "Read by kubectl, which reads the objects of a live cluster."},
};

constexpr struct {
  std::string_view status, meaning;
} kStatuses[] = {
    {"0", "Successful."},
    {"1",
     "Something was found: a difference, a finding, an unknown value, or a container that "
     "does not start or fit."},
    {"2", "Invalid usage or input. Nothing was written to standard output."},
};

// Returns a character as roff input, such that it is shown unchanged.
std::string Escaped(std::string_view character) {
  constexpr struct {
    std::string_view character, roff;
  } kSpecial[] = {{"\\", "\\e"},   {"-", "\\-"},   {"'", "\\(aq"}, {"`", "\\(ga"},
                  {"\"", "\\(dq"}, {"^", "\\(ha"}, {"~", "\\(ti"}};
  for (const auto& special : kSpecial) {
    if (special.character == character) return std::string(special.roff);
  }
  return std::string(character);
}

// Returns a string as roff input.
std::string Roff(std::string_view text) {
  std::string result;
  // A line that starts with a dot is a macro.
  if (absl::StartsWith(text, ".")) result = "\\&";
  while (!text.empty()) {
    const Character character = TakeCharacter(&text);
    absl::StrAppend(&result, character.text.size() > 1
                                 ? absl::StrFormat("\\[u%04X]", character.code)
                                 : Escaped(character.text));
  }
  return result;
}

std::string Bold(std::string_view text) { return absl::StrCat("\\fB", Roff(text), "\\fR"); }

void AddHeading(std::string_view name, std::string* page) {
  absl::StrAppend(page, ".SH ", Roff(name), "\n");
}

void AddTitle(std::string_view name, std::string_view summary, std::string* page) {
  const std::string title = absl::AsciiStrToUpper(name);
  std::string lower(summary);
  lower[0] = absl::ascii_tolower(static_cast<unsigned char>(lower[0]));
  absl::StrAppend(page, ".TH ", Roff(title), " 1 ", kManualDate, " \"svcenv ", kVersion,
                  "\" \"svcenv manual\"\n"
                  ".nh\n"      // do not hyphenate flags and names
                  ".ad l\n");  // nor stretch lines
  AddHeading("NAME", page);
  absl::StrAppend(page, Roff(name), " \\- ", Roff(lower), "\n");
}

// Adds paragraphs, which are separated by blank lines. Keeps line breaks.
void AddParagraphs(std::string_view text, std::string* page) {
  std::string_view before;
  for (const std::string_view line : absl::StrSplit(text, '\n')) {
    if (line.empty()) {
      before = ".PP\n";
      continue;
    }
    absl::StrAppend(page, before);
    // mandoc warns about long lines. The terminal wraps the text anew.
    const std::string roff = Roff(line);
    for (const std::string_view row : WrapWords(roff, kSourceColumns)) {
      absl::StrAppend(page, absl::StartsWith(row, ".") ? "\\&" : "", row, "\n");
    }
    before = ".br\n";
  }
}

// Adds a term and its description.
void AddTerm(std::string_view roff_term, std::string_view text, std::string* page) {
  absl::StrAppend(page, ".TP\n", roff_term, "\n");
  AddParagraphs(text, page);
}

std::string RoffUsage(const Flag& flag) {
  std::string text;
  for (const std::string& name : flag.names) {
    absl::StrAppend(&text, text.empty() ? "" : ", ", Bold(name));
  }
  if (flag.value_name.empty()) return text;
  const std::string value = absl::StrCat("\\fI", Roff(flag.value_name), "\\fR");
  return flag.value_optional ? absl::StrCat(text, "[=", value, "]")
                             : absl::StrCat(text, " ", value);
}

// Returns sentences of help, whose last one lacks a full stop, with it.
std::string Stopped(std::string_view text) {
  return absl::StrCat(text, text.empty() || absl::EndsWith(text, ".") ? "" : ".");
}

void AddFlags(const CommandRow& command, std::string* page) {
  const std::unique_ptr<Command> made = command.make();
  Arguments arguments;
  DeclareFlags(command, made.get(), &arguments);
  if (arguments.flags().empty()) return;
  AddHeading("OPTIONS", page);
  std::string_view group;
  for (const Flag& flag : arguments.flags()) {
    if (flag.group != group) absl::StrAppend(page, ".SS ", Roff(flag.group), "\n");
    group = flag.group;
    AddTerm(RoffUsage(flag), Stopped(flag.help), page);
    if (flag.choices.empty()) continue;
    absl::StrAppend(page, ".RS\n");
    for (const Choice& choice : flag.choices) {
      AddTerm(Bold(choice.name), Stopped(choice.help), page);
    }
    absl::StrAppend(page, ".RE\n");
  }
}

void AddExamples(std::string_view lines, std::string* page) {
  AddHeading("EXAMPLES", page);
  absl::StrAppend(page, ".EX\n");
  for (const std::string_view line : absl::StrSplit(lines, '\n')) {
    absl::StrAppend(page, Roff(line), "\n");
  }
  absl::StrAppend(page, ".EE\n");
}

std::string PageName(const CommandRow& command) { return absl::StrCat("svcenv-", command.name); }

// Adds references to svcenv(1) and the other commands of the group.
void AddSeeAlso(const CommandRow& command, std::string* page) {
  AddHeading("SEE ALSO", page);
  std::string names = ".BR svcenv (1)";
  for (const CommandRow& other : Commands()) {
    if (other.group != command.group || other.name == command.name) continue;
    absl::StrAppend(&names, ",\n.BR ", Roff(PageName(other)), " (1)");
  }
  absl::StrAppend(page, names, "\n");
}

template <typename Rows>
void AddRows(std::string_view heading, const Rows& rows, std::string* page) {
  AddHeading(heading, page);
  for (const auto& [term, meaning] : rows) AddTerm(Bold(term), meaning, page);
}

}  // namespace

std::string ManPage() {
  std::string page;
  AddTitle("svcenv", "Show the exact environment a Kubernetes container will get, and why", &page);
  AddHeading("SYNOPSIS", &page);
  absl::StrAppend(&page, Bold("svcenv"), " \\fICOMMAND\\fR [arguments] [flags]\n");
  AddHeading("DESCRIPTION", &page);
  AddParagraphs(Stopped(kProgramSummary), &page);
  AddHeading("COMMANDS", &page);
  for (const CommandGroupTitle& group : CommandGroups()) {
    absl::StrAppend(&page, ".SS ", Roff(group.title), "\n");
    for (const CommandRow& command : Commands()) {
      if (command.group != group.group) continue;
      AddTerm(absl::StrCat(".BR ", Roff(PageName(command)), " (1)"), Stopped(command.summary),
              &page);
    }
  }
  AddRows("EXIT STATUS", kStatuses, &page);
  AddParagraphs("\nsvcenv exec and svcenv run exit with the status of the command that they run.",
                &page);
  AddRows("ENVIRONMENT", kVariables, &page);
  AddHeading("FILES", &page);
  AddTerm(Bold(".svcenv.yaml"),
          "Configuration of svcenv lint. The nearest one upward from each manifest applies.",
          &page);
  AddExamples(kProgramExamples, &page);
  AddHeading("SEE ALSO", &page);
  absl::StrAppend(&page, ".BR kubectl (1),\n.BR environ (7)\n");
  return page;
}

std::string ManPageOf(const CommandRow& command) {
  std::string page;
  AddTitle(PageName(command), command.summary, &page);
  AddHeading("SYNOPSIS", &page);
  absl::StrAppend(&page, Bold(absl::StrCat("svcenv ", command.name)),
                  command.usage.empty() ? "" : " ", Roff(command.usage), "\n");
  AddHeading("DESCRIPTION", &page);
  AddParagraphs(Stopped(command.summary), &page);
  if (!command.details.empty()) AddParagraphs(absl::StrCat("\n", command.details), &page);
  AddFlags(command, &page);
  AddExamples(command.examples, &page);
  AddSeeAlso(command, &page);
  return page;
}

int WriteManPage(const std::vector<std::string>& arguments, Console* console) {
  if (arguments.empty()) {
    console->out().Append(ManPage());
  } else if (arguments.front() == "--list") {
    console->out().Append("svcenv\n");
    for (const CommandRow& command : Commands()) {
      console->out().Append(absl::StrCat(PageName(command), "\n"));
    }
  } else if (const CommandRow* command = FindCommand(arguments.front()); command != nullptr) {
    console->out().Append(ManPageOf(*command));
  } else {
    return UnknownCommand(console, arguments.front());
  }
  return kDone;
}

}  // namespace svcenv::cli
