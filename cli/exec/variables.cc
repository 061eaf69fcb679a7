#include "cli/exec/variables.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>

#include "absl/cleanup/cleanup.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/env/dotenv.h"
#include "svcenv/env/env_file.h"
#include "svcenv/env/expand_references.h"

namespace svcenv::cli {
namespace {

constexpr struct {
  std::string_view name;
  absl::StatusOr<std::vector<FileVariable>> (*parse)(std::string_view text);
} kFormats[] = {{"dotenv", ParseDotenv}, {"k8s-envfile", ParseWholeEnvFile}};

// Returns the name for a message, or "\u2026" if it is not in uppercase: the file may contain
// anything, such as a part of a base64-encoded Secret.
std::string_view ShownName(std::string_view name) {
  const bool is_usual = !name.empty() &&
                        !absl::ascii_isdigit(static_cast<unsigned char>(name[0])) &&
                        std::all_of(name.begin(), name.end(), [](unsigned char c) {
                          return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '_';
                        });
  return is_usual ? name : "\u2026";
}

absl::StatusOr<std::string> ReadWhole(const std::string& path) {
  const auto failed = [&] {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot read --env-file '", Visible(path), "': ", ErrnoText(errno)));
  };
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return failed();
  const auto close_file = absl::MakeCleanup([file] { close(file); });
  std::string text;
  char buffer[65536];
  for (;;) {
    const ssize_t got = read(file, buffer, sizeof buffer);
    if (got == 0) return text;
    if (got > 0) {
      text.append(buffer, static_cast<size_t>(got));
    } else if (errno != EINTR) {
      return failed();
    }
  }
}

}  // namespace

std::string Expander::Expand(std::string_view text, std::string_view where) {
  const auto find = [&](std::string_view name) {
    const std::optional<std::string_view> value = environment_->Find(name);
    if (!value.has_value()) {
      unresolved_.push_back(
          absl::StrCat(where, " refers to $(", Visible(name), "), which is not set"));
    }
    return value;
  };
  Arena arena;
  return std::string(*ExpandReferences(text, DollarRule::kUtf8, find, &arena));
}

void VariableFlags::Add(Arguments* arguments) {
  arguments->Group("Variables (in the order given; values can refer to earlier ones as $(NAME))");
  arguments->AddInOrder(&steps_, "--env-file", "FILE", "Set the variables in FILE");
  arguments->AddInOrder(&steps_, "--set", "NAME=VALUE", "Set a variable");
  arguments->AddInOrder(&steps_, "--unset", "NAME", "Remove a variable");
  arguments->AddInOrder(&steps_, "--clear", "", "Remove all variables");
  arguments->Add(&format_, "--env-file-format", "dotenv|k8s-envfile",
                 "Format of --env-file: dotenv (.env files, the default), or k8s-envfile (the "
                 "format of fileKeyRef)");
}

absl::Status VariableFlags::Load(const std::string& path, EnvironmentBlock* environment,
                                 Expander* expander) const {
  for (const auto& format : kFormats) {
    if (format.name != format_) continue;
    const absl::StatusOr<std::string> text = ReadWhole(path);
    if (!text.ok()) return text.status();
    const absl::StatusOr<std::vector<FileVariable>> variables = format.parse(*text);
    if (!variables.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("--env-file '", Visible(path), "', ",
                                                     variables.status().message(), " (read as ",
                                                     format_, ")"));
    }
    for (const FileVariable& variable : *variables) {
      environment->Set(
          variable.name,
          expander->Expand(variable.value, absl::StrCat(Visible(path), ":", variable.line, ": ",
                                                        ShownName(variable.name))));
    }
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("--env-file-format '", format_, "' is not valid: use dotenv or k8s-envfile"));
}

absl::Status VariableFlags::Apply(EnvironmentBlock* environment, Expander* expander) const {
  for (const FlagUse& step : steps_) {
    if (step.name == "--clear") {
      environment->Clear();
    } else if (step.name == "--env-file") {
      if (absl::Status status = Load(step.value, environment, expander); !status.ok()) {
        return status;
      }
    } else {
      const size_t equals = step.value.find('=');
      const std::string name = step.value.substr(0, equals);
      const bool sets = step.name == "--set";
      if (name.empty() || sets != (equals != std::string::npos)) {
        // The value after `=` may be secret.
        return absl::InvalidArgumentError(
            absl::StrCat(step.name, " '", Visible(name), equals == std::string::npos ? "" : "=…",
                         "' is not a valid ", sets ? "NAME=VALUE" : "name"));
      }
      if (sets) {
        environment->Set(name, expander->Expand(std::string_view(step.value).substr(equals + 1),
                                                absl::StrCat("--set ", Visible(name))));
      } else {
        environment->Unset(name);
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace svcenv::cli
