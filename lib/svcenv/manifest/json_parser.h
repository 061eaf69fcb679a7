// JSON values into documents, fast.
#ifndef SVCENV_MANIFEST_JSON_PARSER_H_
#define SVCENV_MANIFEST_JSON_PARSER_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "svcenv/manifest/document_builder.h"
#include "svcenv/manifest/json_tokens.h"

namespace svcenv {

// Reads JSON of which nothing need be explained: what it takes is JSON, and means what
// encoding/json makes of it. Anything else, such as a number above float64 or half a surrogate
// pair, it leaves to a reader that tells what is wrong.
class JsonParser {
 public:
  enum class Outcome {
    kRead,
    kRefused,  // by the builder, whose error() says why
    kNotRead,  // the builder then holds a part of the value
  };

  // `text` must outlive it, and be smaller than 4 GiB.
  explicit JsonParser(std::string_view text) : text_(text), tokens_(text) {}

  // Reads the value at `offset` or behind the blanks there; `*end` is where it ends. What follows
  // is not looked at. Offsets grow from one call to the next.
  Outcome Read(size_t offset, DocumentBuilder& builder, size_t* end);

 private:
  enum class Expected { kValue, kValueOrEnd, kKey, kKeyOrEnd, kColon, kCommaOrEnd };
  enum class Step { kGoOn, kRefused, kNotRead };

  Step Take(Expected* expected);
  Step Open(bool is_map, Expected* expected);
  Step Close(char bracket, Expected* expected);
  Step Scalar();
  Step Key();
  bool TextEvent(TapeEvent::Kind kind, TapeEvent* event);

  const std::string_view text_;
  JsonTokens tokens_;
  DocumentBuilder* builder_ = nullptr;
  std::string open_;  // '}' and ']' that will close what is open, the innermost last
  std::string unescaped_;
};

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_JSON_PARSER_H_
