#include "svcenv/check/lint_ignore_comments.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "svcenv/base/nearest.h"
#include "svcenv/check/rule.h"
#include "svcenv/syntax/comments.h"

namespace svcenv {
namespace {

// A code that a comment suppresses on a line.
struct Ignored {
  uint32_t file;
  size_t begin, end;  // of the line
  std::string_view code;
};

// Returns the codes of a comment, "A,B reason" or "A, B reason"; nothing for other comments.
std::vector<std::string_view> CodesOf(std::string_view comment) {
  comment = absl::StripLeadingAsciiWhitespace(comment);
  if (!absl::ConsumePrefix(&comment, kIgnoreComment)) return {};
  if (!comment.empty() && !absl::ascii_isspace(static_cast<unsigned char>(comment[0]))) return {};
  std::vector<std::string_view> codes;
  bool goes_on = true;
  for (const std::string_view word :
       absl::StrSplit(comment, absl::ByAnyChar(" \t\r"), absl::SkipEmpty())) {
    if (!goes_on) break;
    for (const std::string_view code : absl::StrSplit(word, ',', absl::SkipEmpty())) {
      codes.push_back(code);
    }
    goes_on = word.back() == ',';
  }
  if (codes.empty()) codes.emplace_back();
  return codes;
}

// Returns the line that a comment applies to.
std::pair<size_t, size_t> LineOf(std::string_view text, const Comment& comment) {
  if (!comment.alone) return {comment.line, comment.after};
  for (size_t begin = comment.after; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    const std::string_view line =
        absl::StripLeadingAsciiWhitespace(text.substr(begin, end - begin));
    if (line.empty() || line.front() != '#') return {begin, end};
    begin = end;
  }
  return {text.size(), text.size()};
}

void ReadFile(const Sources& sources, uint32_t file, std::vector<Ignored>* ignored,
              Diagnostics* unknown) {
  const std::string_view text = sources.text(file);
  for (const Comment& comment : CommentsWith(text, kIgnoreComment)) {
    const auto [begin, end] = LineOf(text, comment);
    for (const std::string_view code : CodesOf(comment.text)) {
      if (IsCode(code)) {
        ignored->push_back({file, begin, end, code});
        continue;
      }
      Diagnostic finding = UnknownIgnoredCode(kIgnoreComment, code);
      const size_t at =
          code.empty() ? comment.begin : static_cast<size_t>(code.data() - text.data());
      finding.position = {file, static_cast<uint32_t>(at)};
      finding.length = static_cast<uint32_t>(std::max<size_t>(1, code.size()));
      unknown->push_back(std::move(finding));
    }
  }
}

}  // namespace

Diagnostic UnknownIgnoredCode(std::string_view where, std::string_view code) {
  std::vector<std::string_view> all;
  for (const Rule& rule : Rules()) all.push_back(rule.code);
  const std::vector<std::string> near = Nearest(code, all);
  Diagnostic finding;
  finding.code = "lint-ignore-unknown";
  finding.severity = FindRule(finding.code)->severity;
  finding.message = code.empty() ? absl::StrCat(where, " lists no lint code")
                                 : absl::StrCat(where, ": '", code, "' is not a lint code");
  finding.remedy = near.empty() ? "list lint codes, separated by commas" : DidYouMeanOneOf(near);
  finding.part = std::string(code);
  return finding;
}

void ApplyIgnoreComments(const Sources& sources, Diagnostics* findings, Diagnostics* unknown) {
  std::vector<Ignored> ignored;  // sorted by file and line
  for (uint32_t file = sources.first(); file <= sources.last(); ++file) {
    ReadFile(sources, file, &ignored, unknown);
  }
  if (ignored.empty()) return;
  std::stable_sort(ignored.begin(), ignored.end(), [](const Ignored& a, const Ignored& b) {
    return std::pair(a.file, a.begin) < std::pair(b.file, b.begin);
  });
  const auto is_ignored = [&](const Diagnostic& finding) {
    // The first comment whose line ends after the finding.
    const Position at = finding.position;
    auto one = std::partition_point(ignored.begin(), ignored.end(), [&](const Ignored& before) {
      return std::pair<uint32_t, size_t>(before.file, before.end) <=
             std::pair<uint32_t, size_t>(at.file, at.offset);
    });
    for (; one != ignored.end() && one->file == at.file && one->begin <= at.offset; ++one) {
      if (one->code == finding.code) return true;
    }
    return false;
  };
  findings->erase(std::remove_if(findings->begin(), findings->end(), is_ignored), findings->end());
}

}  // namespace svcenv
