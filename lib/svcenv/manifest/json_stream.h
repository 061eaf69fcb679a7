// JSON values as Go's encoding/json takes them.
#ifndef SVCENV_MANIFEST_JSON_STREAM_H_
#define SVCENV_MANIFEST_JSON_STREAM_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "svcenv/manifest/document_builder.h"
#include "svcenv/manifest/json_parser.h"

namespace svcenv {

// The outcome of reading one value.
struct JsonResult {
  bool ok = false;
  size_t end = 0;          // of the value
  bool is_syntax = false;  // not ok: the text is no JSON; else what it holds is refused
  bool is_huge_number =
      false;        // not ok: no float64 holds this number; what follows it was not read
  TextError error;  // not ok
};

// Reads the values of a JSON stream one by one: by JsonParser what it takes, else by nlohmann,
// which tells what is wrong.
class JsonStream {
 public:
  explicit JsonStream(std::string_view file_text)
      : source_(file_text), text_(file_text), parser_(file_text) {}

  // The offset of the first byte from `offset` on that is no blank to JSON.
  size_t SkipBlanks(size_t offset) const;

  // Reads the value that begins at `offset`, no blank there, into a builder that it makes of
  // `context`. What follows the value is not looked at. Offsets grow from one call to the next.
  JsonResult Read(size_t offset, const DocumentContext& context,
                  std::optional<DocumentBuilder>* builder);

  // The same by nlohmann, at any offset.
  JsonResult ReadAndExplain(size_t offset, DocumentBuilder& builder);

  // From now on numbers above what a float64 holds are read as 0: whether the text is JSON but for
  // them can be told then.
  void ReplaceHugeNumbers();

 private:
  void ReplaceLoneSurrogates();

  const std::string_view source_;
  std::string replaced_;   // the source where it must be changed for nlohmann, of the same length
  std::string_view text_;  // what nlohmann parses: one of both
  bool has_replaced_surrogates_ = false;
  JsonParser parser_;
};

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_JSON_STREAM_H_
