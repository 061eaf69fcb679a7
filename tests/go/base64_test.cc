#include "svcenv/go/base64.h"

#include <optional>
#include <string_view>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

TEST(Base64Test, DecodesAsGo) {
  const struct {
    std::string_view text;
    std::string_view bytes;
  } kGood[] = {{"", ""},       {"aGk=", "hi"},         {"aGkh", "hi!"},   {"aA==", "h"},
               {"aGl=", "hi"}, {"a\nG\r\nk=\n", "hi"}, {"aA=\n=\n", "h"}, {"+/+/", "\xFB\xFF\xBF"}};
  for (const auto& row : kGood) {
    EXPECT_EQ(DecodeGoBase64(row.text), row.bytes) << row.text;
  }
  for (const std::string_view bad :
       {"a", "aG", "aGk", "aGk==", "=", "aGk=a", "a Gk=", "aG-_", "aA=x", "aGkh="}) {
    EXPECT_EQ(DecodeGoBase64(bad), std::nullopt) << bad;
  }
}

}  // namespace
}  // namespace svcenv
