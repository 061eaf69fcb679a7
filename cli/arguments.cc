#include "cli/arguments.h"

#include <algorithm>
#include <utility>

#include "CLI/CLI.hpp"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "cli/errors.h"

namespace svcenv::cli {
namespace {

constexpr size_t kHelpColumn = 32;  // where the text of a flag begins

}  // namespace

struct Arguments::Impl {
  CLI::App app;
  std::string group;
  std::vector<Flag> flags;
  std::string letters_with_values;  // "f"
  std::string positional;           // the name of the one argument that is no flag

  void Note(std::string_view option, std::string_view value_name, std::string_view help) {
    flags.push_back(
        {group, absl::StrSplit(option, ','), std::string(value_name), std::string(help)});
    for (const std::string& name : flags.back().names) {
      if (name.size() == 2 && !value_name.empty()) letters_with_values.push_back(name[1]);
    }
  }

  absl::Status Explain(const CLI::ParseError& error) const;
  absl::Status Unexpected(const std::string& argument) const;
};

Arguments::Arguments() : impl_(std::make_unique<Impl>()) {
  impl_->app.set_help_flag();
  impl_->app.allow_extras();
}
Arguments::~Arguments() = default;

void Arguments::Group(std::string_view title) { impl_->group = std::string(title); }

void Arguments::Add(std::string* value, std::string_view names, std::string_view value_name,
                    std::string_view help) {
  impl_->Note(names, value_name, help);
  impl_->app.add_option(std::string(names), *value)->take_last();
}

void Arguments::Add(std::vector<std::string>* values, std::string_view names,
                    std::string_view value_name, std::string_view help) {
  impl_->Note(names, value_name, help);
  impl_->app.add_option(std::string(names), *values)->allow_extra_args(false);
}

void Arguments::Add(bool* value, std::string_view names, std::string_view help) {
  impl_->Note(names, "", help);
  impl_->app.add_flag(std::string(names), *value)->disable_flag_override();
}

void Arguments::Argument(std::string* value, std::string_view name) {
  impl_->positional = std::string(name);
  impl_->app.add_option(std::string(name), *value);
}

void Arguments::Argument(std::vector<std::string>* values, std::string_view name) {
  impl_->app.add_option(std::string(name), *values);
}

absl::Status Arguments::Impl::Explain(const CLI::ParseError& error) const {
  std::string what = error.what();
  if (const size_t missing = what.find(": 1 required"); missing != std::string::npos) {
    what = absl::StrCat("flag ", what.substr(0, missing), " needs a value");
  } else if (const size_t value = what.find(" was given a disallowed");
             value != std::string::npos) {
    what = absl::StrCat("flag ", what.substr(0, value), " takes no value");
  }
  return absl::InvalidArgumentError(what);
}

absl::Status Arguments::Impl::Unexpected(const std::string& argument) const {
  if (!absl::StartsWith(argument, "-")) {
    return absl::InvalidArgumentError(absl::StrCat(
        "unexpected argument '", argument, "'",
        positional.empty() ? "" : absl::StrCat(": no more than one ", positional, " is taken")));
  }
  const std::string flag = argument.substr(0, argument.find('='));
  std::vector<std::string_view> names;
  for (const Flag& known : flags) names.insert(names.end(), known.names.begin(), known.names.end());
  const bool is_word = flag.size() > 2;  // a wrong letter is near every other
  return absl::InvalidArgumentError(
      absl::StrCat("unknown flag '", flag, "'", is_word ? DidYouMean(flag, names) : ""));
}

absl::Status Arguments::Parse(const std::vector<std::string>& arguments) {
  std::vector<std::string> reversed;  // as CLI11 wants them
  bool flags = true;
  for (std::string argument : arguments) {
    flags = flags && argument != "--";
    // "-n=shop", as kubectl takes it.
    if (flags && argument.size() > 2 && argument[0] == '-' && argument[2] == '=' &&
        absl::StrContains(impl_->letters_with_values, argument[1])) {
      argument.erase(2, 1);
    }
    reversed.push_back(std::move(argument));
  }
  std::reverse(reversed.begin(), reversed.end());
  try {
    impl_->app.parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    return impl_->Explain(error);
  }
  const std::vector<std::string> extras = impl_->app.remaining();
  // An unknown flag first: what follows it may have been meant as its value.
  for (const bool flag : {true, false}) {
    for (const std::string& extra : extras) {
      if (extra != "--" && absl::StartsWith(extra, "-") == flag) return impl_->Unexpected(extra);
    }
  }
  return absl::OkStatus();
}

const std::vector<Flag>& Arguments::flags() const { return impl_->flags; }

std::string Arguments::Help() const {
  std::string result;
  std::string_view group;
  for (const Flag& flag : impl_->flags) {
    if (flag.group != group) absl::StrAppend(&result, "\n", flag.group, ":\n");
    group = flag.group;
    std::string line =
        absl::StrCat("  ", flag.names[0][1] == '-' ? "    " : "", absl::StrJoin(flag.names, ", "),
                     flag.value_name.empty() ? "" : " ", flag.value_name);
    if (line.size() + 2 > kHelpColumn) {
      absl::StrAppend(&line, "\n", std::string(kHelpColumn, ' '));
    } else {
      line.resize(kHelpColumn, ' ');
    }
    absl::StrAppend(&result, line, Wrap(flag.help, kHelpColumn), "\n");
  }
  return result;
}

std::string Wrap(std::string_view text, size_t indent) {
  std::string result;
  for (const std::string_view line : absl::StrSplit(text, '\n')) {
    if (!result.empty()) absl::StrAppend(&result, "\n", std::string(indent, ' '));
    size_t column = indent;
    for (const std::string_view word : absl::StrSplit(line, ' ', absl::SkipEmpty())) {
      if (column > indent && column + 1 + word.size() > kHelpWidth) {
        absl::StrAppend(&result, "\n", std::string(indent, ' '));
        column = indent;
      } else if (column > indent) {
        result.push_back(' ');
        ++column;
      }
      absl::StrAppend(&result, word);
      column += word.size();
    }
  }
  return result;
}

}  // namespace svcenv::cli
