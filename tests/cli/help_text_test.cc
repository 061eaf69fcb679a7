// Help is the same for all commands: short where -h asks, whole where --help does.
#include "cli/commands/help_text.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/commands/command.h"
#include "cli/commands/man_page.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "svcenv/base/terminal_text.h"

namespace svcenv::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr size_t kMaxBrief = 12;  // flags that -h shows
constexpr size_t kMaxColumns = 80;
constexpr ptrdiff_t kMaxLines = 48;

std::vector<Flag> FlagsOf(const CommandRow& row) {
  const std::unique_ptr<Command> command = row.make();
  Arguments arguments;
  DeclareFlags(row, command.get(), &arguments);
  return arguments.flags();
}

size_t WidestLine(std::string_view text) {
  size_t widest = 0;
  for (const std::string_view line : absl::StrSplit(text, '\n')) {
    widest = std::max(widest, ColumnsOf(line));
  }
  return widest;
}

TEST(HelpTextTest, BriefFlagsExistAndAreFew) {
  for (const CommandRow& row : Commands()) {
    std::set<std::string> declared;
    for (const Flag& flag : FlagsOf(row)) declared.insert(flag.names.back());
    const std::vector<std::string> brief = absl::StrSplit(row.brief, ' ', absl::SkipEmpty());
    EXPECT_LE(brief.size(), kMaxBrief) << row.name;
    for (const std::string& name : brief) {
      EXPECT_EQ(declared.count(name), 1u) << row.name << " " << name;
    }
  }
}

TEST(HelpTextTest, BriefHelpIsShortAndNamesTheRest) {
  for (const CommandRow& row : Commands()) {
    const std::string text = BriefHelpOf(row);
    EXPECT_LE(std::count(text.begin(), text.end(), '\n'), kMaxLines) << text;
    EXPECT_THAT(text, HasSubstr(absl::StrCat("Run `svcenv ", row.name, " --help` for ")));
  }
  EXPECT_THAT(BriefHelpOf(*FindCommand("env")), Not(HasSubstr("--legacy-service-host")));
  EXPECT_THAT(HelpOf(*FindCommand("env")), HasSubstr("--legacy-service-host"));
}

TEST(HelpTextTest, FlagHelpIsSentencesWithoutAFullStop) {
  for (const CommandRow& row : Commands()) {
    for (const Flag& flag : FlagsOf(row)) {
      ASSERT_FALSE(flag.help.empty()) << row.name << " " << flag.names.back();
      EXPECT_TRUE(absl::ascii_isupper(static_cast<unsigned char>(flag.help.front())))
          << row.name << " " << flag.names.back() << ": " << flag.help;
      EXPECT_FALSE(absl::EndsWith(flag.help, ".")) << row.name << " " << flag.names.back();
    }
  }
}

TEST(HelpTextTest, OutputIsAFormatEverywhere) {
  for (const CommandRow& row : Commands()) {
    for (const Flag& flag : FlagsOf(row)) {
      if (flag.names.back() != "--output") continue;
      EXPECT_EQ(flag.Usage(), "-o, --output FORMAT") << row.name;
      EXPECT_FALSE(flag.choices.empty()) << row.name;
    }
  }
}

TEST(HelpTextTest, OverviewListsEachCommandOnceInItsGroup) {
  const std::string text = Overview();
  for (const CommandRow& row : Commands()) {
    EXPECT_THAT(text, HasSubstr(absl::StrCat("\n  ", row.name, " "))) << row.name;
  }
  for (const std::string_view group : {"Inspect", "Check", "Run", "Integrate"}) {
    EXPECT_THAT(text, HasSubstr(absl::StrCat("\n", group, ":\n  ")));
  }
}

TEST(HelpTextTest, FitsANarrowTerminal) {
  EXPECT_LE(WidestLine(Overview()), kMaxColumns);
  for (const CommandRow& row : Commands()) {
    const std::string text = BriefHelpOf(row);
    EXPECT_LE(WidestLine(text.substr(0, text.find("\nExample"))), kMaxColumns) << text;
  }
}

TEST(ManPageTest, KeepsEveryCharacterOfTheHelp) {
  const std::string page = ManPageOf(*FindCommand("exec"));
  EXPECT_THAT(page, HasSubstr("svcenv\\-exec \\- prepare the environment, then exec COMMAND\n"));
  EXPECT_THAT(page, HasSubstr("\\fB\\-\\-drop\\-links\\fR[=\\fIall|unused\\fR]\n"));
  EXPECT_THAT(page, HasSubstr("nginx \\-g \\(aqdaemon off;\\(aq\n"));
  EXPECT_THAT(page, Not(HasSubstr("…")));
}

TEST(ManPageTest, ListsEveryCommand) {
  const std::string page = ManPage();
  for (const CommandRow& row : Commands()) {
    EXPECT_THAT(page, HasSubstr(absl::StrCat(".BR svcenv\\-", row.name, " (1)\n")));
  }
}

}  // namespace
}  // namespace svcenv::cli
