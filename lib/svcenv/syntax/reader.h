// A pull parser for JSON and YAML. Callers read each value once, from front to back, without
// building a document tree.
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

// Returns "null", "a bool", "a number", "a string", "a list", or "a map".
std::string_view ValueTypeName(ValueType type);

// A cursor over one value of a document with valid syntax. Make exactly one reading call for the
// root and after each NextKey or NextItem that returns true. Returns a duplicate key once, with the
// value that kubectl keeps.
class Reader {
 public:
  // Reads the value at the index `root` of `tape`, a document of `file`. Copies strings to the
  // arena only on access.
  Reader(Tape& tape, uint32_t root, uint32_t file, Arena& arena);
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // Return the type and position of the next value.
  ValueType type() const;
  Position position() const;

  // Return the string, type, and position of the value at a path of keys without reading it, for
  // example an object's kind before its other fields. Require a map that has not been entered. If
  // there is no such value, return "", kNull, and the position of the map. PeekText also returns ""
  // if the value is not a string. O(entries of the maps on the path).
  std::string_view PeekText(absl::Span<const std::string_view> path) const;
  ValueType PeekType(absl::Span<const std::string_view> path) const;
  Position PeekPosition(absl::Span<const std::string_view> path) const;

  // Saves the next value and its key.
  struct Place {
    uint32_t value;
    Located key;
  };
  Place place() const { return {value_, key_}; }
  // Returns to a saved value, to read it again.
  void Return(const Place& place) {
    value_ = place.value;
    key_ = place.key;
  }

  // Requires kMap. Then call NextKey until it returns false, and read a value after each true.
  void EnterMap();
  bool NextKey();
  const Located& key() const { return key_; }  // of the last NextKey that returned true

  // Requires kList. Then call NextItem until it returns false, and read a value after each true.
  void EnterList();
  bool NextItem();

  // Read a value of the given type; check type() first, because the result for any other type is
  // undefined. The string lives as long as the source and the arena.
  std::string_view String();  // kString
  bool Bool();                // kBool
  Number ReadNumber();        // kNumber
  void Skip() {}              // any type, including kNull

 private:
  // An entered list or map. The entries of a map with merge keys are in entries_.
  struct Frame {
    uint32_t next = 0;
    uint32_t end = 0;
    size_t first_entry = 0;
    bool merged = false;
  };

  void Take(uint32_t key, uint32_t value);
  ValueType TypeOf(uint32_t value) const;
  // Returns the value at a path within the next value, or 0 if there is none.
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
