// The one way in which JSON and YAML are read: a value is pulled, once, from front to back, and no
// document tree is built.
//
//   reader.EnterMap();
//   while (reader.NextKey()) {
//     if (reader.key().text == "port") {
//       port = reader.ReadNumber().real;
//     } else {
//       reader.Skip();
//     }
//   }
#ifndef SVCENV_SYNTAX_READER_H_
#define SVCENV_SYNTAX_READER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "svcenv/base/source.h"

namespace svcenv {

enum class ValueType { kNull, kBool, kNumber, kString, kList, kMap };

// "null", "a bool", "a number", "a string", "a list", "a map".
std::string_view ValueTypeName(ValueType type);

// A number as kubectl sends it to the API server: an int64 where it is one, else a float64.
struct Number {
  bool is_integer = false;
  int64_t integer = 0;  // when is_integer
  double real = 0;      // else

  // As Go's encoding/json writes it: "80", "0.5", "1e+21".
  std::string ToString() const;
};

// A cursor on one value of one document whose syntax is known to be right. Exactly one of the
// reading calls is made for each value: after NextKey or NextItem said true, and once for the root.
// A key that stands twice in a map is given once, with the value that kubectl keeps.
class Reader {
 public:
  virtual ~Reader() = default;

  // Of the value to be read next.
  virtual ValueType type() const = 0;
  virtual Position position() const = 0;

  // type() == kMap, not entered yet: the text of that key's value, without reading anything; empty
  // when the key is not there or its value is no string. This is how an object's kind is known
  // before the rest.
  virtual std::string_view PeekText(std::string_view key) const = 0;

  // type() == kMap. Then NextKey until it says false; after each true the key's value is read.
  virtual void EnterMap() = 0;
  virtual bool NextKey() = 0;
  virtual const Located& key() const = 0;  // of the last NextKey that said true

  // type() == kList. Then NextItem until it says false.
  virtual void EnterList() = 0;
  virtual bool NextItem() = 0;

  // The text lives as long as the arena that the reader was made with.
  virtual std::string_view String() = 0;  // type() == kString
  virtual bool Bool() = 0;                // type() == kBool
  virtual Number ReadNumber() = 0;        // type() == kNumber
  virtual void Skip() = 0;                // any type, kNull among them
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_READER_H_
