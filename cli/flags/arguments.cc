#include "cli/flags/arguments.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "CLI/CLI.hpp"
#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/terminal_text.h"

namespace svcenv::cli {
namespace {

constexpr size_t kHelpColumn = 32;  // where the help of a flag starts

// Returns "  -f, --filename FILE   HELP" and a newline. Wraps the help.
std::string HelpLine(const Flag& flag, std::string_view help) {
  std::string line = absl::StrCat("  ", flag.names[0][1] == '-' ? "    " : "", flag.Usage());
  const size_t columns = ColumnsOf(line);
  if (columns + 2 > kHelpColumn) {
    absl::StrAppend(&line, "\n", std::string(kHelpColumn, ' '));
  } else {
    line.append(kHelpColumn - columns, ' ');
  }
  return absl::StrCat(line, Wrap(help, kHelpColumn), "\n");
}

// CLI11's name for positional arguments. Since 2.4.2, CLI11 rejects an argument that shares its
// name with a flag, such as A of `diff A B` and -A. Help and messages use Impl::positional instead.
constexpr char kPositional[] = "<arguments>";

}  // namespace

struct Arguments::Impl {
  using Target =
      std::variant<std::string*, std::vector<std::string>*, bool*, std::vector<FlagUse>*>;

  std::string group;
  std::vector<Flag> flags;
  std::vector<Target> targets;      // where Parse writes each of `flags`
  std::vector<std::string> usual;   // the default of an omitted value, for each of `flags`
  std::string letters_with_values;  // short flags that take a value: "f"
  std::string positional;           // the name of the positional arguments
  std::string* argument = nullptr;
  std::vector<std::string>* arguments = nullptr;
  std::vector<std::string>* command = nullptr;
  CommandBegin command_begin = CommandBegin::kAfterDashes;

  void Note(Target target, std::string_view names, std::string_view value_name,
            std::string_view help) {
    Flag& flag = flags.emplace_back();
    flag.group = group;
    flag.names = absl::StrSplit(names, ',');
    flag.value_name = std::string(value_name);
    flag.help = std::string(help);
    targets.push_back(target);
    usual.emplace_back();
    for (const std::string& name : flag.names) {
      if (name.size() == 2 && !value_name.empty()) letters_with_values.push_back(name[1]);
    }
  }

  // Returns the index of the flag, or flags.size() if there is no such flag.
  size_t Find(std::string_view name) const;
  // Returns whether `word` is a flag whose value is the next word.
  bool TakesNext(std::string_view word) const;

  // Returns the number of `words` before the command.
  size_t CountBeforeCommand(absl::Span<const std::string> words) const;

