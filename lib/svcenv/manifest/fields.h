// Reads maps using a table of their fields.
#ifndef SVCENV_MANIFEST_FIELDS_H_
#define SVCENV_MANIFEST_FIELDS_H_

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "svcenv/manifest/decoder.h"

namespace svcenv {

// A field of T and the function that reads it.
template <typename T>
struct Field {
  std::string_view name;
  void (*read)(Decoder&, T&);
};

// Reads a map into `object` and skips keys that are not in the table. Returns whether the value was
// a map.
template <typename T, size_t N>
bool ReadFields(Decoder& decoder, const Field<T> (&fields)[N], T& object) {
  return decoder.Map([&](std::string_view key) {
    for (const Field<T>& field : fields) {
      if (field.name == key) return field.read(decoder, object);
    }
    decoder.reader().Skip();
  });
}

// Skips a known field.
template <typename T>
void SkipField(Decoder& decoder, T&) {
  decoder.reader().Skip();
}

// Reads a map like ReadFields, but the table lists every field of the API type, and other keys are
// reported with Decoder::UnknownField.
template <typename T, size_t N>
bool ReadKnownFields(Decoder& decoder, const Field<T> (&fields)[N], T& object) {
  const bool reports = decoder.unknown_fields().has_value();
  std::string_view empty;  // the preceding known field, if it has no value
  return decoder.Map([&](std::string_view key) {
    for (const Field<T>& field : fields) {
      if (field.name != key) continue;
      if (reports) empty = decoder.reader().type() == ValueType::kNull ? key : std::string_view();
      return field.read(decoder, object);
    }
    if (reports) {
      std::vector<std::string_view> known;
      for (const Field<T>& field : fields) known.push_back(field.name);
      decoder.UnknownField(known, empty);
    }
    decoder.reader().Skip();
  });
}

// Reads a list of maps, each with ReadFields.
template <typename T, size_t N>
std::vector<T> ReadList(Decoder& decoder, const Field<T> (&fields)[N]) {
  std::vector<T> result;
  decoder.List([&](int) {
    T item;
    ReadFields(decoder, fields, item);
    result.push_back(std::move(item));
  });
  return result;
}

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_FIELDS_H_
