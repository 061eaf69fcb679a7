#include "svcenv/base/source.h"

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
  EXPECT_EQ(sources.Line({file, 1}), "one");
  EXPECT_EQ(sources.Line({file, 12}), "zw\xC3\xB6lf x");
  EXPECT_EQ(sources.Locate({file, 14}).ToString(), "a.yaml:3:1");
  EXPECT_EQ(sources.Line({file, 14}), "");
}

TEST(SourcesTest, IsNowhereByDefault) {
  const Sources sources;
  EXPECT_EQ(sources.Locate({}).ToString(), "");
  EXPECT_EQ(sources.Line({}), "");
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

}  // namespace
}  // namespace svcenv