  // Joins each flag and a value that starts with a dash to one word: "--flag=-1". CLI11 would parse
  // the value as a flag.
  std::vector<std::string> JoinValues(absl::Span<const std::string> words) const;
  absl::Status ParseFlags(absl::Span<const std::string> words);
  absl::Status Unexpected(const std::string& argument) const;
};

namespace {

// Returns whether one of `words` may be `flag`, alone or among other letters as in "-Ao".
bool MayContain(absl::Span<const std::string> words, const Flag& flag) {
  return absl::c_any_of(words, [&](const std::string& word) {
    if (!absl::StartsWith(word, "-")) return false;
    const bool is_long = absl::StartsWith(word, "--");
    return absl::c_any_of(flag.names, [&](const std::string& name) {
      return is_long ? absl::StartsWith(word, name)
                     : name.size() == 2 && absl::StrContains(word, name[1]);
    });
  });
}

// Declares the flags that `words` may contain. CLI11 compares the names of each new flag with those
// of all others, which would take most of the time of parsing.
template <typename Impl>
void Declare(Impl& impl, absl::Span<const std::string> words, CLI::App* app) {
  app->set_help_flag();
  app->allow_extras();
  for (size_t i = 0; i < impl.flags.size(); ++i) {
    if (!MayContain(words, impl.flags[i])) continue;
    const std::string names = absl::StrJoin(impl.flags[i].names, ",");
    if (impl.flags[i].value_optional) {
      app->add_flag(absl::StrCat(names, "{", impl.usual[i], "}"),
                    *std::get<std::string*>(impl.targets[i]));
    } else if (const auto* uses = std::get_if<std::vector<FlagUse>*>(&impl.targets[i])) {
      const auto add = [name = std::string_view(impl.flags[i].names.back()),
                        to = *uses](const std::string& value) {
        to->push_back({name, value});
      };
      if (impl.flags[i].value_name.empty()) {
        app->add_flag_callback(names, [add] { add(""); })
            ->disable_flag_override()
            ->trigger_on_parse();
      } else {
        app->add_option_function<std::string>(names, add)->trigger_on_parse();
      }
    } else if (const auto* value = std::get_if<std::string*>(&impl.targets[i])) {
      app->add_option(names, **value)->take_last();
    } else if (const auto* values = std::get_if<std::vector<std::string>*>(&impl.targets[i])) {
      // One at a time: since 2.6, CLI11 splits "[a,b]" if an option takes several values.
      const auto add = [to = *values](const std::string& value) { to->push_back(value); };
      app->add_option_function<std::string>(names, add)->trigger_on_parse();
    } else if (const auto* set = std::get_if<bool*>(&impl.targets[i])) {
      app->add_flag(names, **set)->disable_flag_override();
    }
  }
  if (impl.argument != nullptr) app->add_option(kPositional, *impl.argument);
  if (impl.arguments != nullptr) app->add_option(kPositional, *impl.arguments);
}

absl::Status Explain(const CLI::ParseError& error) {
  std::string what = error.what();
  if (const size_t missing = what.find(": 1 required"); missing != std::string::npos) {
    what = absl::StrCat("flag ", what.substr(0, missing), " needs a value");
  } else if (const size_t value = what.find(" was given a disallowed");
             value != std::string::npos) {
    what = absl::StrCat("flag ", absl::StartsWith(what, "-") ? "" : "--", what.substr(0, value),
                        " takes no value");
  }
  return absl::InvalidArgumentError(what);
}

bool IsFlag(const std::string& word) { return word.size() > 1 && word[0] == '-'; }

}  // namespace

size_t Arguments::Impl::Find(std::string_view name) const {
  size_t index = 0;
  while (index < flags.size() && !absl::c_linear_search(flags[index].names, name)) ++index;
  return index;
}

bool Arguments::Impl::TakesNext(std::string_view word) const {
  const size_t index = Find(word);
  return index < flags.size() && !flags[index].value_name.empty() && !flags[index].value_optional;
}

size_t Arguments::Impl::CountBeforeCommand(absl::Span<const std::string> words) const {
  if (command == nullptr || command_begin == CommandBegin::kAfterDashes) {
    return static_cast<size_t>(std::find(words.begin(), words.end(), "--") - words.begin());
  }
  size_t count = 0;
  while (count < words.size() && words[count] != "--" && IsFlag(words[count])) {
    if (TakesNext(words[count++]) && count < words.size()) ++count;
  }
  return count;
}

std::vector<std::string> Arguments::Impl::JoinValues(absl::Span<const std::string> words) const {
  std::vector<std::string> result;
  for (size_t i = 0; i < words.size(); ++i) {
    result.push_back(words[i]);
    if (!TakesNext(words[i]) || i + 1 == words.size()) continue;
    ++i;
    if (absl::StartsWith(words[i], "-")) {
      absl::StrAppend(&result.back(), "=", words[i]);
    } else {
      result.push_back(words[i]);
    }
  }
  return result;
}

absl::Status Arguments::Impl::ParseFlags(absl::Span<const std::string> words) {
  CLI::App app;
  Declare(*this, words, &app);
  std::vector<std::string> reversed;  // as CLI11 expects them
  bool before_dashes = true;
  for (std::string word : words) {
    before_dashes = before_dashes && word != "--";
    // Accepts "-n=shop", as kubectl does.
    if (before_dashes && word.size() > 2 && word[0] == '-' && word[2] == '=' &&
        absl::StrContains(letters_with_values, word[1])) {
      word.erase(2, 1);
    }
    reversed.push_back(std::move(word));
  }
  std::reverse(reversed.begin(), reversed.end());
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    return Explain(error);
  }
  const std::vector<std::string> extras = app.remaining();
  // Reports an unknown flag first: the word after it may be meant as its value.
  for (const bool flag : {true, false}) {
    for (const std::string& extra : extras) {
      if (extra != "--" && absl::StartsWith(extra, "-") == flag) return Unexpected(extra);
    }
  }
  return absl::OkStatus();
}

absl::Status Arguments::Impl::Unexpected(const std::string& argument) const {
  if (!absl::StartsWith(argument, "-")) {
    return absl::InvalidArgumentError(absl::StrCat(
        "unexpected argument '", argument, "'",
        positional.empty() ? "" : absl::StrCat(": at most one ", positional, " is allowed")));
  }
  const std::string flag = argument.substr(0, argument.find('='));
  std::vector<std::string_view> names;
  for (const Flag& known : flags) names.insert(names.end(), known.names.begin(), known.names.end());
  const bool is_word = flag.size() > 2;  // a wrong letter is near every other letter
  return absl::InvalidArgumentError(
      absl::StrCat("unknown flag '", flag, "'", is_word ? DidYouMean(flag, names) : ""));
}

Arguments::Arguments() : impl_(std::make_unique<Impl>()) {}
Arguments::~Arguments() = default;

void Arguments::Group(std::string_view title) { impl_->group = std::string(title); }

void Arguments::Add(std::string* value, std::string_view names, std::string_view value_name,
                    std::string_view help) {
  impl_->Note(value, names, value_name, help);
}

