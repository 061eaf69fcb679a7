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
#include "cli/reports/baseline.h"
#include "cli/reports/linting.h"
#include "cli/reports/rule_help.h"
#include "cli/select/operands.h"
#include "cli/terminal/errors.h"
#include "cli/terminal/remedies.h"
#include "svcenv/base/counted.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/check/cause.h"
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

// "2 errors, 4 warnings in 1 container": of causes. " at 9 places" if they have more.
std::string Summary(const Diagnostics& causes, size_t places, size_t containers, bool color) {
  size_t counts[3] = {};
  for (const Diagnostic& cause : causes) ++counts[static_cast<size_t>(cause.severity)];
  const auto count_of = [&](Severity severity, std::string_view noun, Style style) {
    const size_t count = counts[static_cast<size_t>(severity)];
    return Styled(Counted(count, noun), count > 0 ? style : Style::kPlain, color);
  };
  std::string text = absl::StrCat(count_of(Severity::kError, "error", Style::kBoldRed), ", ",
                                  count_of(Severity::kWarning, "warning", Style::kBoldYellow));
  if (counts[static_cast<size_t>(Severity::kInfo)] > 0) {
    absl::StrAppend(&text, ", ", count_of(Severity::kInfo, "note", Style::kBoldCyan));
  }
  return absl::StrCat(text, places > causes.size() ? absl::StrCat(" at ", places, " places") : "",
                      " in ", Counted(containers, "container"));
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
  absl::Status ReadCodes();

  // Shows what --list and --explain ask for.
  int ShowRules(Console* console) const;
  void Drop(Diagnostics* findings) const;
  absl::Status ReadBaseline(Sources* sources);
  // Writes the baseline, and leaves its findings out.
  absl::Status ApplyBaseline(std::string* note);
  // Removes the findings that --disable and --baseline leave out.
  void LeaveOut(Diagnostics* findings) const;
  // Carries out remedies. Returns the status if the command ends with that.
  std::optional<int> Fix(Console* console);
  // Returns the findings that are reported, one per cause.
  Diagnostics CausesOf(const Linted& linted) const;
  void Write(const Diagnostics& findings, const Sources& sources, Console* console) const;
  void Tell(Console* console) const;
  int StatusOf(const Diagnostics& findings) const;

  WorkspaceFlags flags_;
  std::unique_ptr<Linted> linted_;
  Selection selection_;
  std::vector<std::string> operands_;
  std::string output_ = "text";
  std::string fail_on_ = "error";
  std::vector<std::string> disabled_;
  std::string baseline_;
  std::optional<Baseline> accepted_;
  std::string written_baseline_;
  bool list_ = false;
  std::string explained_;
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
  arguments->Add(&baseline_, "--baseline", "FILE", "leave out the findings whose cause FILE lists");
  arguments->Add(&written_baseline_, "--write-baseline", "FILE",
                 "write the causes of all findings to FILE, and leave them out");
  arguments->Add(&flags_.paths.config, "--config", "FILE", kConfigHelp);
  fix_.Add(arguments);
  arguments->Add(&list_, "--list", "list the codes with their severities; -o json for programs");
  arguments->Add(&explained_, "--explain", "CODE", "explain a code, with a bad and a good example");
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

// That lint has the code which `flag` was given.
absl::Status CheckCode(std::string_view flag, const std::string& code) {
  if (FindRule(code) != nullptr) return absl::OkStatus();
  std::vector<std::string_view> codes;
  for (const Rule& rule : Rules()) codes.push_back(rule.code);
  return absl::InvalidArgumentError(
      absl::StrCat(flag, ": there is no code '", code, "'", DidYouMean(code, codes)));
}

absl::Status LintCommand::ReadCodes() {
  if (!explained_.empty()) {
    if (absl::Status status = CheckCode("--explain", explained_); !status.ok()) return status;
  }
  for (const std::string& code : disabled_) {
    if (IsCode(code)) continue;
    if (absl::Status status = CheckCode("--disable", code); !status.ok()) return status;
  }
  if (list_ && output_ != "text" && output_ != "json") {
    return absl::InvalidArgumentError("--list takes -o text or -o json");
  }
  if (!baseline_.empty() && !written_baseline_.empty()) {
    return absl::InvalidArgumentError(
        "--baseline and --write-baseline exclude each other: --write-baseline replaces the file");
  }
  if (fix_.diff && !written_baseline_.empty()) {
    return absl::InvalidArgumentError(
        "--diff and --write-baseline exclude each other: --diff writes no file");
  }
  return absl::OkStatus();
}

absl::Status LintCommand::ReadFlags() {
  for (const absl::Status& status : {ReadFormat(), ReadFailOn(), ReadCodes()}) {
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

int LintCommand::ShowRules(Console* console) const {
  if (!explained_.empty()) {
    console->out().Append(ExplainRule(*FindRule(explained_)));
  } else if (output_ == "json") {
    console->out().Append(RulesAsJson());
  } else {
    WriteRules(console->out_options(), &console->out());
  }
  return kDone;
}

absl::Status LintCommand::ReadBaseline(Sources* sources) {
  if (baseline_.empty()) return absl::OkStatus();
  absl::StatusOr<Baseline> baseline = Baseline::Read(baseline_, sources);
  if (!baseline.ok()) return baseline.status();
  accepted_ = *std::move(baseline);
  return absl::OkStatus();
}

absl::Status LintCommand::ApplyBaseline(std::string* note) {
  Diagnostics& findings = linted_->findings;
  if (!written_baseline_.empty()) {
    const Baseline baseline = Baseline::Of(findings);
    if (absl::Status status = baseline.Write(written_baseline_); !status.ok()) return status;
    baseline.Apply(&findings);
    *note = absl::StrCat(Counted(baseline.size(), "cause"), " written to ",
                         Visible(written_baseline_), "\n");
  }
  if (!accepted_.has_value()) return absl::OkStatus();
  const BaselineCounts counts = accepted_->Apply(&findings);
  *note = absl::StrCat(Counted(counts.left_out, "finding"), " of the baseline left out\n");
  if (counts.gone > 0) {
    absl::StrAppend(note, Counted(counts.gone, "cause"), " of the baseline ",
                    counts.gone == 1 ? "is" : "are",
                    " gone: if this is the whole input, write it anew with --write-baseline\n");
  }
  return absl::OkStatus();
}

void LintCommand::LeaveOut(Diagnostics* findings) const {
  Drop(findings);
  if (accepted_.has_value()) accepted_->Apply(findings);
}

Diagnostics LintCommand::CausesOf(const Linted& linted) const {
  Diagnostics findings = linted.findings;
  LeaveOut(&findings);
  return OnePerCause(linted.workspace->cluster(), findings);
}

std::optional<int> LintCommand::Fix(Console* console) {
  absl::Status status = CheckFixable(linted_->workspace->cluster());
  if (!status.ok()) return console->Fail(status);
  const auto leave_out = [&](Diagnostics* findings) { LeaveOut(findings); };
  fixed_ = FixFindings(*linted_, {flags_, selection_, fix_.safety(), leave_out}, console);
  const Linted& after = fixed_.linted != nullptr ? *fixed_.linted : *linted_;
  if (fix_.diff) {
    ShowFixed(fixed_, *linted_, console);
    console->out().Flush();
    Console::SayAtOnce(
        absl::StrCat("not written: ", DescribeFixed(fixed_, CausesOf(after).size())));
    LeaveOut(&linted_->findings);
    return StatusOf(linted_->findings);
  }
  status = WriteFixed(fixed_, console);
  if (!status.ok()) return console->Fail(status);
  if (fixed_.linted != nullptr) linted_ = std::move(fixed_.linted);
  return std::nullopt;
}

// Before anything more is said on stderr.
void LintCommand::Write(const Diagnostics& findings, const Sources& sources,
                        Console* console) const {
  format_->write(findings, sources, PhraseForCommandLine, console->out_options(), &console->out());
  console->out().Flush();
}

void LintCommand::Tell(Console* console) const {
  const Cluster& cluster = linted_->workspace->cluster();
  const Diagnostics& findings = linted_->findings;
  const Diagnostics causes = OnePerCause(cluster, findings);
  Write(format_->per == FindingsPer::kCause ? causes : findings, cluster.sources(), console);
  if (!findings.empty() && console->out_is_terminal() && console->error_is_terminal()) {
    Console::SayAtOnce("\n");
  }
  const bool color = console->error_options().color;
  Console::SayAtOnce(absl::StrCat(fix_.fix ? DescribeFixed(fixed_, causes.size()) : "",
                                  Summary(causes, findings.size(), linted_->selected.size(), color),
                                  fix_.fix ? "" : DescribeFixable(flags_, cluster, causes), "\n",
                                  DescribeUnchecked(linted_->unchecked_kinds)));
}

int LintCommand::StatusOf(const Diagnostics& findings) const {
  const bool fails = std::any_of(findings.begin(), findings.end(), [&](const Diagnostic& finding) {
    return least_.has_value() && finding.severity >= *least_;
  });
  const bool is_partial = least_.has_value() && linted_->workspace->partial();
  return fails || is_partial ? kFindings : kDone;
}

int LintCommand::Run(Console* console) {
  if (const absl::Status status = ReadFlags(); !status.ok()) {
    return Misuse(console, "lint", status.message());
  }
  if (list_ || !explained_.empty()) return ShowRules(console);
  for (const absl::Status& status : {ReadOperands(), fix_.Check(flags_, output_)}) {
    if (!status.ok()) return console->Fail(status);
  }
  linted_ = OpenAndLint(flags_, selection_, console);
  if (linted_->failed) {
    if (format_->for_machines && !linted_->errors.empty()) {
      Write(linted_->errors, *linted_->sources_of_errors, console);
    }
    return kWrong;
  }
  Sources sources;
  if (const absl::Status status = ReadBaseline(&sources); !status.ok()) {
    return console->Fail(status, sources);
  }
  if (fix_.fix) {
    if (const std::optional<int> status = Fix(console)) return *status;
  }
  Drop(&linted_->findings);
  std::string note;
  if (const absl::Status status = ApplyBaseline(&note); !status.ok()) return console->Fail(status);
  Tell(console);
  Console::SayAtOnce(note);
  return StatusOf(linted_->findings);
}

}  // namespace

std::unique_ptr<Command> MakeLint() { return std::make_unique<LintCommand>(); }

}  // namespace svcenv::cli
