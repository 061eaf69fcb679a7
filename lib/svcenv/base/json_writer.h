// Writes compact JSON from front to back.
//
//   std::string text;
//   JsonWriter json(&text);
//   json.BeginMap();
//   json.Key("allowed").Bool(true);
//   json.EndMap();
//
// Allocates only for the text.
#ifndef SVCENV_BASE_JSON_WRITER_H_
#define SVCENV_BASE_JSON_WRITER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/base/attributes.h"

namespace svcenv {

class JsonWriter {
 public:
  // Appends one JSON value to `text`.
  explicit JsonWriter(std::string* text ABSL_ATTRIBUTE_LIFETIME_BOUND)
      : text_(*text), begin_(text->size()) {}

  void BeginMap() { Begin('{'); }
  void EndMap() { text_.push_back('}'); }
  void BeginList() { Begin('['); }
  void EndList() { text_.push_back(']'); }

  // Writes a key. Call it before each value of a map, with distinct keys.
  JsonWriter& Key(std::string_view key);

  // Writes a string. Each byte that is not valid UTF-8 becomes U+FFFD.
  void String(std::string_view value);
  void Bool(bool value) { Raw(value ? "true" : "false"); }
  void Integer(int64_t value);
  void Null() { Raw("null"); }
  // Writes one value that is already JSON.
  void Raw(std::string_view json);

 private:
  void Begin(char bracket);
  // Writes a comma if this key or value needs one before it.
  void Divide();
  void Quote(std::string_view value);

  std::string& text_;
  const size_t begin_;
};

}  // namespace svcenv

#endif  // SVCENV_BASE_JSON_WRITER_H_