void Arguments::Add(std::vector<std::string>* values, std::string_view names,
                    std::string_view value_name, std::string_view help) {
  impl_->Note(values, names, value_name, help);
}

void Arguments::Add(bool* value, std::string_view names, std::string_view help) {
  impl_->Note(value, names, "", help);
}

void Arguments::AddWithUsual(std::string* value, std::string_view usual, std::string_view names,
                             std::string_view value_name, std::string_view help) {
  impl_->Note(value, names, value_name, help);
  impl_->flags.back().value_optional = true;
  impl_->usual.back() = std::string(usual);
}

void Arguments::AddFormat(std::string* value, std::string_view help, std::vector<Choice> formats) {
  impl_->Note(value, "-o,--output", "FORMAT", help);
  impl_->flags.back().choices = std::move(formats);
}

void Arguments::AddInOrder(std::vector<FlagUse>* uses, std::string_view names,
                           std::string_view value_name, std::string_view help) {
  impl_->Note(uses, names, value_name, help);
}

void Arguments::Argument(std::string* value, std::string_view name) {
  impl_->positional = std::string(name);
  impl_->argument = value;
}

void Arguments::Argument(std::vector<std::string>* values, std::string_view name) {
  impl_->positional = std::string(name);
  impl_->arguments = values;
}

void Arguments::Command(std::vector<std::string>* words, CommandBegin begin) {
  impl_->command = words;
  impl_->command_begin = begin;
}

std::optional<CommandBegin> Arguments::command_begin() const {
  if (impl_->command == nullptr) return std::nullopt;
  return impl_->command_begin;
}

HelpKind Arguments::AskedHelp(const std::vector<std::string>& arguments) const {
  const auto flags = absl::MakeConstSpan(arguments).first(impl_->CountBeforeCommand(arguments));
  if (absl::c_linear_search(flags, "--help")) return HelpKind::kWhole;
  return absl::c_linear_search(flags, "-h") ? HelpKind::kShort : HelpKind::kNone;
}

absl::Status Arguments::Parse(const std::vector<std::string>& arguments) {
  if (impl_->command == nullptr) return impl_->ParseFlags(arguments);
  const size_t count = impl_->CountBeforeCommand(arguments);
  size_t begin = count;
  if (begin < arguments.size() && arguments[begin] == "--") ++begin;
  impl_->command->assign(arguments.begin() + static_cast<ptrdiff_t>(begin), arguments.end());
  const auto words = absl::MakeConstSpan(arguments).first(count);
  return impl_->command_begin == CommandBegin::kAtFirstWord
             ? impl_->ParseFlags(impl_->JoinValues(words))
             : impl_->ParseFlags(words);
}

const std::vector<Flag>& Arguments::flags() const { return impl_->flags; }

std::string Arguments::Help() const {
  std::string result;
  std::string_view group;
  for (const Flag& flag : impl_->flags) {
    if (flag.group != group) absl::StrAppend(&result, "\n", flag.group, ":\n");
    group = flag.group;
    absl::StrAppend(&result, HelpLine(flag, flag.WholeHelp()));
  }
  return result;
}

std::string Arguments::BriefHelp(const std::vector<std::string_view>& names) const {
  std::string result;
  for (const std::string_view name : names) {
    const Flag& flag = impl_->flags[impl_->Find(name)];
    absl::StrAppend(&result, HelpLine(flag, flag.BriefHelp()));
  }
  return result;
}

std::string Flag::Usage() const {
  const std::string joined = absl::StrJoin(names, ", ");
  if (value_name.empty()) return joined;
  return value_optional ? absl::StrCat(joined, "[=", value_name, "]")
                        : absl::StrCat(joined, " ", value_name);
}

std::string Flag::WholeHelp() const {
  std::string text = help;
  for (const Choice& choice : choices) {
    absl::StrAppend(&text, "\n", choice.name, ": ", choice.help);
  }
  return text;
}

std::string Flag::BriefHelp() const {
  size_t end = help.size();
  for (const std::string_view mark : {". ", ": ", "\n"}) end = std::min(end, help.find(mark));
  const std::string clause = help.substr(0, end);
  if (choices.empty()) return clause;
  return absl::StrCat(clause, ": ",
                      absl::StrJoin(choices, ", ", [](std::string* out, const Choice& choice) {
                        absl::StrAppend(out, choice.name);
                      }));
}

std::string Wrap(std::string_view text, size_t indent) {
  std::string result;
  for (const std::string_view line : absl::StrSplit(text, '\n')) {
    for (const std::string_view row : WrapWords(line, kHelpWidth - indent)) {
      if (!result.empty()) absl::StrAppend(&result, "\n", std::string(indent, ' '));
      absl::StrAppend(&result, row);
    }
  }
  return result;
}

}  // namespace svcenv::cli
