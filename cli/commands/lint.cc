#include "svcenv/check/lint.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/commands/command.h"
#include "cli/commands/lint_fix.h"
#include "cli/reports/linting.h"
#include "cli/select/operands.h"
#include "cli/terminal/errors.h"
#include "cli/terminal/remedies.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/check/rule.h"
#include "svcenv/render/findings_format.h"

namespace svcenv::cli {
namespace {

// What --fail-on takes, the strictest last.
struct FailOn {
  std::string_view name;
  std::optional<Severity> least;  // nothing: never
};

constexpr FailOn kFailOn[] = {{"never", std::nullopt},
                              {"error", Severity::kError},
                              {"warning", Severity::kWarning},
                              {"info", Severity::kInfo}};

// "3 errors", "1 warning".
std::string Count(size_t count, std::string_view noun) {
  return absl::StrCat(count, " ", noun, count == 1 ? "" : "s");
}

// "2 errors, 4 warnings in 1 container".
std::string Summary(const Diagnostics& findings, size_t containers, bool color) {
  size_t counts[3] = {};
  for (const Diagnostic& finding : findings) ++counts[static_cast<size_t>(finding.severity)];
  const auto count_of = [&](Severity severity, std::string_view noun, Style style) {
    const size_t count = counts[static_cast<size_t>(severity)];
    return Styled(Count(count, noun), count > 0 ? style : Style::kPlain, color);
  };
  std::string text = absl::StrCat(count_of(Severity::kError, "error", Style::kBoldRed), ", ",
                                  count_of(Severity::kWarning, "warning", Style::kBoldYellow));
  if (counts[static_cast<size_t>(Severity::kInfo)] > 0) {
    absl::StrAppend(&text, ", ", count_of(Severity::kInfo, "note", Style::kBoldCyan));
  }
  return absl::StrCat(text, " in ", Count(containers, "container"));
}

std::string FormatNames(std::string_view separator) {
  return absl::StrJoin(FindingsFormats(), separator, [](std::string* out, const FindingsFormat& f) {
    absl::StrAppend(out, f.name);
  });
}

class LintCommand : public Command {
 public:
  void Declare(Arguments* arguments) override;
  int Run(Console* console) override;

 private:
  // What is wrong with the flags, in one line.
  absl::Status ReadFlags();
  // Divides the operands into the target and paths.
  absl::Status ReadOperands();
  absl::Status ReadFormat();
  absl::Status ReadFailOn();
  absl::Status ReadDisabled();

  void Drop(Diagnostics* findings) const;
  // Carries out remedies. Returns the status if the command ends with that.
  std::optional<int> Fix(Console* console);
  // What is reported of the findings.
  Diagnostics Shown(const Linted& linted) const;
  void Tell(const Diagnostics& findings, Console* console) const;
  int StatusOf(const Diagnostics& findings) const;

