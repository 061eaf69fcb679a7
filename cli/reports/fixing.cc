#include "cli/reports/fixing.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "cli/reports/fix_trial.h"
#include "cli/reports/unified_diff.h"
#include "cli/sources/file_bytes.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/edit.h"
#include "svcenv/syntax/text.h"

namespace svcenv::cli {
namespace {

constexpr int kMaxRounds = 20;

absl::Status NotWritten(std::string what, std::string remedy) {
  return InputError("not-fixable", absl::StrCat("cannot fix ", std::move(what)), std::move(remedy));
}

template <typename Objects>
const ObjectMeta* FindServed(const Objects& objects) {
  for (const auto& object : objects) {
    if (!object.meta.uid.empty() && object.meta.position.known()) return &object.meta;
  }
  return nullptr;
}

// Returns whether a line of a file is not part of an object that may be a Secret.
bool MayShowLine(const Sources& sources, uint32_t file, size_t offset, std::string_view line) {
  const size_t text = line.find_first_not_of(" \t");
  // Only a comment can follow a separator.
  if (text == line.npos || absl::StartsWith(line, "---")) return true;
  const Position position = {file, static_cast<uint32_t>(offset + text)};
  return file != 0 && sources.ExcerptAt(position).has_value();
}

struct EditedLines {
  uint32_t begin, end;
};

// Returns the lines of the edits and kMargin lines before and after them. A diff of these lines is
// that of the whole text, unless an inserted or deleted line repeats more often.
EditedLines LinesAround(std::string_view text, const Edits& edits) {
  constexpr int kMargin = 16;
  size_t begin = text.size(), end = 0;
  for (const Edit& edit : edits) {
    begin = std::min<size_t>(begin, edit.offset);
    end = std::max<size_t>(end, edit.end());
  }
  for (int i = 0; i <= kMargin && begin > 0; ++i) {
    begin = text.rfind('\n', begin - 1);  // npos + 1 is 0
    if (begin == text.npos) break;
  }
  for (int i = 0; i <= kMargin && end < text.size(); ++i) {
    end = std::min(text.find('\n', end), text.size() - 1) + 1;
  }
  return {static_cast<uint32_t>(begin == 0 ? 0 : begin + 1), static_cast<uint32_t>(end)};
}

class Fixer {
 public:
  Fixer(const Linted& original, const FixRequest& request, Console* console)
      : request_(request), console_(*console), current_(&original) {}

  Fixed Run() {
    for (int round = 0; round < kMaxRounds && trials_ < request_.max_trials; ++round) {
      const std::vector<PlannedFix> plans = Plan();
      if (!Commit(plans, /*reveals=*/true) && !Commit(plans, /*reveals=*/false)) break;
    }
    for (auto& [path, file] : files_) {
      if (file.now == file.before) continue;
      fixed_.rewrites.push_back({path, std::move(file.before), std::move(file.now)});
    }
    return std::move(fixed_);
  }

 private:
  struct File {
    std::string before;
    std::string now;
    size_t mark_bytes = 0;  // of a byte order mark, which sources do not contain
    bool fits = false;
  };

  const Sources& sources() const { return current_->workspace->cluster().sources(); }

  // Returns the file. Reads it on first use.
  const File& Open(const std::string& path, std::string_view text) {
    const auto [found, is_new] = files_.try_emplace(path);
    File& file = found->second;
    if (!is_new) return file;
    absl::StatusOr<std::string> bytes = ReadBytes(path);
    if (!bytes.ok()) return file;
    file.mark_bytes = absl::StartsWith(*bytes, kByteOrderMark) ? kByteOrderMark.size() : 0;
    file.fits = std::string_view(*bytes).substr(file.mark_bytes) == text;
    if (!file.fits) {
      fixed_.left.push_back(path);
      return file;
    }
    file.before = *std::move(bytes);
    file.now = file.before;
    return file;
  }

