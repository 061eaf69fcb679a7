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

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/source.h"
#include "svcenv/syntax/number.h"

namespace svcenv {

class Tape;
struct TapeEntry;

enum class ValueType { kNull, kBool, kNumber, kString, kList, kMap };

// "null", "a bool", "a number", "a string", "a list", "a map".
std::string_view ValueTypeName(ValueType type);

// A cursor on one value of one document whose syntax is known to be right. Exactly one of the
// reading calls is made for each value: after NextKey or NextItem said true, and once for the root.
// A key that stands twice in a map is given once, with the value that kubectl keeps.
class Reader {
 public:
  // Of the value at the index `root` of the events of a document, in `file`. Texts go to the arena
  // only when they are asked for.
  Reader(Tape& tape, uint32_t root, uint32_t file, Arena& arena);
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // Of the value to be read next.
  ValueType type() const;
  Position position() const;

  // type() == kMap, not entered yet: the text, type, and place of the value at a path of keys,
  // without reading anything. This is how an object's kind is known before the rest. The text is
  // empty if there is no such value or it is not a string; the type is then kNull, and the place the
  // map's. O(entries of the maps on the path).
  std::string_view PeekText(absl::Span<const std::string_view> path) const;
  ValueType PeekType(absl::Span<const std::string_view> path) const;
  Position PeekPosition(absl::Span<const std::string_view> path) const;

  // Where the value is that is read next.
  struct Place {
    uint32_t value;
    Located key;
  };
  Place place() const { return {value_, key_}; }
  // Goes back to a value that was read meanwhile, to read it again.
  void Return(const Place& place) {
    value_ = place.value;
    key_ = place.key;
  }

  // type() == kMap. Then NextKey until it says false; after each true the key's value is read.
  void EnterMap();
  bool NextKey();
  const Located& key() const { return key_; }  // of the last NextKey that said true

  // type() == kList. Then NextItem until it says false.
  void EnterList();
  bool NextItem();

  // The text lives as long as the arena that the reader was made with.
  std::string_view String();  // type() == kString
  bool Bool();                // type() == kBool
  Number ReadNumber();        // type() == kNumber
  void Skip() {}              // any type, kNull among them

 private:
  // A list or map that was entered. A map with merge keys has its entries in entries_.
  struct Frame {
    uint32_t next = 0;
    uint32_t end = 0;
    size_t first_entry = 0;
    bool merged = false;
  };

  void Take(uint32_t key, uint32_t value);
  ValueType TypeOf(uint32_t value) const;
  // The value at a path from the one that is read next; 0 if it is not there.
  uint32_t Find(absl::Span<const std::string_view> path) const;

  Tape& tape_;
  const uint32_t file_;
  Arena& arena_;
  uint32_t value_;
  Located key_;
  std::vector<Frame> frames_;
  std::vector<TapeEntry> entries_;
};

}  // namespace svcenv

#endif  // SVCENV_SYNTAX_READER_H_
