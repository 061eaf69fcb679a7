// Reads values whose errors another program reports: a value of an unexpected type is skipped.
// Internal to this package.
#ifndef SVCENV_MANIFEST_LENIENT_H_
#define SVCENV_MANIFEST_LENIENT_H_

#include <string_view>
#include <utility>
#include <vector>

#include "svcenv/manifest/decoder.h"

namespace svcenv {

// Returns the next value if it is a string, or "".
inline std::string_view TextIfAny(Decoder& decoder) {
  if (decoder.reader().type() == ValueType::kString) return decoder.Text();
  decoder.reader().Skip();
  return {};
}

// Calls `read(key)` for each key of a map; `read` must read the value.
template <typename F>
void MapIfAny(Decoder& decoder, F&& read) {
  if (decoder.reader().type() != ValueType::kMap) return decoder.reader().Skip();
  decoder.Map(std::forward<F>(read));
}

// Calls `read()` for each item of a list; `read` must read the item.
template <typename F>
void ListIfAny(Decoder& decoder, F&& read) {
  if (decoder.reader().type() != ValueType::kList) return decoder.reader().Skip();
  decoder.List([&](int) { read(); });
}

// Returns the non-empty strings of a list.
inline std::vector<std::string_view> TextsIfAny(Decoder& decoder) {
  std::vector<std::string_view> texts;
  ListIfAny(decoder, [&] {
    if (const std::string_view text = TextIfAny(decoder); !text.empty()) texts.push_back(text);
  });
  return texts;
}

// Returns the non-empty strings in `field` of each map in a list.
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
