// Parses JSON values into documents.
#ifndef SVCENV_SYNTAX_JSON_PARSER_H_
#define SVCENV_SYNTAX_JSON_PARSER_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "svcenv/syntax/document_builder.h"
#include "svcenv/syntax/json_errors.h"
#include "svcenv/syntax/json_tokens.h"

namespace svcenv {

class JsonItemRuns;

enum class JsonOutcome {
  kRead,
  kRefused,     // the builder rejects the contents
  kSyntax,      // the text is not JSON
  kHugeNumber,  // float64 cannot hold a number; the text after it was not read
};

struct JsonResult {
  JsonOutcome outcome = JsonOutcome::kSyntax;
  size_t end = 0;   // kRead: where the value ends; else near the error
  TextError error;  // unless kRead

  bool ok() const { return outcome == JsonOutcome::kRead; }
};

// The result of ReadItems.
struct JsonItems {
  bool is_read = false;    // without an error
  size_t end = 0;          // where the last one ends
  bool list_ends = false;  // after the last one
};

// Parses JSON as Go's encoding/json does, in a single pass: each event is passed to the builder
// before the text after it is read. O(text).
class JsonParser {
 public:
  // How to read a number that does not fit into a float64: reject it, or read it as 0 to check the
  // syntax of the text after it.
  enum class HugeNumbers { kRefused, kZero };

  // `text` must outlive this object and be smaller than 4 GiB.
  explicit JsonParser(std::string_view text, HugeNumbers huge_numbers = HugeNumbers::kRefused);
  ~JsonParser();

  // Reads the value at `offset`, after optional whitespace, but not the text after the value.
  // Offsets must not decrease from call to call.
  JsonResult Read(size_t offset, DocumentBuilder& builder);

  // Reads items of the list that `builder` is in, starting at `offset`, until the list ends or the
  // text ends where another item would begin.
  JsonItems ReadItems(size_t offset, DocumentBuilder& builder);

 private:
  enum class Step { kContinue, kRefused, kInvalid, kTooLarge };

  // A string token without its quotes.
  struct Text {
    std::string_view text;
    size_t end;        // of the token
    bool is_verbatim;  // `text` is a view of the source
  };

  void Begin(size_t offset, DocumentBuilder& builder, std::string_view open);
  JsonResult Fail(Step step) const;
  Step TakeToken();
  Step Take();
  bool AdoptRun();
  Step Open(bool is_map);
  Step Close(char bracket);
  Step Scalar();
  Step Key();  // and its colon
  std::optional<Text> TextOfToken();

  const std::string_view text_;
  const HugeNumbers huge_numbers_;
  JsonTokens tokens_;
  DocumentBuilder* builder_ = nullptr;
  JsonExpected expected_ = JsonExpected::kValue;
  std::string open_;  // closing brackets of open maps and lists, innermost last
  std::string unescaped_;
  std::unique_ptr<JsonItemRuns> runs_;  // of the current value, if it is a list with items
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_JSON_PARSER_H_
