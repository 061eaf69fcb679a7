#include "svcenv/base/source.h"

#include <algorithm>
#include <string>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

TEST(SourcesTest, CountsLinesAndCharacters) {
  Sources sources;
  const uint32_t file = sources.Add("a.yaml", "one\r\nzw\xC3\xB6lf x\n");
  EXPECT_EQ(sources.Locate({file, 0}).ToString(), "a.yaml:1:1");
  EXPECT_EQ(sources.Locate({file, 5}).ToString(), "a.yaml:2:1");
  EXPECT_EQ(sources.Locate({file, 12}).ToString(), "a.yaml:2:7");
  EXPECT_EQ(sources.Locate({file, 14}).ToString(), "a.yaml:3:1");
  EXPECT_FALSE(sources.ExcerptAt({file, 12}).has_value());
  sources.SetExtents(file, {{0, 14, false}});
  EXPECT_EQ(sources.ExcerptAt({file, 1})->text, "one");
  EXPECT_EQ(sources.ExcerptAt({file, 12})->text, "zw\xC3\xB6lf x");
  EXPECT_EQ(sources.ExcerptAt({file, 12})->offset, 7u);
}

// Cached places give the same locations as counting from the beginning.
TEST(SourcesTest, LocatesInLongTexts) {
  std::string text;
  while (text.size() < 300000) {
    text += text.size() % 7 == 0 ? "zw\xC3\xB6lf\n" : "some words ";
    if (text.size() % 5 == 0) text += std::string(70000, 'x');  // longer than a stride
  }
  Sources sources;
  const uint32_t file = sources.Add("a", text);
  uint32_t line = 1, column = 1;
  for (uint32_t i = 0; i <= text.size(); ++i) {
    if (i % 997 == 0 || i % 65536 < 2 || i % 65536 > 65533 || i == text.size()) {
      const Location at = sources.Locate({file, i});
      ASSERT_EQ(at.line, line) << i;
      ASSERT_EQ(at.column, column) << i;
    }
    if (i == text.size()) break;
    if (text[i] == '\n') {
      ++line;
      column = 1;
    } else if ((text[i] & 0xC0) != 0x80) {
      ++column;
    }
  }
}

TEST(SourcesTest, CountsByThreadsAsByOne) {
  std::string text;
  for (int line = 0; text.size() < 10'000'000; ++line) {
    text.append(static_cast<size_t>(line * 7919 % 300), 'x').append("\xC3\xA9\n");
    if (line == 20'000) text.append(200'000, 'y');  // longer than several strides
  }
  Sources sources;
  const uint32_t one = sources.Add("a", std::string(text)),
                 many = sources.Add("a", std::string(text), 4);
  for (size_t offset = 0; offset <= text.size(); offset += 77'777) {
    const auto at = static_cast<uint32_t>(offset);
    EXPECT_EQ(sources.Locate({many, at}).ToString(), sources.Locate({one, at}).ToString())
        << offset;
  }
  const auto before = std::string_view(text).substr(0, 9'999'999);
  const Location there = sources.Locate({many, 9'999'999});
  EXPECT_EQ(there.line, std::count(before.begin(), before.end(), '\n') + 1);
}

TEST(SourcesTest, IsNowhereByDefault) {
  const Sources sources;
  EXPECT_EQ(sources.Locate({}).ToString(), "");
  EXPECT_FALSE(sources.ExcerptAt({}).has_value());
}

TEST(SourcesTest, KeepsTextsAtTheirAddress) {
  Sources sources;
  const uint32_t first = sources.Add("a", "text");
  const char* address = sources.text(first).data();
  for (int i = 0; i < 100; ++i) sources.Add("b", "more");
  const Sources moved = std::move(sources);
  EXPECT_EQ(moved.text(first).data(), address);
  EXPECT_EQ(moved.name(first), "a");
}

TEST(SourcesTest, LocatesInTheFilesThatATextWasMadeFrom) {
  Sources sources;
  const uint32_t file = sources.Add("made", "aa\nbb\ncc\n");
  sources.SetOrigins(file, {{3, "b.yaml"}, {6, ""}});
  EXPECT_EQ(sources.Locate({file, 2}).ToString(), "made:1:3");
  EXPECT_EQ(sources.Locate({file, 3}).ToString(), "b.yaml");
  EXPECT_EQ(sources.Locate({file, 5}).line, 0u);
  EXPECT_EQ(sources.Locate({file, 6}).ToString(), "made:3:1");
}

TEST(SourcesTest, GoesOnWhereAnotherEnds) {
  Sources base;
  const uint32_t below = base.Add("below", "x");
  Sources sources(&base);
  const uint32_t own = sources.Add("own", "a\nb");
  EXPECT_NE(own, below);
  EXPECT_EQ(sources.name(below), "below");
  EXPECT_EQ(sources.text(own), "a\nb");
  EXPECT_EQ(sources.Locate({own, 2}).ToString(), "own:2:1");
  EXPECT_EQ(sources.Locate({below, 0}).ToString(), "below:1:1");
}

}  // namespace
}  // namespace svcenv
