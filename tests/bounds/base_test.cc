// The scanners of base/ never read outside of their input.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/arena_text.h"
#include "svcenv/base/byte_count.h"
#include "svcenv/base/byte_mask.h"
#include "svcenv/base/json_writer.h"
#include "svcenv/base/name_hash.h"
#include "svcenv/base/nearest.h"
#include "svcenv/base/source.h"
#include "svcenv/base/utf8.h"
#include "svcenv/base/visible.h"
#include "tests/bounds/guarded_text.h"

namespace svcenv {
namespace {

constexpr std::string_view kText =
    "a: é€😀 $(B)\n\"\\\x01 \xE2\x82\nREDIS_SERVICE_HOST=10.0.0.1\r\n\xF0\x9F\x98 ) the end of it, "
    "é";

TEST(BaseBoundsTest, Utf8) {
  ExpectStaysWithin(kText, [](std::string_view text) { return absl::StrCat(IsUtf8(text)); });
  ExpectStaysWithin(kText, [](std::string_view text) { return absl::StrCat(Utf8Length(text)); });
}

// Splits texts between threads: texts of whole pages, and longer ones.
TEST(BaseBoundsTest, Utf8ByThreads) {
  constexpr size_t kBytes = 2 << 20;
  for (const std::string_view character : {"\n", "\xC3\xA9", "\xF0\x9F\x98\x80"}) {
    for (const size_t more : {size_t{0}, size_t{4}}) {
      std::string text;
      while (text.size() < kBytes + more) text += character;
      for (const std::string& whole : {text, "x" + text}) {
        const GuardedText guarded(whole);
        for (const int threads : {1, 2, 5}) {
          EXPECT_TRUE(IsUtf8(guarded.view(), threads)) << whole.size();
        }
      }
    }
  }
}

TEST(BaseBoundsTest, CountsOfBytes) {
  namespace counts = byte_count_internal;
  std::string text;
  while (text.size() < 300) text += kText;
  ExpectStaysWithin(text, [](std::string_view part) {
    return absl::StrCat(CountByte(part, '\n'), " ", CountCharacters(part), " ",
                        counts::Count<counts::Words>(part, counts::Equal{'\n'}), " ",
                        counts::Count<counts::Words>(part, counts::Continuation{}));
  });
}

TEST(BaseBoundsTest, MasksOfBytes) {
  namespace masks = byte_mask_internal;
  for (size_t begin = 0; begin + kByteMaskSize <= kText.size(); ++begin) {
    ExpectStaysWithin(kText.substr(begin, kByteMaskSize), [](std::string_view text) {
      return absl::StrCat(ByteMask(text.data(), text.size(), ' '), " ",
                          masks::Mask<masks::Words>(text.data(), text.size(), ' '));
    });
  }
}

TEST(BaseBoundsTest, Names) {
  ExpectStaysWithin(kText, [](std::string_view text) {
    const std::string copy(text);
    const size_t hash = NameHash()(text);
    EXPECT_EQ(hash, NameHash()(copy));
    return absl::StrCat(NameEq()(text, copy), NameEq()(text, text.substr(0, text.size() / 2)));
  });
  ExpectStaysWithin(kText, [](std::string_view text) {
    return absl::StrCat(Nearest(text, {"REDIS_SERVICE_HOST", text, kText}).size());
  });
}

TEST(BaseBoundsTest, Copies) {
  ExpectStaysWithin(kText, [](std::string_view text) {
    Arena arena;
    ArenaText copied(&arena, 1);
    EXPECT_TRUE(copied.Add(text));
    EXPECT_TRUE(copied.Add(text));
    return absl::StrCat(std::move(copied).Finish(), arena.Copy(text));
  });
  ExpectStaysWithin(kText, [](std::string_view text) {
    return absl::StrCat(Visible(text), VisibleLines(text), VisibleExcerpt(text));
  });
  ExpectStaysWithin(kText, [](std::string_view text) {
    std::string json;
    JsonWriter(&json).String(text);
    return json;
  });
}

// Locates positions in a text of the size of the strides for counting lines.
TEST(BaseBoundsTest, Places) {
  constexpr size_t kStride = 64 * 1024;
  for (const size_t size : {size_t{1}, size_t{100}, kStride - 1, kStride, kStride + 1}) {
    std::string text;
    while (text.size() < size) text += kText;
    const GuardedText guarded(std::string_view(text).substr(0, size));
    Sources sources;
    const uint32_t file = sources.Add("f", guarded.bytes(), 2);
    sources.SetExtents(file,
                       {{0, static_cast<uint32_t>(size / 2), true},
                        {static_cast<uint32_t>(size / 2), static_cast<uint32_t>(size), false}});
    for (const size_t offset : {size_t{0}, size / 2, size - 1, size, size + 1}) {
      const Position position{file, static_cast<uint32_t>(offset)};
      EXPECT_GE(sources.Locate(position).line, 1u);
      const auto excerpt = sources.ExcerptAt(position);
      EXPECT_LE(excerpt.has_value() ? excerpt->text.size() : 0, size);
    }
  }
}

}  // namespace
}  // namespace svcenv
