#include "cli/sources/path_patterns.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace svcenv::cli {
namespace {

// Returns the index of the `]` that closes the class at `begin`, or npos.
size_t EndOfClass(std::string_view glob, size_t begin) {
  size_t end = begin + 1;
  if (end < glob.size() && (glob[end] == '!' || glob[end] == '^')) ++end;
  return glob.find(']', end + 1);  // a leading ] is a literal
}

std::string ExpressionOf(std::string_view glob) {
  std::string result;
  for (size_t i = 0; i < glob.size(); ++i) {
    const std::string_view rest = glob.substr(i);
    if (absl::StartsWith(rest, "**/")) {
      result += "(?:.*/)?";
      i += 2;
    } else if (absl::StartsWith(rest, "**")) {
      result += ".*";
      ++i;
    } else if (glob[i] == '*') {
      result += "[^/]*";
    } else if (glob[i] == '?') {
      result += "[^/]";
    } else if (const size_t end = EndOfClass(glob, i); glob[i] == '[' && end != glob.npos) {
      std::string_view characters = glob.substr(i + 1, end - i - 1);
      const bool negated =
          absl::ConsumePrefix(&characters, "!") || absl::ConsumePrefix(&characters, "^");
      absl::StrAppend(&result, negated ? "[^" : "[");
      for (const char c : characters) {
        if (absl::StrContains("[]\\^", c)) result += '\\';
        result += c;
      }
      result += ']';
      i = end;
    } else {
      result += RE2::QuoteMeta(glob.substr(i, 1));
    }
  }
  return result;
}

}  // namespace

PathPatterns::PathPatterns(std::string base, const std::vector<std::string>& globs)
    : base_(std::move(base)) {
  RE2::Options options(RE2::Quiet);
  options.set_encoding(RE2::Options::EncodingLatin1);  // a path is bytes
  options.set_dot_nl(true);
  for (std::string_view glob : globs) {
    absl::ConsumePrefix(&glob, "./");
    absl::ConsumeSuffix(&glob, "/");
    if (glob.empty()) continue;
    const bool any_directory = !absl::StrContains(glob, '/');
    absl::ConsumePrefix(&glob, "/");
    auto expression = std::make_shared<const RE2>(ExpressionOf(glob), options);
    if (!expression->ok()) {  // like "[z-a]": match it literally
      expression = std::make_shared<const RE2>(RE2::QuoteMeta(glob), options);
    }
    patterns_.push_back({any_directory, std::move(expression)});
  }
}

bool PathPatterns::Match(std::string_view path) const {
  if (patterns_.empty()) return false;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  std::string_view relative = path;
  const bool is_below = absl::ConsumePrefix(&relative, base_) &&
                        (absl::ConsumePrefix(&relative, "/") || absl::EndsWith(base_, "/"));
  return std::any_of(patterns_.begin(), patterns_.end(), [&](const Pattern& pattern) {
    if (pattern.any_directory) return RE2::FullMatch(name, *pattern.expression);
    return is_below && RE2::FullMatch(relative, *pattern.expression);
  });
}

}  // namespace svcenv::cli