  WorkspaceFlags flags_;
  std::unique_ptr<Linted> linted_;
  Selection selection_;
  std::vector<std::string> operands_;
  std::string output_ = "text";
  std::string fail_on_ = "error";
  std::vector<std::string> disabled_;
  FixFlags fix_;
  Fixed fixed_;
  const FindingsFormat* format_ = nullptr;
  std::optional<Severity> least_;
};

void LintCommand::Declare(Arguments* arguments) {
  arguments->Argument(&operands_, "TARGET|FILE|DIR");
  flags_.AddObjectFlags(arguments);
  arguments->Group("Which containers");
  AddSelectionFlags(&selection_, arguments);
  arguments->Group("Findings");
  arguments->Add(
      &output_, "-o,--output", FormatNames("|"),
      absl::StrJoin(FindingsFormats(), "\n", [](std::string* out, const FindingsFormat& f) {
        absl::StrAppend(out, f.name, ": ", f.help);
      }));
  arguments->Add(&fail_on_, "--fail-on", "error|warning|info|never",
                 "exit with 1 where there is a finding as severe as this; error unless given");
  arguments->Add(&disabled_, "--disable", "CODE",
                 "leave the findings of this code out; may be given more than once");
  arguments->Add(&flags_.paths.config, "--config", "FILE", kConfigHelp);
  fix_.Add(arguments);
  flags_.AddServiceFlags(arguments);
  flags_.AddPodFlags(arguments);
}

absl::Status LintCommand::ReadFormat() {
  format_ = FindFindingsFormat(output_);
  if (format_ != nullptr) return absl::OkStatus();
  std::vector<std::string_view> names;
  for (const FindingsFormat& format : FindingsFormats()) names.push_back(format.name);
  return absl::InvalidArgumentError(absl::StrCat("unknown format '", output_, "'",
                                                 DidYouMean(output_, names), " (-o takes ",
                                                 FormatNames(", "), ")"));
}

absl::Status LintCommand::ReadFailOn() {
  std::vector<std::string_view> names;
  for (const FailOn& row : kFailOn) {
    names.push_back(row.name);
    if (row.name != fail_on_) continue;
    least_ = row.least;
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat("--fail-on takes ", absl::StrJoin(names, ", "),
                                                 ", and not '", fail_on_, "'",
                                                 DidYouMean(fail_on_, names)));
}

absl::Status LintCommand::ReadDisabled() {
  std::vector<std::string_view> codes;
  for (const Rule& rule : Rules()) codes.push_back(rule.code);
  for (const std::string& code : disabled_) {
    if (FindRule(code) != nullptr) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("--disable: there is no code '", code, "'", DidYouMean(code, codes)));
  }
  return absl::OkStatus();
}

absl::Status LintCommand::ReadFlags() {
  for (const absl::Status& status : {ReadFormat(), ReadFailOn(), ReadDisabled()}) {
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status LintCommand::ReadOperands() {
  for (const std::string& operand : operands_) {
    const OperandKind kind = KindOfOperand(operand);
    if (kind == OperandKind::kBoth) return AmbiguousOperand(operand);
    if (kind == OperandKind::kPath) {
      flags_.paths.operands.push_back(operand);
    } else if (selection_.target.empty()) {
      selection_.target = operand;
    } else {
      return WrongUse(
          absl::StrCat("'", operand, "' is a second target, after '", selection_.target, "'"),
          "name one target; ./NAME names a file");
    }
  }
  return absl::OkStatus();
}

void LintCommand::Drop(Diagnostics* findings) const {
  findings->erase(std::remove_if(findings->begin(), findings->end(),
                                 [&](const Diagnostic& finding) {
                                   return std::find(disabled_.begin(), disabled_.end(),
                                                    finding.code) != disabled_.end();
                                 }),
                  findings->end());
}

Diagnostics LintCommand::Shown(const Linted& linted) const {
  Diagnostics findings = linted.findings;
  Drop(&findings);
  MergeReplicas(linted.workspace->cluster(), &findings);
  return findings;
}

void LintCommand::Tell(const Diagnostics& findings, Console* console) const {
  const Cluster& cluster = linted_->workspace->cluster();
  format_->write(findings, cluster.sources(), PhraseForCommandLine, console->out_options(),
                 &console->out());
  console->out().Flush();  // the counts stand below
  if (!findings.empty() && console->out_is_terminal() && console->error_is_terminal()) {
    Console::SayAtOnce("\n");
  }
  const bool color = console->error_options().color;
  Console::SayAtOnce(absl::StrCat(fix_.fix ? DescribeFixed(fixed_, findings.size()) : "",
                                  Summary(findings, linted_->selected.size(), color),
                                  fix_.fix ? "" : DescribeFixable(flags_, cluster, findings), "\n",
                                  DescribeUnchecked(linted_->unchecked_kinds)));
}

int LintCommand::StatusOf(const Diagnostics& findings) const {
  const bool fails = std::any_of(findings.begin(), findings.end(), [&](const Diagnostic& finding) {
    return least_.has_value() && finding.severity >= *least_;
  });
  const bool is_partial = least_.has_value() && linted_->workspace->partial();
  return fails || is_partial ? kFindings : kDone;
}

std::optional<int> LintCommand::Fix(Console* console) {
  absl::Status status = CheckFixable(linted_->workspace->cluster());
  if (!status.ok()) return console->Fail(status);
  const auto drop = [&](Diagnostics* findings) { Drop(findings); };
  fixed_ = FixFindings(*linted_, {flags_, selection_, fix_.safety(), drop}, console);
  const Linted& after = fixed_.linted != nullptr ? *fixed_.linted : *linted_;
  if (fix_.diff) {
    ShowFixed(fixed_, *linted_, console);
    console->out().Flush();
    Console::SayAtOnce(absl::StrCat("not written: ", DescribeFixed(fixed_, Shown(after).size())));
    return StatusOf(Shown(*linted_));
  }
  status = WriteFixed(fixed_, console);
  if (!status.ok()) return console->Fail(status);
  if (fixed_.linted != nullptr) linted_ = std::move(fixed_.linted);
  return std::nullopt;
}

int LintCommand::Run(Console* console) {
  if (const absl::Status status = ReadFlags(); !status.ok()) {
    return Misuse(console, "lint", status.message());
  }
  for (const absl::Status& status : {ReadOperands(), fix_.Check(flags_, output_)}) {
    if (!status.ok()) return console->Fail(status);
  }
  linted_ = OpenAndLint(flags_, selection_, console);
  if (linted_ == nullptr) return kWrong;
  if (fix_.fix) {
    if (const std::optional<int> status = Fix(console)) return *status;
  }
  const Diagnostics findings = Shown(*linted_);
  Tell(findings, console);
  return StatusOf(findings);
}

}  // namespace

std::unique_ptr<Command> MakeLint() { return std::make_unique<LintCommand>(); }

}  // namespace svcenv::cli
