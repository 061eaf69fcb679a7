// JSON written from front to back, without blanks.
//
//   std::string text;
//   JsonWriter json(&text);
//   json.BeginMap();
//   json.Key("allowed").Bool(true);
//   json.EndMap();
//
// Allocates for nothing but the text, so that nothing needs memory to be given back.
#ifndef SVCENV_BASE_JSON_WRITER_H_
#define SVCENV_BASE_JSON_WRITER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/base/attributes.h"

namespace svcenv {

class JsonWriter {
 public:
  // Appends one value to `text`.
  explicit JsonWriter(std::string* text ABSL_ATTRIBUTE_LIFETIME_BOUND)
      : text_(*text), begin_(text->size()) {}

  void BeginMap() { Begin('{'); }
  void EndMap() { text_.push_back('}'); }
  void BeginList() { Begin('['); }
  void EndList() { text_.push_back(']'); }

  // Before each value of a map; the same key must not come twice.
  JsonWriter& Key(std::string_view key);

  // Each byte that is no UTF-8 becomes U+FFFD.
  void String(std::string_view value);
  void Bool(bool value) { Raw(value ? "true" : "false"); }
  void Integer(int64_t value);
  void Null() { Raw("null"); }
  // One value that is JSON already.
  void Raw(std::string_view json);

 private:
  void Begin(char bracket);
  // What stands between this value or key and what was written before.
  void Divide();
  void Quote(std::string_view value);

  std::string& text_;
  const size_t begin_;
};

}  // namespace svcenv

#endif  // SVCENV_BASE_JSON_WRITER_H_