  // Returns the fixes that can be applied in any order. Others follow in the next round.
  std::vector<PlannedFix> Plan() {
    findings_ = current_->findings;
    request_.drop(&findings_);
    FixPlanner planner(sources());
    std::vector<PlannedFix> plans;
    std::map<std::string, EditedRanges> ranges;
    std::map<std::pair<std::string, uint32_t>, size_t> first_edits;  // places and indices of plans
    for (const Diagnostic& finding : findings_) {
      std::optional<Fix> fix = planner.Plan(finding, request_.safety);
      if (!fix.has_value()) continue;
      const std::string path(sources().name(finding.position.file));
      if (!Open(path, sources().text(finding.position.file)).fits) continue;
      const auto [same, is_new] =
          first_edits.try_emplace({path, fix->edits.front().offset}, plans.size());
      if (!is_new) {
        if (plans[same->second].edits == fix->edits) {
          plans[same->second].findings.push_back(&finding);
        }
        continue;
      }
      if (!ranges[path].Add(fix->edits)) {
        first_edits.erase(same);
        continue;
      }
      plans.push_back({path,
                       std::move(fix->edits),
                       {&finding},
                       std::move(fix->variables),
                       finding.code == "refused-by-api"});
    }
    return plans;
  }

  // Keeps the fixes that pass FixTrial. Returns whether there are any.
  bool Commit(const std::vector<PlannedFix>& plans, bool reveals) {
    PlannedFixes candidates;
    for (const PlannedFix& plan : plans) {
      if (plan.reveals == reveals) candidates.push_back(&plan);
    }
    if (candidates.empty()) return false;
    accepted_.clear();
    Accept(candidates, FixTrial(*current_, reveals));
    if (accepted_.empty()) return false;
    for (auto& [path, text] : TextsWith(accepted_)) files_[path].now = std::move(text);
    for (const PlannedFix* fix : accepted_) fixed_.findings += fix->findings.size();
    fixed_.linted = std::move(accepted_linted_);
    current_ = fixed_.linted.get();
    return true;
  }

  // Accepts all candidates or, if the trial fails, recursively those of each half.
  void Accept(absl::Span<const PlannedFix* const> candidates, const FixTrial& trial) {
    if (candidates.empty() || trials_ >= request_.max_trials) return;
    PlannedFixes fixes = accepted_;
    fixes.insert(fixes.end(), candidates.begin(), candidates.end());
    std::unique_ptr<Linted> linted = LintWith(fixes);
    if (!linted->failed && trial.FixesAsPlanned(fixes, *linted)) {
      accepted_ = std::move(fixes);
      accepted_linted_ = std::move(linted);
      return;
    }
    if (candidates.size() == 1) return;
    Accept(candidates.subspan(0, candidates.size() / 2), trial);
    Accept(candidates.subspan(candidates.size() / 2), trial);
  }

  // Returns the contents of all files that differ from their originals.
  std::map<std::string, std::string> TextsWith(const PlannedFixes& fixes) const {
    std::map<std::string, Edits> edits;
    for (const PlannedFix* fix : fixes) {
      Edits& of_file = edits[fix->path];
      of_file.insert(of_file.end(), fix->edits.begin(), fix->edits.end());
    }
    std::map<std::string, std::string> texts;
    for (const auto& [path, file] : files_) {
      const auto found = edits.find(path);
      if (found != edits.end()) {
        const std::string_view now = file.now;
        texts[path] = absl::StrCat(now.substr(0, file.mark_bytes),
                                   ApplyEdits(now.substr(file.mark_bytes), found->second));
      } else if (file.now != file.before) {
        texts[path] = file.now;
      }
    }
    return texts;
  }

