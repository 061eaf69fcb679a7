#include "svcenv/env/dotenv.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace svcenv {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\v\f";

// Returns the byte that `\c` represents inside `quote`, or nullopt if it is not an escape.
std::optional<char> Unescape(char c, char quote) {
  if (c == '\\' || c == '\'') return c;
  if (quote == '\'') return std::nullopt;
  switch (c) {
    case '"':
      return '"';
    case 'a':
      return '\a';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    default:
      return std::nullopt;
  }
}

class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  absl::StatusOr<std::vector<FileVariable>> Parse();

 private:
  absl::Status ParseLine();
  absl::StatusOr<std::string> ParseValue();
  absl::StatusOr<std::string> ParseQuoted(char quote);

  void SkipBlanks() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(kBlanks), rest_.size()));
  }
  // Consumes the rest of the line, except its end.
  std::string_view TakeLine() {
    const std::string_view line = rest_.substr(0, rest_.find_first_of("\r\n"));
    rest_.remove_prefix(line.size());
    return line;
  }
  bool AtLineEnd() const { return rest_.empty() || rest_[0] == '\n' || rest_[0] == '\r'; }
  void SkipLineEnd() {
    if (!absl::ConsumePrefix(&rest_, "\r\n") && !rest_.empty()) rest_.remove_prefix(1);
    ++line_;
  }
  absl::Status Error(std::string_view problem) const {
    return absl::InvalidArgumentError(absl::StrCat("line ", line_, ": ", problem));
  }

  std::string_view rest_;
  int line_ = 1;
  std::vector<FileVariable> variables_;
};

absl::StatusOr<std::vector<FileVariable>> Parser::Parse() {
  absl::ConsumePrefix(&rest_, kByteOrderMark);
  while (!rest_.empty()) {
    SkipBlanks();
    if (!AtLineEnd() && rest_[0] != '#') {
      if (absl::Status status = ParseLine(); !status.ok()) return status;
    }
    SkipBlanks();
    if (!AtLineEnd() && rest_[0] == '#') TakeLine();
    if (!AtLineEnd()) return Error("only a # comment may follow the closing quote");
    SkipLineEnd();
  }
  return std::move(variables_);
}

absl::Status Parser::ParseLine() {
  const int line = line_;
  const auto take_name = [&] {
    const std::string_view name = rest_.substr(0, rest_.find_first_of(" \t\v\f\r\n=#'\""));
    rest_.remove_prefix(name.size());
    SkipBlanks();
    return name;
  };
  std::string_view name = take_name();
  if (name == "export" && !AtLineEnd() && rest_[0] != '=') name = take_name();
  if (name.empty()) return Error("missing name before '='");
  if (!absl::ConsumePrefix(&rest_, "=")) return Error("missing '=' after the name");
  SkipBlanks();
  absl::StatusOr<std::string> value = ParseValue();
  if (!value.ok()) return value.status();
  if (value->find('\0') != std::string::npos || name.find('\0') != std::string_view::npos) {
    return Error("a variable cannot contain a NUL byte");
  }
  variables_.push_back({std::string(name), *std::move(value), line});
  return absl::OkStatus();
}

absl::StatusOr<std::string> Parser::ParseValue() {
  if (AtLineEnd()) return std::string();
  if (rest_[0] == '\'' || rest_[0] == '"') {
    const char quote = rest_[0];
    rest_.remove_prefix(1);
    return ParseQuoted(quote);
  }
  const std::string_view line = TakeLine();
  size_t comment = line.find('#');
  while (comment != std::string_view::npos &&
         (comment == 0 || kBlanks.find(line[comment - 1]) == std::string_view::npos)) {
    comment = line.find('#', comment + 1);
  }
  return std::string(absl::StripTrailingAsciiWhitespace(line.substr(0, comment)));
}

absl::StatusOr<std::string> Parser::ParseQuoted(char quote) {
  const absl::Status unclosed =
      Error(absl::StrCat("unterminated ", quote == '"' ? "double" : "single", " quote"));
  std::string value;
  while (!rest_.empty()) {
    const char c = rest_[0];
    rest_.remove_prefix(1);
    if (c == quote) return value;
    if (c == '\n') ++line_;
    if (c == '\\' && !rest_.empty()) {
      if (const std::optional<char> meant = Unescape(rest_[0], quote)) {
        rest_.remove_prefix(1);
        value.push_back(*meant);
        continue;
      }
    }
    value.push_back(c);
  }
  return unclosed;
}

}  // namespace

absl::StatusOr<std::vector<FileVariable>> ParseDotenv(std::string_view text) {
  return Parser(text).Parse();
}

}  // namespace svcenv
