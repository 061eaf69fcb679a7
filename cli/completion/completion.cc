#include "cli/completion/completion.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "cli/completion/offers.h"

namespace svcenv::cli {
namespace {

const Flag* FindFlag(const std::vector<Flag>& flags, std::string_view name) {
  for (const Flag& flag : flags) {
    if (std::find(flag.names.begin(), flag.names.end(), name) != flag.names.end()) return &flag;
  }
  return nullptr;
}

void Note(const Flag& flag, std::string_view value, Typed* typed) {
  const std::string& name = flag.names.back();
  if (name == "--filename" && value != "-") typed->files.emplace_back(value);
  if (name == "--recursive") typed->recursive = true;
  if (name == "--kustomize" || name == "--helm") typed->is_rendered = true;
  if (name == "--namespace") typed->namespace_ = std::string(value);
  if (name == "--all-namespaces") typed->all_namespaces = true;
  if (name == "--context") typed->kubectl.context = std::string(value);
  if (name == "--kubeconfig") typed->kubectl.kubeconfig = std::string(value);
}

// Parses a word that is a flag: `-f`, `--filename=a`, or `-fa`.
void ReadFlag(const std::string& word, const std::vector<Flag>& flags, Typed* typed) {
  const size_t equals = word.find('=');
  if (const Flag* flag = FindFlag(flags, word.substr(0, equals))) {
    if (flag->value_name.empty() || flag->value_optional || equals != std::string::npos) {
      Note(*flag, equals == std::string::npos ? "" : word.substr(equals + 1), typed);
    } else {
      typed->open = flag;
    }
  } else if (const Flag* letter = FindFlag(flags, word.substr(0, 2)); letter != nullptr) {
    Note(*letter, word.substr(2), typed);
  }
}

Typed Read(absl::Span<const CommandRow> commands, const std::vector<std::string>& words,
           const Arguments& declared) {
  const std::vector<Flag>& flags = declared.flags();
  const bool ends_at_word = declared.command_begin() == CommandBegin::kAtFirstWord;
  Typed typed;
  typed.commands = commands;
  for (const std::string& word : words) {
    if (typed.open != nullptr) {
      Note(*std::exchange(typed.open, nullptr), word, &typed);
    } else if (!typed.only_arguments && word == "--") {
      typed.only_arguments = true;
    } else if (!typed.only_arguments && word.size() > 1 && word[0] == '-') {
      ReadFlag(word, flags, &typed);
    } else {
      typed.arguments.push_back(word);
      typed.only_arguments = typed.only_arguments || ends_at_word;
    }
  }
  return typed;
}

// Returns the name of the positional argument at `index`, from a command's usage: "NAME [TARGET] -f
// FILE". Returns an empty string if there is none.
std::string_view ArgumentKind(std::string_view usage, size_t index) {
  std::string_view kind;
  for (std::string_view word : absl::StrSplit(usage, ' ', absl::SkipEmpty())) {
    if (word.front() == '-' || absl::StartsWith(word, "[-") || word == "[flags]") break;
    const bool repeats = absl::StrContains(word, "…");
    const size_t begin = std::min(word.find_first_not_of('['), word.size());
    kind = word.substr(begin, word.find_first_of("]\xE2", begin) - begin);
    if (index == 0 || repeats) return kind;
    --index;
  }
  return "";
}

}  // namespace

std::string Complete(absl::Span<const CommandRow> commands, const std::vector<std::string>& words) {
  const std::string current = words.empty() ? "" : words.back();
  if (words.size() < 2) {
    Offers offers(current, "");
    Typed typed;
    typed.commands = commands;
    OfferKind("COMMAND", typed, &offers);
    return offers.Take();
  }
  const auto row = absl::c_find_if(
      commands, [&](const CommandRow& command) { return command.name == words.front(); });
  if (row == commands.end()) return Offers("", "").Take();
  const std::unique_ptr<Command> command = row->make();
  Arguments declared;
  DeclareFlags(*row, command.get(), &declared);
  const Typed typed = Read(commands, {words.begin() + 1, words.end() - 1}, declared);

  const size_t equals = current.find('=');
  if (typed.open != nullptr) {
    Offers offers(current, "");
    OfferValues(*typed.open, typed, &offers);
    return offers.Take();
  }
  if (!typed.only_arguments && absl::StartsWith(current, "-") && equals != std::string::npos) {
    const std::string_view before = std::string_view(current).substr(0, equals + 1);
    Offers offers(std::string_view(current).substr(equals + 1), before);
    const Flag* flag = FindFlag(declared.flags(), before.substr(0, equals));
    if (flag != nullptr && !flag->value_name.empty()) OfferValues(*flag, typed, &offers);
    return offers.Take();
  }
  Offers offers(current, "");
  const bool of_command = typed.only_arguments
                              ? declared.command_begin().has_value()
                              : declared.command_begin() == CommandBegin::kAtFirstWord &&
                                    !absl::StartsWith(current, "-");
  if (of_command) {
    offers.AddFiles();
    return offers.Take();
  }
  if (!typed.only_arguments && absl::StartsWith(current, "-")) {
    for (const Flag& flag : declared.flags()) offers.Add(flag.names.back(), flag.BriefHelp());
    offers.Add("--help", "Show help for the command");
    return offers.Take();
  }
  if (const std::string_view kind = ArgumentKind(row->usage, typed.arguments.size());
      !kind.empty()) {
    OfferKind(kind, typed, &offers);
  }
  return offers.Take();
}

}  // namespace svcenv::cli
