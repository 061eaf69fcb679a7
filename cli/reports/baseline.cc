#include "cli/reports/baseline.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "cli/sources/file_bytes.h"
#include "cli/sources/replacement.h"
#include "svcenv/base/visible.h"

namespace svcenv::cli {
namespace {

constexpr std::string_view kHeader =
    "# svcenv lint: findings with these causes are not reported.\n"
    "# Regenerate this file with `svcenv lint --write-baseline`.\n";

// Returns whether a line is a cause: a code, optionally followed by details. Accepts unknown codes,
// so that a baseline outlives a removed rule.
bool IsCause(std::string_view line) {
  const size_t code = std::min(line.find(' '), line.size());
  return code > 0 &&
         std::all_of(line.begin(), line.begin() + static_cast<ptrdiff_t>(code),
                     [](unsigned char c) { return absl::ascii_islower(c) || c == '-'; }) &&
         Visible(line) == line;
}

absl::Status NoCause(uint32_t file, size_t offset) {
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = "bad-baseline";
  error.message = "not the cause of a finding";
  error.remedy = "remove the line, or regenerate the file with --write-baseline";
  error.position = {file, static_cast<uint32_t>(offset)};
  error.confidential = true;  // this may be any file
  return ToStatus(error);
}

}  // namespace

absl::StatusOr<Baseline> Baseline::Read(const std::string& path, Sources* sources) {
  absl::StatusOr<Bytes> bytes = ReadFile(path, 1);
  if (!bytes.ok()) return bytes.status();
  const uint32_t file = sources->Add(path, *std::move(bytes));
  const std::string_view text = sources->text(file);
  Baseline baseline;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = absl::StripSuffix(text.substr(begin, end - begin), "\r");
    if (!line.empty() && line.front() != '#') {
      if (!IsCause(line)) return NoCause(file, begin);
      baseline.causes_.emplace(line);
    }
    begin = end + 1;
  }
  return baseline;
}

Baseline Baseline::Of(const Diagnostics& findings) {
  Baseline baseline;
  for (const Diagnostic& finding : findings) baseline.causes_.insert(finding.cause);
  return baseline;
}

BaselineCounts Baseline::Apply(Diagnostics* findings) const {
  absl::flat_hash_set<std::string_view> found;
  for (const Diagnostic& finding : *findings) {
    if (const auto cause = causes_.find(finding.cause); cause != causes_.end()) {
      found.insert(*cause);
    }
  }
  findings->erase(
      std::remove_if(findings->begin(), findings->end(),
                     [&](const Diagnostic& finding) { return causes_.contains(finding.cause); }),
      findings->end());
  return {found.size(), causes_.size() - found.size()};
}

absl::Status Baseline::Write(const std::string& path) const {
  std::vector<std::string_view> sorted(causes_.begin(), causes_.end());
  std::sort(sorted.begin(), sorted.end());
  std::string text(kHeader);
  for (const std::string_view cause : sorted) absl::StrAppend(&text, cause, "\n");
  return ReplaceFile(path, text);
}

}  // namespace svcenv::cli
