#include "svcenv/env/env_file.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "svcenv/base/counted.h"

namespace svcenv {
namespace {

constexpr std::string_view kBlanks = " \t";

// Kubernetes uses a bufio.Scanner, whose buffer must fit a line and its line break.
constexpr size_t kMaxLineBytes = 64 * 1024 - 1;

std::string_view WithoutBlanksBefore(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(kBlanks), text.size()));
}

absl::Status Error(int line, std::string_view problem) {
  return absl::InvalidArgumentError(absl::StrCat("line ", line, ": ", problem));
}

// Iterates over the lines of a file.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  // Returns false at the end, and at a line that is too long.
  bool Next() {
    if (rest_.empty()) return false;
    ++number_;
    const size_t end = std::min(rest_.find('\n'), rest_.size());
    if (end > kMaxLineBytes) {
      too_long_ = true;
      return false;
    }
    line_ = rest_.substr(0, end);
    absl::ConsumeSuffix(&line_, "\r");
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return true;
  }

  std::string_view line() const { return line_; }
  int number() const { return number_; }  // of the line that Next read or stopped at, 1-based
  bool too_long() const { return too_long_; }
  absl::Status TooLong() const {
    return Error(number_, absl::StrCat("longer than ", WithCommas(kMaxLineBytes), " bytes"));
  }

 private:
  std::string_view rest_;
  std::string_view line_;
  int number_ = 0;
  bool too_long_ = false;
};

// Reads a quoted value. `rest` is the rest of the line after the opening quote.
absl::StatusOr<std::string> ReadQuoted(std::string_view rest, EnvFileRules rules, Lines* lines) {
  const int first = lines->number();
  std::string value;
  size_t quote = rest.find('\'');
  while (quote == std::string_view::npos) {
    absl::StrAppend(&value, rest, "\n");
    if (!lines->Next()) {
      if (lines->too_long()) return lines->TooLong();
      return Error(first, "unterminated single quote");
    }
    rest = lines->line();
    quote = rest.find('\'');
  }
  absl::StrAppend(&value, rest.substr(0, quote));
  const std::string_view follows = rest.substr(quote + 1);
  const std::string_view after = WithoutBlanksBefore(follows);
  if (!after.empty() && after[0] != '#') {
    return Error(lines->number(), "only a # comment may follow the closing quote");
  }
  if (rules == EnvFileRules::kStrict && !after.empty() && after.size() == follows.size()) {
    return Error(lines->number(), "missing whitespace between the closing quote and the # comment");
  }
  return value;
}

// Returns whether to stop reading.
using Visit = absl::FunctionRef<bool(std::string_view name, std::string value, int line)>;

absl::Status Read(std::string_view text, EnvFileRules rules, Visit visit) {
  Lines lines(text);
  while (lines.Next()) {
    const std::string_view line = WithoutBlanksBefore(lines.line());
    if (line.empty() || line[0] == '#') continue;
    const size_t equals = line.find('=');
    if (equals == std::string_view::npos) return Error(lines.number(), "missing '='");
    const std::string_view name = line.substr(0, equals);
    const std::string_view value = line.substr(equals + 1);
    if (name.empty()) return Error(lines.number(), "missing name before '='");
    if (kBlanks.find(name.back()) != std::string_view::npos) {
      return Error(lines.number(), "whitespace is not allowed before '='");
    }
    if (!value.empty() && kBlanks.find(value[0]) != std::string_view::npos) {
      const std::string_view after = WithoutBlanksBefore(value);
      if (rules == EnvFileRules::kStrict && !after.empty() && after[0] != '#') {
        return Error(lines.number(), "only a # comment may follow whitespace after '='");
      }
      if (visit(name, "", lines.number())) return absl::OkStatus();
      continue;
    }
    if (!absl::StartsWith(value, "'")) {
      return Error(lines.number(), "the value must be in single quotes");
    }
    const int first = lines.number();
    absl::StatusOr<std::string> quoted = ReadQuoted(value.substr(1), rules, &lines);
    if (!quoted.ok()) return quoted.status();
    if (visit(name, *std::move(quoted), first)) return absl::OkStatus();
  }
  return lines.too_long() ? lines.TooLong() : absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::optional<std::string>> ParseEnvFile(std::string_view text, std::string_view key,
                                                        EnvFileRules rules) {
  std::optional<std::string> found;
  const absl::Status status = Read(text, rules, [&](std::string_view name, std::string value, int) {
    if (name == key) found = std::move(value);
    return found.has_value();
  });
  if (!status.ok()) return status;
  return found;
}

absl::StatusOr<std::vector<FileVariable>> ParseWholeEnvFile(std::string_view text) {
  std::vector<FileVariable> variables;
  std::set<std::string, std::less<>> names;
  const auto add = [&](std::string_view name, std::string value, int line) {
    if (names.emplace(name).second)
      variables.push_back({std::string(name), std::move(value), line});
    return false;
  };
  const absl::Status status = Read(text, EnvFileRules::kLenient, add);
  if (!status.ok()) return status;
  return variables;
}

}  // namespace svcenv