  // Lints the input with `fixes` applied. The result has failed if it cannot be read.
  std::unique_ptr<Linted> LintWith(const PlannedFixes& fixes) {
    ++trials_;
    WorkspaceFlags flags = request_.flags;
    flags.paths.instead = TextsWith(fixes);
    std::string captured;  // discarded: it was shown for the original files
    console_.Capture(&captured, /*quiet=*/true);
    std::unique_ptr<Linted> linted = OpenAndLint(flags, request_.selection, &console_);
    console_.Capture(nullptr, /*quiet=*/false);
    return linted;
  }

  const FixRequest& request_;
  Console& console_;
  Fixed fixed_;
  const Linted* current_;  // of the files with the fixes so far
  Diagnostics findings_;   // to be fixed
  std::map<std::string, File> files_;
  int trials_ = 0;
  PlannedFixes accepted_;
  std::unique_ptr<Linted> accepted_linted_;
};

}  // namespace

absl::Status CheckFixable(const WorkspaceFlags& flags) {
  const auto names_stdin = [](const std::vector<std::string>& paths) {
    return std::find(paths.begin(), paths.end(), "-") != paths.end();
  };
  if (flags.live()) {
    return NotWritten("objects in a cluster", "pass the files that they were applied from with -f");
  }
  if (names_stdin(flags.paths.files) || names_stdin(flags.paths.operands)) {
    return NotWritten("standard input", "pass the file instead");
  }
  if (!flags.kustomizations.empty()) {
    return NotWritten("the output of kustomize",
                      "pass the files that the kustomization reads with -f");
  }
  if (!flags.helm.chart.empty()) {
    return NotWritten("the output of helm", "change the templates or the values of the chart");
  }
  return absl::OkStatus();
}

absl::Status CheckFixable(const Cluster& cluster) {
  for (const ObjectMeta* meta :
       {FindServed(cluster.workloads()), FindServed(cluster.services()),
        FindServed(cluster.config_maps()), FindServed(cluster.secrets())}) {
    if (meta == nullptr) continue;
    return NotWritten(absl::StrCat(cluster.sources().name(meta->position.file),
                                   ": it was read from a cluster (an object has metadata.uid)"),
                      "pass the files that the objects were applied from");
  }
  return absl::OkStatus();
}

size_t CountFixable(const Sources& sources, const Diagnostics& findings) {
  FixPlanner planner(sources);
  return static_cast<size_t>(
      std::count_if(findings.begin(), findings.end(), [&](const Diagnostic& finding) {
        return planner.Plan(finding, FixSafety::kSafe).has_value();
      }));
}

Fixed FixFindings(const Linted& original, const FixRequest& request, Console* console) {
  return Fixer(original, request, console).Run();
}

std::string PatchOf(const Rewrite& rewrite, const Linted& original) {
  const Sources& sources = original.workspace->cluster().sources();
  const size_t mark = absl::StartsWith(rewrite.before, kByteOrderMark) ? kByteOrderMark.size() : 0;
  uint32_t file = 0;
  for (const Diagnostic& finding : original.findings) {
    const Position& position = finding.position;
    if (position.known() && sources.name(position.file) == rewrite.path) file = position.file;
  }
  return UnifiedDiff(rewrite.path, rewrite.before, rewrite.after,
                     [&](size_t offset, std::string_view line) {
                       return MayShowLine(sources, file, std::max(offset, mark) - mark, line);
                     });
}

std::string PatchOf(uint32_t file, Edits edits, const Linted& original) {
  const Sources& sources = original.workspace->cluster().sources();
  const std::string_view text = sources.text(file);
  const EditedLines lines = LinesAround(text, edits);
  for (Edit& edit : edits) edit.offset -= lines.begin;
  const std::string_view before = text.substr(lines.begin, lines.end - lines.begin);
  const DiffStart start = {static_cast<size_t>(sources.Locate({file, lines.begin}).line) - 1,
                           lines.begin};
  return UnifiedDiff(
      sources.name(file), before, ApplyEdits(before, std::move(edits)),
      [&](size_t offset, std::string_view line) {
        return MayShowLine(sources, file, offset, line);
      },
      start);
}

}  // namespace svcenv::cli
