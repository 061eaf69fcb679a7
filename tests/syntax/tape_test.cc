#include "svcenv/syntax/tape.h"

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "svcenv/base/arena.h"
#include "svcenv/syntax/reader.h"
#include "svcenv/syntax/text.h"

namespace svcenv {
namespace {

// Reads two keys and skips all others.
class PickingSink : public DocumentSink {
 public:
  void Document(const Item&, Reader& reader) override {
    reader.EnterMap();
    while (reader.NextKey()) {
      const std::string key(reader.key().text);
      if (key == "name") {
        texts.push_back(reader.String());
      } else if (key == "ports") {
        reader.EnterList();
        while (reader.NextItem()) numbers.push_back(reader.ReadNumber().integer);
      } else {
        reader.Skip();
      }
    }
  }
  void DropItems() override {}

  std::vector<std::string_view> texts;
  std::vector<int64_t> numbers;
};

TEST(ReaderTest, SkipsWhatIsNotAskedFor) {
  Sources sources;
  const uint32_t file =
      sources.Add("f",
                  "a: {b: [1, {c: d}]}\nname: plain\nports: [80, 0x50]\nz: [[]]\n---\n"
                  "name: |\n  block\nx: &x {ports: [1]}\n<<: *x\n---\nname: \"es\\tcaped\"\n");
  Arena arena;
  PickingSink sink;
  Diagnostics losses;
  ASSERT_TRUE(ReadDocuments(sources, file, arena, sink, losses).ok());
  const std::vector<std::string_view> texts = {"plain", "block\n", "es\tcaped"};
  EXPECT_EQ(sink.texts, texts);
  EXPECT_EQ(sink.numbers, (std::vector<int64_t>{80, 80, 1}));
  const std::string_view source = sources.text(file);
  EXPECT_TRUE(sink.texts[0].data() > source.data() &&
              sink.texts[0].data() < source.data() + source.size())
      << "a plain scalar is not copied";
}

TEST(TapeTest, TruncateForgets) {
  Tape tape;
  tape.Append(tape.TextEvent(TapeEvent::kString, 0, "kept", /*stable=*/false));
  const Tape::Mark mark = tape.mark();
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 5000; ++j) {
      tape.Append(
          tape.TextEvent(TapeEvent::kString, 0, absl::StrCat("text ", j), /*stable=*/false));
    }
    EXPECT_EQ(tape.Text(tape[5000]), "text 4999");
    tape.Truncate(mark);
    EXPECT_EQ(tape.size(), 1u);
    EXPECT_EQ(tape.Text(tape[0]), "kept");
  }
  const std::string large(1 << 20, 'x');
  tape.Append(tape.TextEvent(TapeEvent::kString, 0, large, /*stable=*/false));
  EXPECT_EQ(tape.Text(tape[1]), large);
  tape.Truncate(mark);
  EXPECT_EQ(tape.Text(tape[0]), "kept");
}

TEST(TapeTest, TextsOfAnyLength) {
  const std::string text(70 << 20, 'x');  // exceeds the size field of an event
  Tape tape;
  tape.Append(tape.TextEvent(TapeEvent::kString, 0, text, /*stable=*/true));
  tape.Append(tape.TextEvent(TapeEvent::kString, 0, text, /*stable=*/false));
  EXPECT_EQ(tape.Text(tape[0]).data(), text.data());
  EXPECT_EQ(tape.Text(tape[0]).size(), text.size());
  EXPECT_EQ(tape.Text(tape[1]), text);
}

TEST(TapeTest, StableTextMovesToTheArena) {
  Arena arena;
  std::string_view moved;
  {
    Tape tape;
    tape.Append(tape.TextEvent(TapeEvent::kString, 0, "text", /*stable=*/false));
    moved = tape.StableText(0, arena);
    EXPECT_EQ(tape.StableText(0, arena).data(), moved.data());
  }
  EXPECT_EQ(moved, "text");
}

}  // namespace
}  // namespace svcenv
