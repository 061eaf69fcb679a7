// Reading of files whose errors somebody else reports; for this package only. A value of another
// type than is asked for is skipped.
#ifndef SVCENV_MANIFEST_LENIENT_H_
#define SVCENV_MANIFEST_LENIENT_H_

#include <string_view>
#include <utility>
#include <vector>

#include "svcenv/manifest/decoder.h"

namespace svcenv {

// Returns the next value if it is a string, otherwise "".
inline std::string_view TextIfAny(Decoder& decoder) {
  if (decoder.reader().type() == ValueType::kString) return decoder.Text();
  decoder.reader().Skip();
  return {};
}

// Reads a map with `read(key)`, which reads the value.
template <typename F>
void MapIfAny(Decoder& decoder, F&& read) {
  if (decoder.reader().type() != ValueType::kMap) return decoder.reader().Skip();
  decoder.Map(std::forward<F>(read));
}

// Reads a list with `read()`, which reads an item.
template <typename F>
void ListIfAny(Decoder& decoder, F&& read) {
  if (decoder.reader().type() != ValueType::kList) return decoder.reader().Skip();
  decoder.List([&](int) { read(); });
}

// Returns the strings of a list.
inline std::vector<std::string_view> TextsIfAny(Decoder& decoder) {
  std::vector<std::string_view> texts;
  ListIfAny(decoder, [&] {
    if (const std::string_view text = TextIfAny(decoder); !text.empty()) texts.push_back(text);
  });
  return texts;
}

// Returns the value of `field` in each map of a list.
inline std::vector<std::string_view> TextsOf(Decoder& decoder, std::string_view field) {
  std::vector<std::string_view> texts;
  ListIfAny(decoder, [&] {
    MapIfAny(decoder, [&](std::string_view key) {
      if (key != field) return decoder.reader().Skip();
      if (const std::string_view text = TextIfAny(decoder); !text.empty()) texts.push_back(text);
    });
  });
  return texts;
}

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_LENIENT_H_
