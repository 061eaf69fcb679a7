#include "cli/reports/unified_diff.h"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace svcenv::cli {
namespace {

constexpr size_t kContext = 3;
// Maximum number of inserted and deleted lines. If there are more, shows all lines between the
// first and the last of them as changed.
constexpr int kMaxChanges = 2000;

using Lines = std::vector<std::string_view>;  // with their line breaks

Lines SplitLines(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

// Finds the lines that two files have in common.
class Comparison {
 public:
  Comparison(const Lines& a, const Lines& b)
      : a_(a), b_(b), in_a_(a.size(), false), in_b_(b.size(), false) {
    size_t end_a = a.size();
    size_t end_b = b.size();
    while (begin_ < std::min(end_a, end_b) && a[begin_] == b[begin_]) {
      Keep(begin_, begin_);
      ++begin_;
    }
    while (end_a > begin_ && end_b > begin_ && a[end_a - 1] == b[end_b - 1]) Keep(--end_a, --end_b);
    size_a_ = static_cast<int>(end_a - begin_);
    size_b_ = static_cast<int>(end_b - begin_);
    Search();
  }

  bool in_a(size_t i) const { return in_a_[i]; }
  bool in_b(size_t i) const { return in_b_[i]; }

 private:
  // The furthest line of `a` on each diagonal, by diagonal + kMaxChanges + 1.
  using Furthest = std::vector<int>;

  void Keep(size_t i, size_t j) {
    in_a_[i] = true;
    in_b_[j] = true;
  }

  static int StartOf(const Furthest& furthest, int changes, int diagonal) {
    const auto at = [&](int k) { return furthest[static_cast<size_t>(k + kMaxChanges + 1)]; };
    const bool inserts =
        diagonal == -changes || (diagonal != changes && at(diagonal - 1) < at(diagonal + 1));
    return inserts ? diagonal + 1 : diagonal - 1;
  }

  bool Same(int x, int y) const {
    return a_[begin_ + static_cast<size_t>(x)] == b_[begin_ + static_cast<size_t>(y)];
  }

  // Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
  void Search() {
    Furthest furthest(2 * kMaxChanges + 3, 0);
    std::vector<Furthest> trace;
    for (int changes = 0; changes <= kMaxChanges; ++changes) {
      trace.push_back(furthest);
      for (int k = -changes; k <= changes; k += 2) {
        int x = 0;
        if (changes > 0) {
          const int from = StartOf(trace.back(), changes, k);
          x = trace.back()[static_cast<size_t>(from + kMaxChanges + 1)] + (from < k ? 1 : 0);
        }
        while (x < size_a_ && x - k < size_b_ && Same(x, x - k)) ++x;
        furthest[static_cast<size_t>(k + kMaxChanges + 1)] = x;
        if (k == size_a_ - size_b_ && x >= size_a_) return GoBack(trace, changes);
      }
    }
  }

  void GoBack(const std::vector<Furthest>& trace, int changes) {
    int x = size_a_;
    int y = size_b_;
    for (; changes >= 0; --changes) {
      int before_x = 0;
      int before_y = 0;
      if (changes > 0) {
        const Furthest& furthest = trace[static_cast<size_t>(changes)];
        const int from = StartOf(furthest, changes, x - y);
        before_x = furthest[static_cast<size_t>(from + kMaxChanges + 1)];
        before_y = before_x - from;
      }
      for (; x > before_x && y > before_y; --x, --y) {
        Keep(begin_ + static_cast<size_t>(x) - 1, begin_ + static_cast<size_t>(y) - 1);
      }
      x = before_x;
      y = before_y;
    }
  }

  const Lines& a_;
  const Lines& b_;
  std::vector<bool> in_a_, in_b_;
  size_t begin_ = 0;  // first line to compare in both
  int size_a_ = 0, size_b_ = 0;
};

// Lines of both files: a change or a hunk.
struct Range {
  size_t begin_a, end_a, begin_b, end_b;
};

std::vector<Range> ChangesOf(const Lines& a, const Lines& b) {
  const Comparison comparison(a, b);
  std::vector<Range> changes;
  for (size_t i = 0, j = 0; i < a.size() || j < b.size(); ++i, ++j) {
    const Range begin = {i, i, j, j};
    while (i < a.size() && !comparison.in_a(i)) ++i;
    while (j < b.size() && !comparison.in_b(j)) ++j;
    if (i > begin.begin_a || j > begin.begin_b)
      changes.push_back({begin.begin_a, i, begin.begin_b, j});
  }
  return changes;
}

class Patch {
 public:
  Patch(const Lines& a, const Lines& b,
        absl::FunctionRef<bool(size_t offset, std::string_view line)> may_show,
        const DiffStart& start)
      : a_(a), b_(b), may_show_(may_show), start_(start) {}

  std::string Text(std::vector<Range> changes) {
    const auto is_hidden = [&](const Range& change) {
      return !MayShowAll(change.begin_a, change.end_a);
    };
    changes.erase(std::remove_if(changes.begin(), changes.end(), is_hidden), changes.end());
    for (size_t i = 0; i < changes.size();) {
      size_t last = i;
      while (last + 1 < changes.size() && IsOneHunk(changes[last], changes[last + 1])) ++last;
      AddHunk(changes, i, last);
      i = last + 1;
    }
    return std::move(text_);
  }

 private:
  bool MayShow(size_t i) const {
    std::string_view line = a_[i];
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    return may_show_(start_.bytes + static_cast<size_t>(a_[i].data() - a_[0].data()), line);
  }

  bool MayShowAll(size_t begin, size_t end) const {
    while (begin < end && MayShow(begin)) ++begin;
    return begin == end;
  }

  bool IsOneHunk(const Range& one, const Range& next) const {
    if (next.begin_a - one.end_a > 2 * kContext) return false;
    return MayShowAll(one.end_a, next.begin_a);
  }

  void AddHunk(const std::vector<Range>& changes, size_t first, size_t last) {
    Range hunk = {changes[first].begin_a, changes[last].end_a, changes[first].begin_b,
                  changes[last].end_b};
    for (size_t n = 0; n < kContext && hunk.begin_a > 0 && MayShow(hunk.begin_a - 1); ++n) {
      --hunk.begin_a;
      --hunk.begin_b;
    }
    for (size_t n = 0; n < kContext && hunk.end_a < a_.size() && MayShow(hunk.end_a); ++n) {
      ++hunk.end_a;
      ++hunk.end_b;
    }
    absl::StrAppend(&text_, "@@ -", Numbers(hunk.begin_a, hunk.end_a), " +",
                    Numbers(hunk.begin_b, hunk.end_b), " @@\n");
    size_t at = hunk.begin_a;
    for (size_t i = first; i <= last; ++i) {
      AddLines(' ', a_, at, changes[i].begin_a);
      AddLines('-', a_, changes[i].begin_a, changes[i].end_a);
      AddLines('+', b_, changes[i].begin_b, changes[i].end_b);
      at = changes[i].end_a;
    }
    AddLines(' ', a_, at, hunk.end_a);
  }

  // Returns the 1-based first line and the number of lines. An empty range starts at the line
  // before it.
  std::string Numbers(size_t begin, size_t end) const {
    return absl::StrCat(start_.lines + begin + (end > begin ? 1 : 0), ",", end - begin);
  }

  void AddLines(char mark, const Lines& lines, size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      absl::StrAppend(&text_, std::string(1, mark), lines[i]);
      if (!absl::EndsWith(lines[i], "\n")) {
        absl::StrAppend(&text_, "\n\\ No newline at end of file\n");
      }
    }
  }

  const Lines& a_;
  const Lines& b_;
  const absl::FunctionRef<bool(size_t offset, std::string_view line)> may_show_;
  const DiffStart start_;
  std::string text_;
};

// Quotes a name as git does: C escapes for nonprintable characters, and a tab after a name with
// spaces.
std::string ShownPath(std::string_view side, std::string_view path) {
  const std::string normal = std::filesystem::path(path).lexically_normal().string();
  const std::string name = absl::StrCat(side, "/", normal.substr(normal.find_first_not_of('/')));
  const std::string escaped = absl::CEscape(name);
  if (absl::StrContains(escaped, '\\')) return absl::StrCat("\"", escaped, "\"");
  return absl::StrContains(name, ' ') ? absl::StrCat(name, "\t") : name;
}

}  // namespace

std::string UnifiedDiff(std::string_view path, std::string_view before, std::string_view after,
                        absl::FunctionRef<bool(size_t offset, std::string_view line)> may_show,
                        const DiffStart& start) {
  const Lines a = SplitLines(before);
  const Lines b = SplitLines(after);
  const std::vector<Range> changes = ChangesOf(a, b);
  const std::string hunks = Patch(a, b, may_show, start).Text(changes);
  if (hunks.empty()) return "";
  return absl::StrCat("--- ", ShownPath("a", path), "\n+++ ", ShownPath("b", path), "\n", hunks);
}

}  // namespace svcenv::cli
