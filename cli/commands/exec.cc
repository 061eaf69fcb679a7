#include <sys/types.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "cli/commands/command.h"
#include "cli/exec/drop_links.h"
#include "cli/exec/environment_block.h"
#include "cli/exec/exec_program.h"
#include "cli/exec/file_template.h"
#include "cli/exec/preview.h"
#include "cli/exec/required.h"
#include "cli/exec/variables.h"
#include "cli/exec/wait.h"
#include "svcenv/base/terminal_text.h"

namespace svcenv::cli {
namespace {

class Exec : public Command {
 public:
  void Declare(Arguments* arguments) override;
  int Run(Console* console) override;

 private:
  std::optional<std::string_view> argv0() const;

  // Each returns kDone, or another status after reporting an error.
  int SetVariables(EnvironmentBlock* environment, Console* console);
  int Wait(const EnvironmentBlock& environment, Console* console) const;
  int WriteTemplates(const EnvironmentBlock& environment, Console* console) const;
  int ExpandCommand(const EnvironmentBlock& environment, Console* console);
  int Show(const EnvironmentBlock& environment, Console* console) const;

  std::vector<std::string> command_;
  std::vector<std::string> argv0_;
  VariableFlags variable_flags_;
  DropLinksFlags drop_links_flags_;
  std::vector<std::string> required_;
  std::vector<std::string> wait_for_;
  std::string timeout_ = "60s";
  std::vector<std::string> templates_;
  std::string mode_;
  bool keep_unresolved_ = false;
  bool expand_ = false;
  bool strict_ = false;
  bool print_ = false;
  bool show_secrets_ = false;
};

void Exec::Declare(Arguments* arguments) {
  arguments->Command(&command_, CommandBegin::kAtFirstWord);
  variable_flags_.Add(arguments);
  arguments->Group("Before COMMAND starts");
  arguments->Add(&required_, "--require", "NAME[,…]",
                 "Fail if a variable is not set or empty. SERVICE/NAME means the variables of a "
                 "service");
  arguments->Add(&wait_for_, "--wait-for", "SERVICE[:PORT]",
                 "Wait until a service accepts TCP connections. PORT is a number or the name of a "
                 "port; defaults to the first port");
  arguments->Add(&timeout_, "--timeout", "TIME",
                 "Maximum time to wait for all services, like 90, 90s, or 1m30s. Defaults to 60s");
  arguments->Add(&templates_, "--template", "SRC:DST",
                 "Expand each $(NAME) in file SRC and write the result to DST. Fail if a variable "
                 "is not set");
  arguments->Add(&mode_, "--mode", "OCTAL",
                 "File permissions of DST. Defaults to the permissions of SRC");
  arguments->Add(&keep_unresolved_, "--keep-unresolved",
                 "Keep $(NAME) in DST if the variable is not set, instead of failing");
  drop_links_flags_.Add(arguments);
  arguments->Group("Command");
  arguments->Add(&expand_, "--expand", "Also expand $(NAME) in COMMAND ARG…");
  arguments->Add(&strict_, "--strict", "Fail if a $(NAME) to expand is not set");
  arguments->Add(&argv0_, "--argv0", "NAME", "Pass NAME to COMMAND as argv[0]");
  arguments->Group("Output");
  arguments->Add(&print_, "--print", "Show what would run without running it");
  arguments->Add(&show_secrets_, "--show-secrets",
                 "With --print, show values that are masked (******) because their names look "
                 "secret");
}

std::optional<std::string_view> Exec::argv0() const {
  if (argv0_.empty()) return std::nullopt;
  return argv0_.back();
}

int Refuse(const std::vector<std::string>& messages, Console* console) {
  int status = kDone;
  for (const std::string& message : messages) status = console->Refuse(message);
  return status;
}

int Exec::SetVariables(EnvironmentBlock* environment, Console* console) {
  if (const absl::Status status = drop_links_flags_.Prepare(*environment); !status.ok()) {
    return console->Refuse(status);
  }
  Expander expander(environment);
  if (const absl::Status status = variable_flags_.Apply(environment, &expander); !status.ok()) {
    return console->Refuse(status);
  }
  if (strict_) return Refuse(expander.unresolved(), console);
  return kDone;
}

int Exec::Wait(const EnvironmentBlock& environment, Console* console) const {
  const auto timeout = ParseTime("--timeout", timeout_);
  if (!timeout.ok()) return console->Refuse(timeout.status());
  std::vector<Endpoint> endpoints;
  for (const std::string& text : wait_for_) {
    const absl::StatusOr<Endpoint> endpoint =
        FindEndpoint(text, [&](std::string_view name) { return environment.Find(name); });
    if (!endpoint.ok()) return console->Refuse(endpoint.status());
    endpoints.push_back(*endpoint);
  }
  if (endpoints.empty()) return kDone;
  if (print_) {
    for (const Endpoint& endpoint : endpoints) {
      console->out().Append(absl::StrCat("waits for ", Visible(endpoint.ToString()), "\n"));
    }
    return kDone;
  }
  WaitOptions options;
  options.timeout = *timeout;
  const absl::StatusOr<int> signal =
      WaitFor(endpoints, options, [&](std::string_view line) { console->Refuse(line); });
  if (!signal.ok()) return console->Refuse(signal.status());
  if (*signal != 0) TerminateBy(*signal);
  return kDone;
}

int Exec::WriteTemplates(const EnvironmentBlock& environment, Console* console) const {
  FileTemplateOptions options;
  options.keep_unresolved = keep_unresolved_;
  if (!mode_.empty()) {
    const absl::StatusOr<mode_t> mode = ParseMode(mode_);
    if (!mode.ok()) return console->Refuse(mode.status());
    options.mode = *mode;
  }
  std::vector<FileTemplate> templates;
  for (const std::string& text : templates_) {
    const absl::StatusOr<FileTemplate> one = ParseFileTemplate(text);
    if (!one.ok()) return console->Refuse(one.status());
    templates.push_back(*one);
  }
  if (print_) {
    for (const FileTemplate& one : templates) {
      console->out().Append(
          absl::StrCat("writes ", Visible(one.destination), " from ", Visible(one.source), "\n"));
    }
    return kDone;
  }
  if (templates.empty()) return kDone;
  const absl::Status status =
      WriteFiles(templates, options, [&](std::string_view name) { return environment.Find(name); });
  return status.ok() ? kDone : console->Refuse(status);
}

int Exec::ExpandCommand(const EnvironmentBlock& environment, Console* console) {
  if (!expand_) return kDone;
  Expander expander(&environment);
  for (size_t i = 0; i < command_.size(); ++i) {
    command_[i] = expander.Expand(command_[i], i == 0 ? "COMMAND" : absl::StrCat("ARG ", i));
  }
  if (strict_) return Refuse(expander.unresolved(), console);
  return kDone;
}

int Exec::Show(const EnvironmentBlock& environment, Console* console) const {
  Preview preview{"", command_, argv0(), show_secrets_};
  if (!command_.empty()) {
    Program program = FindProgram(command_.front(), environment, console);
    if (program.status != kDone) return program.status;
    preview.program = std::move(program.path);
  }
  WritePreview(preview, environment, &console->out());
  return kDone;
}

int Exec::Run(Console* console) {
  if (command_.empty() && !print_) {
    return Misuse(console, "exec", "missing COMMAND: write it after the flags");
  }
  EnvironmentBlock environment = EnvironmentBlock::OfThisProcess();
  if (const int status = SetVariables(&environment, console); status != kDone) return status;
  if (const int status = Refuse(MissingVariables(required_, environment), console);
      status != kDone) {
    return status;
  }
  if (const int status = Wait(environment, console); status != kDone) return status;
  if (const int status = WriteTemplates(environment, console); status != kDone) return status;
  const std::vector<std::string> as_written = command_;
  if (const int status = ExpandCommand(environment, console); status != kDone) return status;
  drop_links_flags_.Apply(as_written, &environment);
  if (print_) return Show(environment, console);
  return ExecProgram(command_, argv0(), environment, console);
}

}  // namespace

std::unique_ptr<Command> MakeExec() { return std::make_unique<Exec>(); }

}  // namespace svcenv::cli
