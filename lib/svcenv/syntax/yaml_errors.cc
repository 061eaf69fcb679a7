#include "svcenv/syntax/yaml_errors.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace svcenv {
namespace {

enum class At { kProblem, kContext };

struct Row {
  std::string_view problem;
  std::string_view context;  // a substring; empty: any
  At at;
  std::string_view message;
  std::string_view remedy;
};

constexpr std::string_view kNoDirectives = "kubectl does not support % directives";
constexpr std::string_view kRemoveDirective =
    "remove the line, or quote a string that begins with %";
constexpr std::string_view kSaveAsUtf8 = "save the file as UTF-8";
constexpr std::string_view kQuoteOrTag =
    "quote a string that begins with !; end a tag with a space, like !!str 1";

// The first row that matches applies.
constexpr Row kRows[] = {
    {"control characters are not allowed", "", At::kProblem,
     "control characters are not allowed in YAML, not even in comments",
     "remove the character, or escape it in double quotes, like \"\\x07\"; add a byte order mark "
     "to a UTF-16 file"},
    {"found invalid Unicode character escape", "", At::kProblem,
     "this escape is not a valid character: kubectl rejects surrogates in YAML, even in pairs",
     "write the character itself, or use \\UHHHHHHHH"},
    {"invalid leading UTF-8 octet", "", At::kProblem, "this byte is not valid UTF-8", kSaveAsUtf8},
    {"incomplete UTF-8 octet sequence", "", At::kProblem, "this byte is not valid UTF-8",
     kSaveAsUtf8},
    {"invalid trailing UTF-8 octet", "", At::kProblem, "this byte is not valid UTF-8", kSaveAsUtf8},
    {"invalid length of a UTF-8 sequence", "", At::kProblem, "this byte is not valid UTF-8",
     kSaveAsUtf8},
    {"invalid Unicode character", "", At::kProblem, "this byte is not valid UTF-8", kSaveAsUtf8},
    {"could not find expected ':'", "", At::kContext, "expected ':' after this key",
     "write \"key: value\"; indent a multiline string more than its key, or quote it"},
    {"block sequence entries are not allowed", "", At::kProblem,
     "a list item (\"- \") is not allowed here",
     "start the list on its own line; quote a string that begins with \"- \""},
    {"mapping keys are not allowed", "", At::kProblem, "a key (\"? \") is not allowed here",
     "quote a string that begins with \"? \""},
    {"mapping values are not allowed", "", At::kProblem,
     "\": \" is not allowed here: the line already has a key, or its indentation is wrong",
     "quote a string that contains \": \"; indent all keys of a map equally; shorten a key of more "
     "than 1,024 characters"},
    {"did not find expected alphabetic or numeric", "anchor", At::kContext,
     "an anchor name must consist of letters, digits, '-', and '_'",
     "quote a string that begins with &"},
    {"did not find expected alphabetic or numeric", "alias", At::kContext,
     "an alias name must consist of letters, digits, '-', and '_'",
     "quote a string that begins with *"},
    {"", "directive", At::kContext, kNoDirectives, kRemoveDirective},
    {"", "%", At::kContext, kNoDirectives, kRemoveDirective},
    {"", "scanning a tag", At::kContext, "this tag does not end where YAML expects it",
     kQuoteOrTag},
    {"", "parsing a tag", At::kContext, "this tag contains invalid characters", kQuoteOrTag},
    {"found an indentation indicator equal to 0", "", At::kContext,
     "a block scalar cannot be indented by 0",
     "use | or > alone, or with an indentation from 1 to 9"},
    {"did not find expected comment or line break", "", At::kProblem,
     "a block scalar must start on the line after | or >",
     "move the string to its own lines, or quote a string that begins with | or >"},
    {"found a tab character where an indentation space", "", At::kProblem,
     "a block scalar cannot be indented with a tab", "indent with spaces"},
    {"found unexpected document indicator", "", At::kContext,
     "this quoted string is cut off by a line that begins with --- or ...",
     "indent that line, or close the quote"},
    {"found unexpected end of stream", "", At::kContext, "this quoted string has no closing quote",
     "close the quote; a line that begins with --- ends the document, even within quotes"},
    {"found unknown escape character", "", At::kProblem, "invalid escape in double quotes",
     "write a backslash as \\\\, or use single quotes"},
    {"did not find expected hexdecimal number", "", At::kProblem,
     "this escape requires more hexadecimal digits: \\xHH, \\uHHHH, or \\UHHHHHHHH",
     "add the digits, or write a backslash as \\\\"},
    {"found unexpected ':'", "", At::kProblem,
     "':' is not allowed before a bracket or a comma here",
     "add a space after it, or quote the string"},
    {"found a tab character that violates indentation", "", At::kProblem,
     "tabs are not allowed for indentation", "indent with spaces"},
    {"did not find expected <document start>", "", At::kProblem, kNoDirectives, kRemoveDirective},
    {"found incompatible YAML document", "", At::kProblem, kNoDirectives, kRemoveDirective},
    {"found duplicate %", "", At::kProblem, kNoDirectives, kRemoveDirective},
    {"found undefined tag handle", "", At::kProblem, "unknown tag handle",
     "remove the tag, or use !!str, !!int, !!float, !!bool, !!null, or !!binary"},
    {"did not find expected '-' indicator", "", At::kProblem,
     "this line does not belong to an item of the list above it",
     "start it with \"- \" to add an item, or indent it like the key it belongs to"},
    {"did not find expected ',' or ']'", "", At::kProblem, "expected ',' or ']'",
     "separate items by commas and close the list with ]; quote a string with [ ] { } , or \": \""},
    {"did not find expected ',' or '}'", "", At::kProblem, "expected ',' or '}'",
     "separate entries by commas and close the map with }; quote a string with [ ] { } , or "
     "\": \""},
    {"did not find expected node content", "", At::kProblem, "expected a value",
     "add a value, or remove this"},
};

// Explains a character that cannot begin a token.
YamlExplanation ExplainBadStart(std::string_view after) {
  if (absl::StartsWith(after, "\t")) {
    return {"tabs are not allowed for indentation", "indent with spaces", false};
  }
  if (after.empty()) return {"unexpected end of input", "complete the last line", false};
  const std::string first(after.substr(0, 1));
  return {absl::StrCat("an unquoted string cannot begin with ", first),
          absl::StrCat("quote it: '", first, "…'"), false};
}

// Explains a missing key: the indentation is wrong, or a quoted string ends too early.
YamlExplanation ExplainMissingKey(std::string_view before) {
  const size_t content = before.find_last_not_of(" \t");
  if (content == before.npos || before[content] == '\n' || before[content] == '\r') {
    return {"the indentation of this line does not match the lines it belongs to",
            "indent all keys of a map equally, and the lines of a string more than its key", false};
  }
  if (before[content] == '"' || before[content] == '\'') {
    return {"unexpected text after the closing quote",
            "quote the whole string; double a quote within '…', and write \\\" within \"…\"",
            false};
  }
  return {"expected a key", "check the preceding indentation and quotes", false};
}

}  // namespace

YamlExplanation ExplainYamlProblem(const YamlProblem& problem) {
  if (absl::StrContains(problem.problem, "cannot start any token")) {
    return ExplainBadStart(problem.after);
  }
  if (absl::StrContains(problem.problem, "did not find expected key")) {
    return ExplainMissingKey(problem.before);
  }
  for (const Row& row : kRows) {
    if (absl::StrContains(problem.problem, row.problem) &&
        absl::StrContains(problem.context, row.context)) {
      return {std::string(row.message), std::string(row.remedy), row.at == At::kContext};
    }
  }
  return {absl::StrCat("invalid YAML: ", problem.problem), "check the preceding lines", false};
}

}  // namespace svcenv
