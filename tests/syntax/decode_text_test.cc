// Decoding the bytes of a file to UTF-8.
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "svcenv/syntax/text.h"

namespace svcenv {
namespace {

using std::string_view_literals::operator""sv;

struct Case {
  std::string_view bytes;
  std::string_view text;
};

constexpr Case kCases[] = {
    {"", ""},
    {"a: é日😀", "a: é日😀"},
    {"\xEF\xBB\xBF"
     "a: 1",
     "a: 1"},
    {"\xEF\xBB\xBF\xEF\xBB\xBF"
     "a",
     "\xEF\xBB\xBF"
     "a"},
    {"\xEF\xBB\xBF", ""},
    // UTF-16, paired and unpaired surrogates, an odd byte.
    {"\xFF\xFE"
     "a\0:\0\xE9\0"sv,
     "a:é"},
    {"\xFE\xFF\0a\0:\0\xE9"sv, "a:é"},
    {"\xFF\xFE\x3D\xD8\x00\xDE"sv, "😀"},
    {"\xFE\xFF\xD8\x3D\xDE\x00"sv, "😀"},
    {"\xFE\xFF\xD8\x3D\0a"sv,
     "\xEF\xBF\xBD"
     "a"},
    {"\xFE\xFF\xDE\x00\xDE\x01\0a"sv,
     "\xEF\xBF\xBD"
     "a"},
    {"\xFE\xFF\xD8\x3D"sv, "\xEF\xBF\xBD"},
    {"\xFF\xFE"
     "a\0b"sv,
     "a\xEF\xBF\xBD"},
    {"\xFF\xFE", ""},
    // Invalid UTF-8: one U+FFFD for each prefix of a valid character.
    {"a\xFFz", "a\xEF\xBF\xBDz"},
    {"\xE9t\xE9", "\xEF\xBF\xBDt\xEF\xBF\xBD"},
    {"\xC0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"\xE2\x82z", "\xEF\xBF\xBDz"},
    {"\xE2\x82", "\xEF\xBF\xBD"},
    {"\xF0\x9F\x98z", "\xEF\xBF\xBDz"},
    {"\xF0\x9Fz", "\xEF\xBF\xBDz"},
    {"\xF0\x80\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"\xE0\xA0z\xE0\x80z", "\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBDz"},
    {"\xF4\x8F\xBFz\xF4\x90z", "\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBDz"},
    // After a byte order mark, YAML stays unchanged, and each invalid byte of JSON is replaced.
    {"\xEF\xBB\xBF"
     "a: \xFF",
     "\xEF\xBB\xBF"
     "a: \xFF"},
    {"\xEF\xBB\xBF {\"\xE2\x82\"}", " {\"\xEF\xBF\xBD\xEF\xBF\xBD\"}"},
};

TEST(DecodeTextTest, Table) {
  for (const Case& row : kCases) {
    EXPECT_EQ(DecodeText(std::string(row.bytes)).view(), row.text)
        << testing::PrintToString(row.bytes);
  }
}

}  // namespace
}  // namespace svcenv
