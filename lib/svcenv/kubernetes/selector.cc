#include "svcenv/kubernetes/selector.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "svcenv/kubernetes/names.h"

namespace svcenv {
namespace {

constexpr std::string_view kSymbols = "=!(),><";
constexpr std::string_view kBlanks = " \t\r\n";

// A symbol, "==", "!=", or a word; "" at the end.
using Token = std::string_view;

bool IsWord(Token token) {
  return !token.empty() && kSymbols.find(token.front()) == std::string_view::npos;
}

std::vector<Token> Scan(std::string_view text) {
  std::vector<Token> tokens;
  for (size_t at = 0;;) {
    at = text.find_first_not_of(kBlanks, at);
    if (at == std::string_view::npos) break;
    size_t end = at + 1;
    if (kSymbols.find(text[at]) == std::string_view::npos) {
      end = std::min(text.find_first_of("=!(),>< \t\r\n", at), text.size());
    } else if ((text[at] == '=' || text[at] == '!') && end < text.size() && text[end] == '=') {
      ++end;
    }
    tokens.push_back(text.substr(at, end - at));
    at = end;
  }
  tokens.emplace_back();
  return tokens;
}

// IsValidLabelValue in apimachinery pkg/util/validation.
std::string_view LabelValueProblem(std::string_view text) {
  if (text.empty()) return "";
  if (text.size() > 63) return "must be no more than 63 characters";
  const auto inner = [](char c) {
    return absl::ascii_isalnum(c) || c == '-' || c == '_' || c == '.';
  };
  if (!absl::ascii_isalnum(text.front()) || !absl::ascii_isalnum(text.back()) ||
      !std::all_of(text.begin(), text.end(), inner)) {
    return "must consist of letters, digits, '-', '_', and '.', and begin and end with a letter or "
           "digit";
  }
  return "";
}

// strconv.ParseInt(text, 10, 64).
std::optional<int64_t> ParseInt(std::string_view text) {
  std::string_view digits = text;
  if (!digits.empty() && (digits.front() == '+' || digits.front() == '-')) digits.remove_prefix(1);
  int64_t number = 0;
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), absl::ascii_isdigit) ||
      !absl::SimpleAtoi(text, &number)) {
    return std::nullopt;
  }
  return number;
}

}  // namespace

class Selector::Parser {
 public:
  explicit Parser(std::string_view text) : tokens_(Scan(text)) {}

  absl::StatusOr<Selector> Run() {
    Selector result;
    while (!Peek().empty()) {
      if (absl::Status status = ReadRequirement(); !status.ok()) return status;
      result.requirements_.push_back(std::move(requirement_));
      if (Peek().empty()) break;
      if (Next() != ",") return Unexpected(tokens_[at_ - 1], "',' or the end");
      if (!IsWord(Peek()) && Peek() != "!") return Unexpected(Peek(), "a key after ','");
    }
    return result;
  }

 private:
  Token Peek() const { return tokens_[at_]; }
  Token Next() { return Peek().empty() ? Peek() : tokens_[at_++]; }

  static absl::Status Unexpected(Token token, std::string_view expected) {
    return absl::InvalidArgumentError(
        absl::StrCat("expected ", expected, ", found ",
                     token.empty() ? std::string("the end") : absl::StrCat("'", token, "'")));
  }

  absl::Status ReadRequirement();
  absl::Status ReadOperator();
  absl::Status ReadValues();
  absl::Status CheckValues() const;

  std::vector<Token> tokens_;
  size_t at_ = 0;
  Requirement requirement_;
};

absl::Status Selector::Parser::ReadRequirement() {
  requirement_ = {};
  const bool negated = Peek() == "!";
  if (negated) Next();
  if (!IsWord(Peek())) return Unexpected(Peek(), "a key");
  requirement_.key = std::string(Next());
  if (const std::string_view problem = QualifiedNameProblem(requirement_.key); !problem.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("key '", requirement_.key, "' ", problem));
  }
  requirement_.op = negated ? Operator::kNotExists : Operator::kExists;
  if (negated || Peek().empty() || Peek() == ",") return absl::OkStatus();
  if (absl::Status status = ReadOperator(); !status.ok()) return status;
  return CheckValues();
}

absl::Status Selector::Parser::ReadOperator() {
  const Token token = Next();
  if (token == "in" || token == "notin") {
    requirement_.op = token == "in" ? Operator::kIn : Operator::kNotIn;
    return ReadValues();
  }
  if (token == "=" || token == "==") {
    requirement_.op = Operator::kIn;
  } else if (token == "!=") {
    requirement_.op = Operator::kNotIn;
  } else if (token == ">") {
    requirement_.op = Operator::kGreater;
  } else if (token == "<") {
    requirement_.op = Operator::kLess;
  } else {
    return Unexpected(token, "one of = == != in notin > <");
  }
  if (Peek().empty() || Peek() == ",") {
    requirement_.values.emplace_back();
    return absl::OkStatus();
  }
  if (!IsWord(Peek())) return Unexpected(Peek(), "a value");
  requirement_.values.emplace_back(Next());
  return absl::OkStatus();
}

// Reads "(a,b)". A missing value is empty.
absl::Status Selector::Parser::ReadValues() {
  if (Peek() != "(") return Unexpected(Peek(), "'('");
  Next();
  while (true) {
    requirement_.values.emplace_back(IsWord(Peek()) ? Next() : Token());
    if (Peek() == ")") break;
    if (Peek() != ",") return Unexpected(Peek(), "',' or ')'");
    Next();
  }
  Next();
  return absl::OkStatus();
}

absl::Status Selector::Parser::CheckValues() const {
  const bool compares = requirement_.op == Operator::kGreater || requirement_.op == Operator::kLess;
  for (const std::string& value : requirement_.values) {
    if (compares && !ParseInt(value).has_value()) {
      return absl::InvalidArgumentError(absl::StrCat("expected an integer, found '", value, "'"));
    }
    if (const std::string_view problem = LabelValueProblem(value); !problem.empty()) {
      return absl::InvalidArgumentError(absl::StrCat("value '", value, "' ", problem));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Selector> Selector::Parse(std::string_view text) { return Parser(text).Run(); }

bool Selector::IsMet(const Requirement& requirement, const Entries& labels) {
  const Entry* label = FindEntry(labels, requirement.key);
  const auto has_value = [&] {
    return std::find(requirement.values.begin(), requirement.values.end(), label->value) !=
           requirement.values.end();
  };
  switch (requirement.op) {
    case Operator::kIn:
      return label != nullptr && has_value();
    case Operator::kNotIn:
      return label == nullptr || !has_value();
    case Operator::kExists:
      return label != nullptr;
    case Operator::kNotExists:
      return label == nullptr;
    case Operator::kGreater:
    case Operator::kLess:
      break;
  }
  const std::optional<int64_t> number = label ? ParseInt(label->value) : std::nullopt;
  const int64_t bound = *ParseInt(requirement.values.front());
  if (!number.has_value()) return false;
  return requirement.op == Operator::kGreater ? *number > bound : *number < bound;
}

bool Selector::Matches(const Entries& labels) const {
  return std::all_of(requirements_.begin(), requirements_.end(),
                     [&](const Requirement& requirement) { return IsMet(requirement, labels); });
}

}  // namespace svcenv
