#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/commands/command.h"
#include "cli/commands/lint_fix.h"
#include "cli/reports/baseline.h"
#include "cli/reports/fail_on.h"
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

// Returns "2 errors, 4 warnings in 1 container", which counts causes. Adds " at 9 places" if there
// are more places than causes.
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
  return absl::StrCat(
      text, places > causes.size() ? absl::StrCat(" at ", WithCommas(places), " places") : "",
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
  // Fails with a message of one line.
  absl::Status ReadFlags();
  // Splits the operands into the target and paths.
  absl::Status ReadOperands();
  absl::Status ReadFormat();
  absl::Status ReadFailOn();
  absl::Status ReadCodes();

  // Writes the output of --list and --explain.
  int ShowRules(Console* console) const;
  // Removes the findings that --disable excludes.
  void Drop(Diagnostics* findings) const;
  absl::Status ReadBaseline(Sources* sources);
  // Writes and applies the baseline. Sets `note` to the message about it.
  absl::Status ApplyBaseline(std::string* note);
  // Removes the findings that --disable and --baseline exclude.
  void RemoveHidden(Diagnostics* findings) const;
  // Applies fixes. Returns an exit status if the command must end.
  std::optional<int> Fix(Console* console);
  // Returns the findings to report, one per cause.
  Diagnostics CausesOf(const Linted& linted) const;
  void Write(const Diagnostics& findings, const Sources& sources, Console* console) const;
  void PrintFindings(Console* console) const;
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
  FailOn least_;
};

void LintCommand::Declare(Arguments* arguments) {
  arguments->Argument(&operands_, "TARGET|FILE|DIR");
  flags_.AddObjectFlags(arguments);
  arguments->Group("Containers");
  AddSelectionFlags(&selection_, arguments);
  arguments->Group("Findings");
  std::vector<Choice> formats;
  for (const FindingsFormat& format : FindingsFormats()) {
    formats.push_back({std::string(format.name), std::string(format.help)});
  }
  arguments->AddFormat(&output_, "Output format. Defaults to text", std::move(formats));
  arguments->Add(&fail_on_, "--fail-on", kFailOnValues,
                 "Exit with status 1 if a finding has at least this severity. Defaults to error");
  arguments->Add(&disabled_, "--disable", "CODE",
                 "Exclude findings with this code. Can be repeated");
  arguments->Add(&baseline_, "--baseline", "FILE", "Exclude findings whose cause FILE lists");
  arguments->Add(&written_baseline_, "--write-baseline", "FILE",
                 "Write the causes of all findings to FILE, and exclude them");
  arguments->Add(&flags_.paths.config, "--config", "FILE", kConfigHelp);
  fix_.Add(arguments);
  arguments->Add(&list_, "--list", "List codes and their severities. Supports -o json");
  arguments->Add(&explained_, "--explain", "CODE", "Explain a code, with a bad and a good example");
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
  const absl::StatusOr<FailOn> least = cli::ReadFailOn(fail_on_);
  if (!least.ok()) return least.status();
  least_ = *least;
  return absl::OkStatus();
}

// Returns an error if lint has no such code. `flag` is the flag with the code.
absl::Status CheckCode(std::string_view flag, const std::string& code) {
  if (FindRule(code) != nullptr) return absl::OkStatus();
  std::vector<std::string_view> codes;
  for (const Rule& rule : Rules()) codes.push_back(rule.code);
  constexpr std::string_view kListHint = ": run svcenv lint --list for all codes";
  const std::string near = DidYouMean(code, codes);
  return absl::InvalidArgumentError(
      absl::StrCat(flag, ": unknown code '", code, "'", near.empty() ? kListHint : near));
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
    return absl::InvalidArgumentError("--list supports only -o text and -o json");
  }
  if (!baseline_.empty() && !written_baseline_.empty()) {
    return absl::InvalidArgumentError(
        "--baseline and --write-baseline are mutually exclusive: --write-baseline replaces the "
        "file");
  }
  if (fix_.diff && !written_baseline_.empty()) {
    return absl::InvalidArgumentError(
        "--diff and --write-baseline are mutually exclusive: --diff writes no file");
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
          absl::StrCat("more than one target: '", selection_.target, "' and '", operand, "'"),
          "pass one target; write ./NAME for a file");
    }
  }
  if (flags_.paths.recursive && flags_.paths.empty() && !selection_.target.empty()) {
    return WrongUse(absl::StrCat("cannot find file or directory ", Visible(selection_.target)),
                    "pass an existing directory with -R, or omit -R for a target in the cluster");
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
    *note = absl::StrCat("wrote ", Counted(baseline.size(), "cause"), " to ",
                         Visible(written_baseline_), "\n");
  }
  if (!accepted_.has_value()) return absl::OkStatus();
  const BaselineCounts counts = accepted_->Apply(&findings);
  *note = absl::StrCat("excluded ", Counted(counts.left_out, "finding"), " in the baseline\n");
  if (counts.gone > 0) {
    absl::StrAppend(note, Counted(counts.gone, "cause"), " in the baseline no longer ",
                    counts.gone == 1 ? "occurs" : "occur",
                    ": if this is the whole input, update the baseline with --write-baseline\n");
  }
  return absl::OkStatus();
}

void LintCommand::RemoveHidden(Diagnostics* findings) const {
  Drop(findings);
  if (accepted_.has_value()) accepted_->Apply(findings);
}

Diagnostics LintCommand::CausesOf(const Linted& linted) const {
  Diagnostics findings = linted.findings;
  RemoveHidden(&findings);
  return OnePerCause(linted.workspace->cluster(), findings);
}

std::optional<int> LintCommand::Fix(Console* console) {
  absl::Status status = CheckFixable(linted_->workspace->cluster());
  if (!status.ok()) return console->Fail(status);
  const auto remove_hidden = [&](Diagnostics* findings) { RemoveHidden(findings); };
  fixed_ = FixFindings(*linted_, {flags_, selection_, fix_.safety(), remove_hidden}, console);
  const Linted& after = fixed_.linted != nullptr ? *fixed_.linted : *linted_;
  if (fix_.diff) {
    ShowFixed(fixed_, *linted_, console);
    console->out().Flush();
    Console::SayAtOnce(absl::StrCat("dry run: ", DescribeFixed(fixed_, CausesOf(after).size())));
    RemoveHidden(&linted_->findings);
    return StatusOf(linted_->findings);
  }
  status = WriteFixed(fixed_, console);
  if (!status.ok()) return console->Fail(status);
  if (fixed_.linted != nullptr) linted_ = std::move(fixed_.linted);
  return std::nullopt;
}

// Flushes stdout, because the summary on stderr must follow.
void LintCommand::Write(const Diagnostics& findings, const Sources& sources,
                        Console* console) const {
  format_->write(findings, sources, PhraseForCommandLine, console->out_options(), &console->out());
  console->out().Flush();
}

void LintCommand::PrintFindings(Console* console) const {
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
  const bool is_partial = least_.has_value() && linted_->workspace->partial();
  return Fails(findings, least_) || is_partial ? kFindings : kDone;
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
  PrintFindings(console);
  Console::SayAtOnce(note);
  return StatusOf(linted_->findings);
}

}  // namespace

std::unique_ptr<Command> MakeLint() { return std::make_unique<LintCommand>(); }

}  // namespace svcenv::cli
