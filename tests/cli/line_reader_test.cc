#include "cli/sources/line_reader.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace svcenv::cli {
namespace {

using Outcome = LineReader::Outcome;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr size_t kMost = 10;

// The lines of a text; "(too long)" for those that were skipped.
std::vector<std::string> LinesOf(const std::string& text) {
  const int file = memfd_create("lines", MFD_CLOEXEC);
  EXPECT_EQ(write(file, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  EXPECT_EQ(lseek(file, 0, SEEK_SET), 0);
  LineReader reader(file, kMost);
  std::vector<std::string> lines;
  for (Outcome outcome; (outcome = reader.Next()) != Outcome::kEnd;) {
    if (outcome == Outcome::kFailed) return {"(failed)"};
    lines.push_back(outcome == Outcome::kTooLong ? "(too long)" : std::string(reader.line()));
  }
  EXPECT_EQ(reader.Next(), Outcome::kEnd);
  close(file);
  return lines;
}

TEST(LineReaderTest, GivesEveryLine) {
  EXPECT_THAT(LinesOf(""), IsEmpty());
  EXPECT_THAT(LinesOf("\n"), ElementsAre(""));
  EXPECT_THAT(LinesOf("a\n\nb\r\n"), ElementsAre("a", "", "b\r"));
  EXPECT_THAT(LinesOf("a\nb"), ElementsAre("a", "b"));
  EXPECT_THAT(LinesOf(std::string("a\0b\n", 4)), ElementsAre(std::string("a\0b", 3)));
}

TEST(LineReaderTest, SkipsLinesThatAreTooLong) {
  EXPECT_THAT(LinesOf("0123456789\n"), ElementsAre("0123456789"));
  EXPECT_THAT(LinesOf("0123456789"), ElementsAre("0123456789"));
  EXPECT_THAT(LinesOf("01234567890\na"), ElementsAre("(too long)", "a"));
  EXPECT_THAT(LinesOf("01234567890"), ElementsAre("(too long)"));
  // Over pieces of any size.
  for (const size_t size :
       {size_t{60} << 10, size_t{64} << 10, size_t{70} << 10, size_t{1} << 20}) {
    for (size_t more = 0; more < 3; ++more) {
      const std::string longest(size + more, 'x');
      EXPECT_THAT(LinesOf(absl::StrCat("a\n", longest, "\nb\n")),
                  ElementsAre("a", "(too long)", "b"));
      EXPECT_THAT(LinesOf(absl::StrCat("a\n", longest)), ElementsAre("a", "(too long)"));
    }
  }
}

TEST(LineReaderTest, KnowsWhetherItWouldWait) {
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  LineReader reader(ends[0], kMost);
  EXPECT_FALSE(reader.HasLine());
  ASSERT_EQ(write(ends[1], "a\nb\nc", 5), 5);
  ASSERT_EQ(reader.Next(), Outcome::kLine);
  EXPECT_EQ(reader.line(), "a");
  EXPECT_TRUE(reader.HasLine());
  ASSERT_EQ(reader.Next(), Outcome::kLine);
  EXPECT_EQ(reader.line(), "b");
  EXPECT_FALSE(reader.HasLine());
  close(ends[1]);
  ASSERT_EQ(reader.Next(), Outcome::kLine);
  EXPECT_EQ(reader.line(), "c");
  EXPECT_EQ(reader.Next(), Outcome::kEnd);
  close(ends[0]);
}

TEST(LineReaderTest, SaysThatItCannotRead) {
  const int directory = open("/", O_RDONLY | O_CLOEXEC);
  LineReader reader(directory, kMost);
  EXPECT_EQ(reader.Next(), Outcome::kFailed);
  EXPECT_EQ(reader.error(), EISDIR);
  close(directory);
}

}  // namespace
}  // namespace svcenv::cli
