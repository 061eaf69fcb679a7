// JSON values into documents, fast.
#ifndef SVCENV_MANIFEST_JSON_PARSER_H_
#define SVCENV_MANIFEST_JSON_PARSER_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "svcenv/manifest/document_builder.h"
#include "svcenv/manifest/json_tokens.h"

namespace svcenv {

class JsonItemRuns;

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
  explicit JsonParser(std::string_view text);
  ~JsonParser();

  // Reads the value at `offset` or behind the blanks there; `*end` is where it ends. What follows
  // is not looked at. Offsets grow from one call to the next.
  Outcome Read(size_t offset, DocumentBuilder& builder, size_t* end);

  // Reads items of a list that `builder` is in, from the one at `offset` on, until the list ends
  // (`*list_ends`), or the text does where the next item would begin; `*end` is where the last one
  // ends.
  Outcome ReadItems(size_t offset, DocumentBuilder& builder, size_t* end, bool* list_ends);

 private:
  enum class Expected { kValue, kValueOrEnd, kKey, kKeyOrEnd, kCommaOrEnd };
  enum class Step { kGoOn, kRefused, kNotRead };

  Step Take(Expected* expected);
  bool AdoptRun();
  Step Open(bool is_map, Expected* expected);
  Step Close(char bracket, Expected* expected);
  Step Scalar();
  Step Key();  // and its colon
  // The text of the token, a string; false if it is none. Verbatim: it stands so in the source.
  bool TakeText(std::string_view* text, bool* is_verbatim);

  const std::string_view text_;
  JsonTokens tokens_;
  DocumentBuilder* builder_ = nullptr;
  std::string open_;  // '}' and ']' that will close what is open, the innermost last
  std::string unescaped_;
  std::unique_ptr<JsonItemRuns> runs_;  // of the value that is read, once it is a list with items
};

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_JSON_PARSER_H_
