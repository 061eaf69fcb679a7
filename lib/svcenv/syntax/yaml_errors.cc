#include "svcenv/syntax/yaml_errors.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace svcenv {
namespace {

enum class At { kProblem, kContext };

struct Row {
  std::string_view problem;
  std::string_view context;  // a part of it; empty: any
  At at;
  std::string_view message;
  std::string_view remedy;
};

constexpr std::string_view kNoDirectives = "kubectl takes no % directives";
constexpr std::string_view kRemoveDirective = "remove the line; quote a text that begins with %";
constexpr std::string_view kSaveAsUtf8 = "save the file as UTF-8";
constexpr std::string_view kQuoteOrTag =
    "quote a text that begins with !; a tag ends at a blank, like !!str 1";

// The first row that fits is taken.
constexpr Row kRows[] = {
    {"control characters are not allowed", "", At::kProblem,
     "a control character stands in the text; YAML allows none, not even in a comment",
     "remove it, or write it as an escape in double quotes: \"\\x07\"; a file in UTF-16 needs a "
     "byte order mark"},
    {"found invalid Unicode character escape", "", At::kProblem,
     "this escape is no character: kubectl takes no surrogates in YAML, not even in pairs",
     "write the character itself, or \\UHHHHHHHH"},
    {"invalid leading UTF-8 octet", "", At::kProblem, "this byte is no UTF-8", kSaveAsUtf8},
    {"incomplete UTF-8 octet sequence", "", At::kProblem, "this byte is no UTF-8", kSaveAsUtf8},
    {"invalid trailing UTF-8 octet", "", At::kProblem, "this byte is no UTF-8", kSaveAsUtf8},
    {"invalid length of a UTF-8 sequence", "", At::kProblem, "this byte is no UTF-8", kSaveAsUtf8},
    {"invalid Unicode character", "", At::kProblem, "this byte is no UTF-8", kSaveAsUtf8},
    {"could not find expected ':'", "", At::kContext, "a : is missing after this key",
     "write \"key: value\"; indent a text of several lines more than its key, or quote it"},
    {"block sequence entries are not allowed", "", At::kProblem,
     "a list item (\"- \") may not stand here",
     "begin the list on a line of its own; quote a text that begins with \"- \""},
    {"mapping keys are not allowed", "", At::kProblem, "a key (\"? \") may not stand here",
     "quote a text that begins with \"? \""},
    {"mapping values are not allowed", "", At::kProblem,
     "a \": \" may not stand here: the line has a key already, or is indented wrongly",
     "quote a text that contains \": \"; indent the keys of one map alike; a key has at most 1024 "
     "characters"},
    {"did not find expected alphabetic or numeric", "anchor", At::kContext,
     "the name of an anchor has letters, digits, - and _ only", "quote a text that begins with &"},
    {"did not find expected alphabetic or numeric", "alias", At::kContext,
     "the name of an alias has letters, digits, - and _ only", "quote a text that begins with *"},
    {"", "directive", At::kContext, kNoDirectives, kRemoveDirective},
    {"", "%", At::kContext, kNoDirectives, kRemoveDirective},
    {"", "scanning a tag", At::kContext, "this tag has no end that YAML knows", kQuoteOrTag},
    {"", "parsing a tag", At::kContext, "this tag has characters that YAML does not take",
     kQuoteOrTag},
    {"found an indentation indicator equal to 0", "", At::kContext,
     "a block text may not be indented by 0", "write | or >, or an indentation from 1 to 9"},
    {"did not find expected comment or line break", "", At::kProblem,
     "a block text begins on the line after | or >",
     "put the text on lines of its own; quote a text that begins with | or >"},
    {"found a tab character where an indentation space", "", At::kProblem,
     "a tab stands where a block text is indented", "indent with spaces"},
    {"found unexpected document indicator", "", At::kContext,
     "this quoted text is cut off by a line that begins with --- or ...",
     "indent that line, or close the quote"},
    {"found unexpected end of stream", "", At::kContext, "this quoted text has no closing quote",
     "close the quote; a line that begins with --- ends the document, even in quotes"},
    {"found unknown escape character", "", At::kProblem, "there is no such escape in double quotes",
     "write a backslash as \\\\, or use single quotes"},
    {"did not find expected hexdecimal number", "", At::kProblem,
     "an escape needs more hexadecimal digits: \\xHH, \\uHHHH or \\UHHHHHHHH",
     "add the digits, or write a backslash as \\\\"},
    {"found unexpected ':'", "", At::kProblem, "a : may not stand before a bracket or a comma here",
     "put a blank after it, or quote the text"},
    {"found a tab character that violates indentation", "", At::kProblem,
     "a tab stands where the line is indented", "indent with spaces"},
    {"did not find expected <document start>", "", At::kProblem, kNoDirectives, kRemoveDirective},
    {"found incompatible YAML document", "", At::kProblem, kNoDirectives, kRemoveDirective},
    {"found duplicate %", "", At::kProblem, kNoDirectives, kRemoveDirective},
    {"found undefined tag handle", "", At::kProblem, "the handle of this tag is not known",
     "use !!str, !!int, !!float, !!bool, !!null or !!binary, or remove the tag"},
    {"did not find expected '-' indicator", "", At::kProblem,
     "this line belongs to no item of the list above it",
     "begin it with \"- \" for another item, or indent it like the key it belongs to"},
    {"did not find expected ',' or ']'", "", At::kProblem, "a , or a ] is missing before this",
     "put a comma between the items and close the list with ]; quote a text with [ ] { } , or \": "
     "\""},
    {"did not find expected ',' or '}'", "", At::kProblem, "a , or a } is missing before this",
     "put a comma between the entries and close the map with }; quote a text with [ ] { } , or \": "
     "\""},
    {"did not find expected node content", "", At::kProblem, "a value is missing here",
     "add a value, or remove what stands here"},
};

// What cannot begin a text differs by the character.
YamlExplanation ExplainBadStart(std::string_view after) {
  if (absl::StartsWith(after, "\t")) {
    return {"a tab stands where the line is indented", "indent with spaces", false};
  }
  if (after.empty()) return {"the text ends too early", "complete the last line", false};
  const std::string first(after.substr(0, 1));
  return {absl::StrCat("a text may not begin with ", first),
          absl::StrCat("quote it: '", first, "…'"), false};
}

// Where a key is missed, the line is indented wrongly, or a quoted text ended too early.
YamlExplanation ExplainMissingKey(std::string_view before) {
  const size_t content = before.find_last_not_of(" \t");
  if (content == before.npos || before[content] == '\n' || before[content] == '\r') {
    return {"this line is indented unlike those that it belongs to",
            "indent the keys of one map alike, and the lines of a text more than its key", false};
  }
  if (before[content] == '"' || before[content] == '\'') {
    return {"the text goes on after its closing quote",
            "put all of it in quotes; a quote within '…' is written twice, within \"…\" as \\\"",
            false};
  }
  return {"a key is expected here", "check the indentation and the quotes before this place",
          false};
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
  return {absl::StrCat("this is no YAML: ", problem.problem), "check the lines before this place",
          false};
}

}  // namespace svcenv
